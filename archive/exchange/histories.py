"""Articles of another archive and their histories, made one with ours."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

from archive import articles, clusters, takedowns, twins
from archive.errors import ArchiveError
from archive.exchange.merging import Merging
from archive.index import index_article, triggers_resting
from archive.sql import first, insert, update
from archive.withheld import WITHHELD, Withheld

Row = dict[str, Any]

# What a revision says; and what an article has of its latest one.
_TEXT = ("headline", "deck", "byline", "body")
_READ = (*_TEXT, "capture", "rules")


@dataclass(frozen=True, slots=True)
class Story:
    """An article with all that belongs to it, its captures numbered as ours: `revisions` have text, time and pages."""

    row: Row
    revisions: list[Row]
    images: list[Row]
    absences: list[Row]
    alternates: list[Row]


def stories(merging: Merging) -> Iterator[Story]:
    """Their articles, one at a time."""
    for row in merging.theirs.execute("SELECT * FROM articles ORDER BY id"):
        tables = {
            name: [
                dict(part) for part in merging.theirs.execute(f"SELECT * FROM {name} WHERE article = ?", [row["id"]])
            ]
            for name in ("readings", "images", "absences", "alternates")
        }
        pages = merging.theirs.execute(
            "SELECT p.* FROM pages p JOIN readings r ON r.id = p.reading WHERE r.article = ?", [row["id"]]
        )
        yield _story(merging, dict(row), tables | {"pages": [dict(page) for page in pages]})


def withheld(merging: Merging, other: Path) -> Iterator[tuple[Story, int | None]]:
    """Their articles that are hidden, each with the takedown, as it is numbered here."""
    if not (other / WITHHELD).exists():
        return
    with Withheld(other, for_reading=True) as file:
        for laid, takedown in merging.theirs.execute("SELECT laid, takedown FROM hidden ORDER BY article"):
            kept = file.given(laid)
            if kept is None:
                raise ArchiveError(f"{other / WITHHELD} lacks what takedown {takedown} hides; nothing was merged")
            yield _story(merging, kept["articles"][0], kept), merging.takedowns[takedown]


def _story(merging: Merging, row: Row, parts: dict[str, list[Row]]) -> Story:
    row |= {"capture": merging.capture(row["capture"]), "rules": merging.rules(row["rules"])}
    further: dict[int, list[tuple[int, int | None]]] = {}
    for page in sorted(parts["pages"], key=lambda page: page["number"]):
        further.setdefault(page["reading"], []).append((page["number"], merging.capture(page["capture"])))
    revisions = [
        held
        | {name: row[name] for name in _TEXT if held["body"] is None}
        | {
            "capture": merging.capture(held["capture"]),
            "rules": merging.rules(held["rules"]),
            "pages": further.get(held["id"], []),
        }
        for held in sorted(parts["readings"], key=lambda held: held["number"])
    ]
    absences = [
        gone | {"evidence": merging.capture(gone["evidence"]), "back": merging.capture(gone["back"])}
        for gone in parts["absences"]
    ]
    return Story(row, _timed(merging, revisions), parts["images"], absences, parts.get("alternates", []))


def take(merging: Merging, story: Story) -> int:
    """Take in an article: new here, or with what its history has that ours has not, or as another address of ours;
    returns its number. One that a takedown hides here is there until all is taken in, within the transaction.
    """
    db, row = merging.db, dict(story.row)
    merging.hidden |= takedowns.show_again(db, merging.archive.folder, row["url"])
    known = first(db, "SELECT * FROM articles WHERE url = ?", [row["url"]])
    if known is None:
        said = twins.told(row, story.alternates)
        twin = twins.find(db, said, row["outlet"])
        if twin is not None and _is_told_here(merging, story, twin):
            return _join(merging, story, twin)
        row["id"] = articles.free_id(db, row["id"], row["published_at"] or row["first_seen_at"])
        with triggers_resting(db.conn):
            insert(db, "articles", row)
        index_article(db.conn, row["id"])
        clusters.place(db, row["id"], row["body"])
        _add_revisions(merging, row["id"], story.revisions)
        merging.merged.articles += 1
        hider = merging.hidden.get(twin["id"]) if twin else None
        hider = hider or takedowns.hides(db, merging.archive.folder, said, row["outlet"])
        if hider is not None:
            merging.hidden[row["id"]] = hider
    else:
        row["id"] = known["id"]
        _interleave(merging, known, story)
    if known is None or row["fetched_at"] > known["fetched_at"]:
        db.execute("DELETE FROM images WHERE article = ?", [row["id"]])
        for image in story.images:
            insert(db, "images", image | {"id": None, "article": row["id"]})
    for alternate in story.alternates:
        insert(db, "alternates", alternate | {"article": row["id"]}, "OR IGNORE")
    for gone in story.absences:
        _absence(merging, gone, row["id"])
    _settle_absences(merging, row["id"])
    return int(row["id"])


def _is_told_here(merging: Merging, story: Story, twin: Row) -> bool:
    """Whether a story says nothing that its twin here does not. One with a past of its own stays an article of its own,
    and so does one that they keep beside the other.
    """
    both = "SELECT 1 FROM articles WHERE url = ?"
    has_past = len(story.revisions) > 1 or bool(story.absences)
    return not has_past and merging.theirs.execute(both, [twin["url"]]).fetchone() is None


def _join(merging: Merging, story: Story, twin: Row) -> int:
    twins.join(merging.db, twin, twins.told(story.row, story.alternates))
    seen = min(twin["first_seen_at"], story.row["first_seen_at"])
    if seen != twin["first_seen_at"]:
        update(merging.db, "articles", twin["id"], {"first_seen_at": seen})
    merging.joined[story.row["url"]] = twin["id"]
    return int(twin["id"])


def _timed(merging: Merging, revisions: list[Row]) -> list[Row]:
    """Revisions with the time at which each stood on the web, as far as is known; within a history, time runs on."""
    told = (
        merging.db.conn.execute("SELECT fetched_at FROM captures WHERE id = ?", [row["capture"]]).fetchone()
        for row in revisions
    )
    times = accumulate((at[0] if at else row["read_at"] for at, row in zip(told, revisions, strict=True)), max)
    return [row | {"at": at} for row, at in zip(revisions, times, strict=True)]


def _ours(merging: Merging, article: int) -> list[Row]:
    found = []
    for row in merging.db.query("SELECT * FROM revisions WHERE article = ? ORDER BY number", [article]):
        pages = merging.db.execute("SELECT number, capture FROM pages WHERE reading = ? ORDER BY number", [row["id"]])
        found.append(row | {"pages": [tuple(page) for page in pages.fetchall()]})
    return _timed(merging, found)


def _interleave(merging: Merging, known: Row, story: Story) -> None:
    """Both histories as one, in order of time; a text that directly follows itself is one revision."""
    ours = _ours(merging, known["id"])
    held = {(row["digest"], row["read_at"]) for row in ours}
    news = [row for row in story.revisions if (row["digest"], row["read_at"]) not in held]
    together = sorted([*ours, *news], key=lambda row: (row["at"], row["read_at"], row["digest"]))
    chain = together[:1] + [row for before, row in pairwise(together) if not _repeats(before, row)]
    told = (story.row if story.row["fetched_at"] > known["fetched_at"] else known) | {
        "id": known["id"],
        "outlet": known["outlet"],
        "withdrawn_at": known["withdrawn_at"],
        "first_seen_at": min(known["first_seen_at"], story.row["first_seen_at"]),
        "revision": len(chain),
    }
    told |= {name: chain[-1][name] for name in _READ}
    changes = {name: value for name, value in told.items() if known[name] != value}
    is_grown = [row["digest"] for row in chain] != [row["digest"] for row in ours]
    if is_grown:
        merging.db.execute(
            "DELETE FROM pages WHERE reading IN (SELECT id FROM readings WHERE article = ?)", [known["id"]]
        )
        merging.db.execute("DELETE FROM readings WHERE article = ?", [known["id"]])
        merging.merged.revisions += len(chain) - len(ours)
    else:
        changes = {name: value for name, value in changes.items() if name not in _READ}
    if changes:
        update(merging.db, "articles", known["id"], changes)
    if is_grown:
        if "body" in changes:
            clusters.replace(merging.db, known["id"], known["body"], changes["body"])
        _add_revisions(merging, known["id"], chain)


def _repeats(before: Row, row: Row) -> bool:
    """Whether a text is the one before it: white space aside, but where rules that were mended changed just that."""
    if row["digest"] != before["digest"]:
        return False
    return row["cause"] != "rules" or all(row[name] == before[name] for name in _TEXT)


def _add_revisions(merging: Merging, article: int, revisions: list[Row]) -> None:
    for number, row in enumerate(revisions, start=1):
        held = {name: value for name, value in row.items() if name not in {"id", "pages", "at"}}
        if number == len(revisions):
            held |= dict.fromkeys(_TEXT)
        cause = "first" if number == 1 else "publisher" if row["cause"] == "first" else row["cause"]
        reading = insert(merging.db, "readings", held | {"article": article, "number": number, "cause": cause})
        for page, capture in row["pages"]:
            insert(merging.db, "pages", {"reading": reading, "number": page, "capture": capture})


def _absence(merging: Merging, gone: Row, article: int) -> None:
    known = first(merging.db, "SELECT * FROM absences WHERE article = ? AND gone_at = ?", [article, gone["gone_at"]])
    if known is None:
        insert(merging.db, "absences", gone | {"id": None, "article": article})
    elif known["back_at"] is None and gone["back_at"] is not None:
        update(merging.db, "absences", known["id"], {"back_at": gone["back_at"], "back": gone["back"]})


def _settle_absences(merging: Merging, article: int) -> None:
    """What one of the two saw again after the other had found it gone is back; else it is withdrawn."""
    merging.db.execute(
        """UPDATE absences SET back_at = a.fetched_at,
                  back = (SELECT c.id FROM captures c WHERE c.id = a.capture AND c.fetched_at > gone_at)
             FROM articles a
            WHERE a.id = absences.article AND a.id = ? AND back_at IS NULL AND a.fetched_at > gone_at""",
        [article],
    )
    still = "SELECT max(gone_at) FROM absences WHERE article = :id AND back_at IS NULL"
    merging.db.execute(
        f"UPDATE articles SET withdrawn_at = ({still}) WHERE id = :id AND withdrawn_at IS NOT ({still})",
        {"id": article},
    )
