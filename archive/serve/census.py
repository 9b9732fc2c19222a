"""What the archive holds, counted; and how each outlet does."""

import json
import sqlite3
from dataclasses import dataclass
from typing import Any

from archive.serve.meanings import CALM
from archive.serve.reading import Piece, pieces
from archive.serve.selection import Selection
from archive.serve.timeline import Timeline, timeline

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
    timezone: str | None
    status: str
    articles: int
    withdrawn: int
    revised: int
    first: str | None
    last: str | None
    ran_at: str | None
    outcome: str | None
    verdict: str | None
    evidence: int | None
    failures: int

    @property
    def troubled(self) -> bool:
        """Whether its last run is something to look at; a run without an outcome may still be at work."""
        return self.verdict is not None and self.verdict not in CALM


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
        """Outlets whose last run is something to look at."""
        return tuple(outlet for outlet in self.outlets if outlet.troubled)


def census(conn: sqlite3.Connection) -> Census:
    """Count the archive. Each number is asked for by itself, so that an index can answer it."""
    totals = conn.execute(
        """SELECT (SELECT count(*) FROM articles) AS articles,
                  (SELECT count(*) FROM articles WHERE revision > 1) AS revised,
                  (SELECT count(*) FROM articles WHERE withdrawn_at IS NOT NULL) AS withdrawn,
                  (SELECT min(published_at) FROM articles) AS first,
                  (SELECT max(published_at) FROM articles) AS last"""
    ).fetchone()
    newest = [row[0] for row in conn.execute("SELECT id FROM articles ORDER BY id DESC LIMIT ?", [LATEST])]
    return Census(
        **dict(totals),
        outlets=outlets(conn),
        latest=tuple(pieces(conn, newest)),
        growth=timeline(conn, Selection()),
    )


_OUTLETS = """
WITH kept AS (SELECT outlet, count(*) AS n FROM articles WHERE :slug IS NULL OR outlet = :slug GROUP BY outlet),
     revised AS (SELECT outlet, count(*) AS n FROM articles WHERE revision > 1 GROUP BY outlet),
     withdrawn AS (SELECT outlet, count(*) AS n FROM articles WHERE withdrawn_at IS NOT NULL GROUP BY outlet)
SELECT o.slug, o.name, o.name_en, o.home, o.country, o.place, o.script, o.timezone, o.status,
       coalesce(kept.n, 0) AS articles, coalesce(withdrawn.n, 0) AS withdrawn, coalesce(revised.n, 0) AS revised,
       (SELECT published_at FROM articles WHERE outlet = o.slug AND published_at IS NOT NULL ORDER BY id LIMIT 1)
         AS first,
       (SELECT published_at FROM articles WHERE outlet = o.slug AND published_at IS NOT NULL ORDER BY id DESC LIMIT 1)
         AS last,
       r.started_at AS ran_at, r.outcome, r.verdict, r.evidence,
       (SELECT count(*) FROM failures f WHERE f.outlet = o.slug) AS failures
  FROM outlets o LEFT JOIN kept ON kept.outlet = o.slug LEFT JOIN revised ON revised.outlet = o.slug
       LEFT JOIN withdrawn ON withdrawn.outlet = o.slug
       LEFT JOIN runs r ON r.id = (SELECT max(id) FROM runs WHERE outlet = o.slug)
 WHERE :slug IS NULL OR o.slug = :slug ORDER BY articles DESC, o.slug"""


def outlets(conn: sqlite3.Connection, slug: str | None = None) -> tuple[OutletCount, ...]:
    """Every outlet, the fullest first, or the one asked for. Ids sort by day: first and last date are at hand."""
    return tuple(OutletCount(**dict(row)) for row in conn.execute(_OUTLETS, {"slug": slug}))


def runs(conn: sqlite3.Connection, slug: str, limit: int = 12) -> list[dict[str, Any]]:
    """The outlet's last runs, newest first; `reasons` of failures as pairs, the commonest first."""
    rows = conn.execute("SELECT * FROM runs WHERE outlet = ? ORDER BY id DESC LIMIT ?", [slug, limit])
    return [dict(row) | {"reasons": _reasons(row["reasons"])} for row in rows]


def _reasons(told: str | None) -> list[tuple[str, int]]:
    return sorted(json.loads(told or "{}").items(), key=lambda pair: -pair[1])


# What an article may lack: how often it has each is an outlet's coverage.
COVERED = ("headline", "published_at", "byline", "agency", "section", "deck")
COVERAGE_OF = 1_000


def coverage(conn: sqlite3.Connection, slug: str) -> dict[str, float]:
    """Field → what part of the outlet's newest articles has it, from 0 to 1; empty where there are none."""
    counts = ", ".join(f"avg({name} IS NOT NULL) AS {name}" for name in COVERED)
    newest = f"SELECT {', '.join(COVERED)} FROM articles WHERE outlet = ? ORDER BY id DESC LIMIT {COVERAGE_OF}"
    row = conn.execute(f"SELECT {counts} FROM ({newest})", [slug]).fetchone()
    return {} if row[0] is None else dict(row)


def declaration(conn: sqlite3.Connection, slug: str) -> dict[str, Any] | None:
    """The outlet's declaration as it was last used, with when that wording was first used; None for an import."""
    row = conn.execute(
        "SELECT version, text, first_used_at FROM declarations WHERE outlet = ? ORDER BY first_used_at DESC LIMIT 1",
        [slug],
    ).fetchone()
    return dict(row) if row else None


def failures(conn: sqlite3.Connection, slug: str | None = None) -> list[dict[str, Any]]:
    """Reason by reason: how often, when last, and the latest case with its capture. Of one outlet or of all."""
    rows = conn.execute(
        """SELECT f.reason, f.outlet, count(*) AS times, max(f.failed_at) AS failed_at, f.url, f.message, f.capture
             FROM failures f WHERE :slug IS NULL OR f.outlet = :slug
            GROUP BY f.outlet, f.reason ORDER BY times DESC LIMIT 200""",
        {"slug": slug},
    )
    return [dict(row) for row in rows]
