"""The frontier: every URL seen, what became of it, when it is due. It lives in the archive file: a crash costs nothing.

States of a sighting: `waiting` to be fetched, `stored`, `failed`, `gone`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from archive.clock import moment
from archive.model import Sighting
from archive.sql import first, together

# News is mended in its first hours, rarely after a week, hardly ever after a month.
REVISIT_AFTER = (timedelta(hours=6), timedelta(days=1), timedelta(days=7), timedelta(days=30))

# An outlet that hardly ever edits is looked at half as often, one that edits all the time twice as often.
PACES = ((0.10, 0.5), (0.01, 1.0), (0.0, 2.0))
LOOKS_TO_KNOW_A_PACE = 50
PACE_OVER = timedelta(days=90)

# A page that failed is asked for again, each time later; after this many tries only if a source says it changed.
RETRY_AFTER = (timedelta(hours=1), timedelta(hours=6), timedelta(days=1), timedelta(days=7))

# A story that is gone may come back: it was emptied by mistake, or while somebody asked for it to be changed.
GONE_AFTER = (timedelta(days=1), timedelta(days=7), timedelta(days=30))


# What of an outlet is to be fetched: each asks an index that holds no more than that. What is waiting is always due.
_DUE = """SELECT rowid FROM sightings WHERE outlet = :outlet AND due_at <= :at
    UNION SELECT rowid FROM sightings WHERE outlet = :outlet AND claimed_at IS NOT NULL"""
_KNOWN = "SELECT rowid FROM sightings WHERE outlet = :outlet AND (state <> 'waiting' OR due_at <= :at)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A URL that is due, with what makes the request conditional."""

    url: str
    etag: str | None = None
    last_modified: str | None = None

    @property
    def conditions(self) -> dict[str, str]:
        """Headers that ask for a page only if it changed."""
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in asked.items() if value}


def see(db: Database, outlet: str, sightings: Iterable[Sighting], at: str) -> None:
    """Remember what a source showed. A known URL becomes due at once if the source now says it changed.

    A source that says so of everything, always, is believed less each time: after the third look, once in as many days.
    """
    with db.atomic():
        db.conn.executemany(
            """INSERT INTO sightings
                 (url, outlet, source, title, published, modified, first_seen_at, last_seen_at, state, due_at, tries,
                  witness)
               VALUES (:url, :outlet, :source, :title, :published, :modified, :at, :at, 'waiting', :at, 0,
                  :witness)
               ON CONFLICT (url) DO UPDATE SET
                 last_seen_at = :at,
                 due_at = CASE WHEN :modified > coalesce(modified, fetched_at) AND :modified <= :at
                                AND (tries < 3 OR julianday(fetched_at) < julianday(:at) - tries) THEN :at
                               ELSE due_at END,
                 title = nullif(coalesce(:title, title), (SELECT headline FROM articles WHERE id = article)),
                 published = coalesce(:published, published),
                 modified = coalesce(:modified, modified),
                 witness = coalesce(:witness, witness)""",
            [
                {
                    "url": sighting.url,
                    "outlet": outlet,
                    "source": sighting.source,
                    "title": sighting.title,
                    "published": sighting.published,
                    "modified": sighting.modified,
                    "witness": sighting.witness,
                    "at": at,
                }
                for sighting in sightings
            ],
        )


def due(db: Database, outlet: str, at: str, *, revisit: bool = False, most: int = -1) -> list[Visit]:
    """What is to be fetched now: what a killed run had in flight, then what was never fetched, newest first; revisits.

    `revisit` takes every page the outlet has, due or not, the one longest unseen first; `most` bounds how many are
    given (-1: all).
    """
    rows = db.query(
        f"""SELECT s.url, c.etag, c.last_modified
             FROM sightings s LEFT JOIN articles a ON a.id = s.article LEFT JOIN captures c ON c.id = a.capture
            WHERE s.rowid IN ({_KNOWN if revisit else _DUE})
            ORDER BY s.claimed_at IS NOT NULL DESC, s.state = 'waiting' DESC,
                     CASE s.state WHEN 'waiting' THEN s.first_seen_at END DESC,
                     CASE s.state WHEN 'waiting' THEN s.published END DESC,
                     CASE WHEN :revisit THEN s.fetched_at END, s.due_at, s.url
            LIMIT :most""",
        {"outlet": outlet, "at": at, "revisit": revisit, "most": most},
    )
    return [Visit(**row) for row in rows]


def claim(db: Database, urls: Iterable[str], at: str) -> None:
    """Note that pages are about to be asked for: after a crash, they are the first to be asked for again."""
    with together(db):
        db.conn.executemany("UPDATE sightings SET claimed_at = ? WHERE url = ?", [(at, url) for url in urls])


def release(db: Database, outlet: str) -> None:
    """Note that nothing of an outlet is in flight: its run came to an orderly end."""
    db.execute("UPDATE sightings SET claimed_at = NULL WHERE outlet = ? AND claimed_at IS NOT NULL", [outlet])


def pace(db: Database, outlet: str, at: datetime) -> float:
    """By how much the outlet's revisits are stretched: learned from how often a look found an edit, lately."""
    looks, edits = db.execute(
        """SELECT coalesce(sum(unchanged + revised + withdrawn), 0), coalesce(sum(revised), 0)
             FROM runs WHERE outlet = ? AND started_at >= ? AND ended_at IS NOT NULL""",
        [outlet, moment(at - PACE_OVER)],
    ).fetchone()
    if looks < LOOKS_TO_KNOW_A_PACE:
        return 1.0
    return next(stretch for share, stretch in PACES if edits >= share * looks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What became of a URL: `stored`, `failed` or `gone`; whether its text changed; how its revisits stretch."""

    state: str
    article: int | None = None
    revised: bool = False
    pace: float = 1.0


def settle(db: Database, url: str, outcome: Settled, at: datetime) -> None:
    """Note what became of a URL, and when it is due again: ever later, until it is left alone."""
    with together(db):
        row = first(db, "SELECT state, tries, published, article FROM sightings WHERE url = ?", [url])
        same = row is not None and row["state"] == outcome.state and not outcome.revised
        tries = row["tries"] if row is not None and same else 0
        if outcome.state == "gone":
            wait = GONE_AFTER[tries] if row and row["article"] and tries < len(GONE_AFTER) else None
        else:
            wait = _wait(outcome, tries, at, row["published"] if row else None)
        db.execute(
            """UPDATE sightings SET
                 state = :state, fetched_at = :at, due_at = :due_at, tries = :tries, claimed_at = NULL,
                 article = coalesce(:article, article),
                 title = nullif(title, (SELECT headline FROM articles WHERE id = coalesce(:article, article)))
               WHERE url = :url""",
            {
                "state": outcome.state,
                "at": moment(at),
                "due_at": moment(at + wait) if wait else None,
                "tries": tries + 1,
                "article": outcome.article,
                "url": url,
            },
        )


def _wait(outcome: Settled, tries: int, at: datetime, published: str | None) -> timedelta | None:
    """How long until the next look. A story is revisited as its age asks for: an old one is not looked at in hours."""
    if outcome.state == "failed":
        return RETRY_AFTER[tries] if tries < len(RETRY_AFTER) else None
    step = max(tries, min(_steps_passed(at, published), len(REVISIT_AFTER) - 1))
    return REVISIT_AFTER[step] * outcome.pace if step < len(REVISIT_AFTER) else None


def _steps_passed(at: datetime, published: str | None) -> int:
    try:
        when = datetime.fromisoformat(published or "")
    except ValueError:
        return 0
    age = at - (when if when.tzinfo else when.replace(tzinfo=at.tzinfo))
    return sum(step <= age for step in REVISIT_AFTER)
