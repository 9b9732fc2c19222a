"""What the archive holds, counted; and how each outlet does."""

import sqlite3
from dataclasses import dataclass
from typing import Any

from archive.serve.reading import Piece, pieces
from archive.serve.results import Timeline, timeline
from archive.serve.selection import Selection

LATEST = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletCount:
    """An outlet, how many articles of it there are and from when to when, and how its last run ended."""

    slug: str
    name: str
    name_en: str | None
    home: str
    country: str | None
    place: str | None
    script: str | None
    status: str
    articles: int
    withdrawn: int
    revised: int
    first: str | None
    last: str | None
    ran_at: str | None
    outcome: str | None
    failures: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Census:
    """The archive in one glance."""

    articles: int
    revised: int
    withdrawn: int
    first: str | None
    last: str | None
    outlets: tuple[OutletCount, ...]
    latest: tuple[Piece, ...]
    growth: Timeline

    @property
    def troubled(self) -> tuple[OutletCount, ...]:
        """Outlets whose last run did not end as it should."""
        return tuple(outlet for outlet in self.outlets if outlet.outcome not in {"finished", None})


def census(conn: sqlite3.Connection) -> Census:
    """Count the archive."""
    totals = conn.execute(
        """SELECT count(*) AS articles, count(*) FILTER (WHERE revision > 1) AS revised,
                  count(withdrawn_at) AS withdrawn, min(published_at) AS first, max(published_at) AS last
             FROM articles"""
    ).fetchone()
    newest = [row[0] for row in conn.execute("SELECT id FROM articles ORDER BY id DESC LIMIT ?", [LATEST])]
    return Census(
        **dict(totals),
        outlets=outlets(conn),
        latest=tuple(pieces(conn, newest)),
        growth=timeline(conn, Selection()),
    )


def outlets(conn: sqlite3.Connection, slug: str | None = None) -> tuple[OutletCount, ...]:
    """Every outlet, the fullest first, or the one asked for."""
    rows = conn.execute(
        """SELECT o.slug, o.name, o.name_en, o.home, o.country, o.place, o.script, o.status,
                  count(a.id) AS articles, count(a.withdrawn_at) AS withdrawn,
                  count(a.id) FILTER (WHERE a.revision > 1) AS revised,
                  min(a.published_at) AS first, max(a.published_at) AS last,
                  r.started_at AS ran_at, r.outcome,
                  (SELECT count(*) FROM failures f WHERE f.outlet = o.slug) AS failures
             FROM outlets o LEFT JOIN articles a ON a.outlet = o.slug
                  LEFT JOIN runs r ON r.id = (SELECT max(id) FROM runs WHERE outlet = o.slug)
            WHERE :slug IS NULL OR o.slug = :slug
            GROUP BY o.slug ORDER BY articles DESC, o.slug""",
        {"slug": slug},
    )
    return tuple(OutletCount(**dict(row)) for row in rows)


def runs(conn: sqlite3.Connection, slug: str, limit: int = 12) -> list[dict[str, Any]]:
    """The outlet's last runs, newest first."""
    rows = conn.execute("SELECT * FROM runs WHERE outlet = ? ORDER BY id DESC LIMIT ?", [slug, limit])
    return [dict(row) for row in rows]


# What an article may lack: how often it has each is an outlet's coverage.
COVERED = ("headline", "published_at", "byline", "agency", "section", "deck")


def coverage(conn: sqlite3.Connection, slug: str) -> dict[str, int]:
    """Field → how many of the outlet's articles have it."""
    counts = ", ".join(f"count({name}) AS {name}" for name in COVERED)
    return dict(conn.execute(f"SELECT {counts} FROM articles WHERE outlet = ?", [slug]).fetchone())


def failures(conn: sqlite3.Connection, slug: str | None = None) -> list[dict[str, Any]]:
    """Reason by reason: how often, when last, and the latest case with its capture. Of one outlet or of all."""
    rows = conn.execute(
        """SELECT f.reason, f.outlet, count(*) AS times, max(f.failed_at) AS failed_at, f.url, f.message, f.capture
             FROM failures f WHERE :slug IS NULL OR f.outlet = :slug
            GROUP BY f.outlet, f.reason ORDER BY times DESC LIMIT 200""",
        {"slug": slug},
    )
    return [dict(row) for row in rows]
