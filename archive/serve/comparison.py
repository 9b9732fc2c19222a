"""Outlets side by side: what each prints, how fully, and how much of it they have in common."""

import sqlite3
from dataclasses import dataclass
from itertools import combinations

from archive.serve import census
from archive.serve.remembered import remembered
from archive.serve.selection import Selection
from archive.serve.timeline import Timeline, timeline

MOST = 6
SAMPLE = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """An outlet in the comparison. `characters` is the median of its newest articles, None where there are none."""

    outlet: census.OutletCount
    selection: Selection
    coverage: dict[str, float]
    characters: int | None
    timeline: Timeline


@dataclass(frozen=True, slots=True)
class Comparison:
    """Outlets, and for each two of them how many stories both ran."""

    columns: tuple[Column, ...]
    shared: tuple[tuple[str, str, int], ...]


def compare(conn: sqlite3.Connection, slugs: list[str]) -> Comparison:
    """Those of these outlets that there are, the first MOST of them."""
    found = [known for slug in dict.fromkeys(slugs[:MOST]) for known in census.outlets(conn, slug)]
    columns = tuple(
        Column(
            outlet=outlet,
            selection=Selection(outlet=outlet.slug),
            coverage=census.coverage(conn, outlet.slug),
            characters=_characters(conn, outlet.slug),
            timeline=timeline(conn, Selection(outlet=outlet.slug)),
        )
        for outlet in found
    )
    pairs = combinations([outlet.slug for outlet in found], 2)
    return Comparison(columns, tuple((one, other, _shared(conn, one, other)) for one, other in pairs))


def _characters(conn: sqlite3.Connection, slug: str) -> int | None:
    newest = f"SELECT length(body) AS n FROM articles WHERE outlet = ? ORDER BY id DESC LIMIT {SAMPLE}"
    lengths = [row[0] for row in conn.execute(f"SELECT n FROM ({newest}) ORDER BY n", [slug])]
    return lengths[len(lengths) // 2] if lengths else None


def _shared(conn: sqlite3.Connection, one: str, other: str) -> int:
    """Clusters that both outlets have an article in."""
    of = """SELECT m.cluster FROM members m CROSS JOIN articles a INDEXED BY articles_outlet
             ON a.id = m.article AND a.outlet = ?"""
    count = f"SELECT count(*) FROM ({of} INTERSECT {of})"
    return remembered(conn, ("shared", one, other), lambda: int(conn.execute(count, [one, other]).fetchone()[0]))
