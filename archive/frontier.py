"""The frontier: every URL seen, what became of it, when it is due. It lives in the archive file: a crash costs nothing.

States of a sighting: `waiting` to be fetched, `stored`, `failed`, `gone`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from archive.clock import moment
from archive.model import Sighting

# News is mended in its first hours, rarely after a week, hardly ever after a month.
REVISIT_AFTER = (timedelta(hours=6), timedelta(days=1), timedelta(days=7), timedelta(days=30))

# A page that failed is asked for again, each time later; after this many tries only if a source says it changed.
RETRY_AFTER = (timedelta(hours=1), timedelta(hours=6), timedelta(days=1), timedelta(days=7))


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A URL that is due, with what makes the request conditional."""

    url: str
    etag: str | None = None
    last_modified: str | None = None


def see(db: Database, outlet: str, sightings: Iterable[Sighting], at: str) -> None:
    """Remember what a source showed. A known URL becomes due at once if the source now says it changed."""
    with db.atomic():
        db.conn.executemany(
            """INSERT INTO sightings
                 (url, outlet, source, title, published, modified, first_seen_at, last_seen_at, state, due_at, tries)
               VALUES (:url, :outlet, :source, :title, :published, :modified, :at, :at, 'waiting', :at, 0)
               ON CONFLICT (url) DO UPDATE SET
                 last_seen_at = :at,
                 due_at = CASE WHEN :modified > coalesce(modified, fetched_at) THEN :at ELSE due_at END,
                 title = coalesce(:title, title),
                 published = coalesce(:published, published),
                 modified = coalesce(:modified, modified)""",
            [
                {
                    "url": sighting.url,
                    "outlet": outlet,
                    "source": sighting.source,
                    "title": sighting.title,
                    "published": sighting.published,
                    "modified": sighting.modified,
                    "at": at,
                }
                for sighting in sightings
            ],
        )


def due(db: Database, outlet: str, at: str, *, revisit: bool = False) -> list[Visit]:
    """What is to be fetched now, never-fetched pages first. `revisit` takes every page the outlet has, due or not."""
    rows = db.query(
        """SELECT s.url, c.etag, c.last_modified
             FROM sightings s LEFT JOIN articles a ON a.id = s.article LEFT JOIN captures c ON c.id = a.capture
            WHERE s.outlet = :outlet AND (s.due_at <= :at OR (:revisit AND s.state IN ('stored', 'failed', 'gone')))
            ORDER BY s.state = 'waiting' DESC, s.due_at, s.url""",
        {"outlet": outlet, "at": at, "revisit": revisit},
    )
    return [Visit(**row) for row in rows]


def settle(db: Database, url: str, state: str, at: datetime, *, article: int | None = None) -> None:
    """Note what became of a URL, and when it is due again: ever later, until it is left alone."""
    steps = REVISIT_AFTER if state == "stored" else RETRY_AFTER
    with db.atomic():
        row = next(db.query("SELECT state, tries FROM sightings WHERE url = ?", [url]), None)
        tries = row["tries"] if row and row["state"] == state else 0
        due_at = moment(at + steps[tries]) if state in {"stored", "failed"} and tries < len(steps) else None
        db.execute(
            """UPDATE sightings SET state = ?, fetched_at = ?, due_at = ?, tries = ?, article = coalesce(?, article)
                WHERE url = ?""",
            [state, moment(at), due_at, tries + 1, article, url],
        )
