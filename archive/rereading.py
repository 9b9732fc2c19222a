"""What of the archive is to be read again with today's rules, and what that came to."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from archive import articles
from archive.articles import Change, Reading
from archive.clock import now
from archive.model import Article
from archive.store import Archive
from archive.trouble import told

# Faults of a page that other rules may read; what the server refused or sent as an error stays what it is.
READABLE = ("unreadable", "rule_error", "no_article", "list_page", "soft_404", "no_address")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rereading:
    """One story to be read again: its captures in order, and where it stands.

    `article` and `revision` are null for a page that gave no article so far. `earlier` are the captures of the revision
    before, for a revision of which it is not known whether the publisher or our rules made it.
    """

    url: str
    outlet: str
    declared: bool
    captures: tuple[int, ...]
    fetched_at: str
    article: int | None = None
    revision: int | None = None
    is_latest: bool = True
    earlier: tuple[int, ...] = ()


def rereadings(reader: sqlite3.Connection, outlet: str | None, since: str | None) -> Iterator[Rereading]:
    """The latest revision of every article that has captures, revisions whose cause is open, and pages that failed.

    Of one outlet or all; of captures made on a day (`2026-01-31`) or later, or all.
    """
    chosen = {"outlet": outlet, "since": since}
    rows = reader.execute(
        """SELECT r.id, r.article, r.number, r.cause, r.declaration, r.capture, c.fetched_at, a.url, a.outlet,
                  a.revision
             FROM readings r JOIN articles a ON a.id = r.article JOIN captures c ON c.id = r.capture
            WHERE (r.number = a.revision OR r.cause = 'unsettled')
              AND NOT (c.status IS NULL AND c.content_type <> 'text/plain')
              AND (:outlet IS NULL OR a.outlet = :outlet) AND (:since IS NULL OR c.fetched_at >= :since)
            ORDER BY r.id""",
        chosen,
    )
    for revision, article, number, cause, declaration, capture, fetched_at, url, slug, latest in rows:
        yield Rereading(
            url=url,
            outlet=slug,
            declared=declaration is not None,
            captures=(capture, *_further(reader, revision)),
            fetched_at=fetched_at,
            article=article,
            revision=revision,
            is_latest=number == latest,
            earlier=_captures_of(reader, article, number - 1) if cause == "unsettled" else (),
        )
    failed = reader.execute(
        f"""SELECT f.url, f.outlet, max(f.id), f.capture, c.fetched_at, u.declaration IS NOT NULL
              FROM failures f JOIN captures c ON c.id = f.capture LEFT JOIN runs u ON u.id = f.run
              JOIN sightings s ON s.url = f.url AND s.article IS NULL
             WHERE f.reason IN {READABLE!r} AND c.status = 200
               AND (:outlet IS NULL OR f.outlet = :outlet) AND (:since IS NULL OR c.fetched_at >= :since)
             GROUP BY f.url ORDER BY f.url""",
        chosen,
    )
    for url, slug, _, capture, fetched_at, declared in failed:
        yield Rereading(url=url, outlet=slug, declared=bool(declared), captures=(capture,), fetched_at=fetched_at)


def reread(archive: Archive, story: Rereading, article: Article, rules: str) -> Change:
    """Take in what today's rules read in the captures of an article's latest revision.

    Raises ValueError for a page that gave no article so far: what is read in it is stored, not reread.
    """
    if story.article is None:
        raise ValueError(f"{story.url} is no article yet")
    first, *further = story.captures
    reading = Reading(
        article=article,
        outlet=story.outlet,
        capture=first,
        further=tuple(further),
        read_at=now(),
        rules=rules,
        declaration=archive.declaration(story.outlet) if story.declared else None,
    )
    with told(archive.folder):
        return articles.reread(archive.db, story.article, reading)


def settle(archive: Archive, story: Rereading, before: Article, after: Article) -> None:
    """Note which it was that made a revision, now that the same rules have read both pages: they or the publisher."""
    cause = "rules" if articles.digest(before) == articles.digest(after) else "publisher"
    with told(archive.folder), archive.db.atomic():
        archive.db.execute(
            "UPDATE readings SET cause = ? WHERE id = ? AND cause = 'unsettled'", [cause, story.revision]
        )


def _captures_of(reader: sqlite3.Connection, article: int, number: int) -> tuple[int, ...]:
    found = reader.execute(
        "SELECT id, capture FROM readings WHERE article = ? AND number = ?", [article, number]
    ).fetchone()
    if found is None or found[1] is None:
        return ()
    return (found[1], *_further(reader, found[0]))


def _further(reader: sqlite3.Connection, revision: int) -> tuple[int, ...]:
    rows = reader.execute("SELECT capture FROM pages WHERE reading = ? ORDER BY number", [revision])
    return tuple(row[0] for row in rows)
