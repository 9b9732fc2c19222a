"""A selection's articles, how many, and how they can be told apart: SQL over the full-text index, always bounded."""

import json
import sqlite3
from collections import Counter
from dataclasses import dataclass

from archive import index
from archive.serve.remembered import remembered
from archive.serve.selection import NARROWINGS, Selection

PAGE = 20

# Beyond this many the exact number costs more than it tells; the page says "more than".
COUNT_CAP = 10_000

# Facets are counted over the newest hits, up to this many; the page says so when there are more.
FACET_CAP = 2_000
FACET_SIZE = 12

FACETS = ("outlet", "place", "script", "section", "byline", "agency", "year")


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """A way to narrow the search: its values with the number of hits each, most first."""

    name: str
    values: tuple[tuple[str, int], ...]


def page(conn: sqlite3.Connection, selection: Selection, limit: int) -> list[int]:
    """Numbers of the articles on a page, in order."""
    if selection.sort == "relevance" and selection.q:
        before = selection.after or 0
        return index.ranked(conn, plan(conn, selection))[before : before + limit]
    oldest = selection.sort == "oldest"
    return index.in_turn(conn, plan(conn, selection).beyond(selection.after, oldest=oldest), limit, oldest=oldest)


def following(selection: Selection, numbers: list[int]) -> Selection | None:
    """The page after one that was asked for with one article more than PAGE; None where there is none."""
    if len(numbers) <= PAGE:
        return None
    if selection.sort == "relevance" and selection.q:
        return selection.but(after=(selection.after or 0) + PAGE)
    return selection.but(after=numbers[PAGE - 1])


def count(conn: sqlite3.Connection, selection: Selection) -> int:
    """How many articles there are; COUNT_CAP + 1 stands for any number beyond the cap."""
    return index.counted(conn, plan(conn, selection), COUNT_CAP + 1)


# The year in the outlet's own calendar. Only about New Year does it take more than the text of the date.
_YEAR = """CASE WHEN substr(a.published_at, 6, 5) IN ('01-01', '12-31') THEN substr(outlet_day(a.published_at,
    (SELECT timezone FROM outlets WHERE slug = a.outlet)), 1, 4) ELSE substr(a.published_at, 1, 4) END"""


def newest(conn: sqlite3.Connection, selection: Selection, limit: int) -> list[int]:
    """The numbers of the newest articles found, whatever order they are shown in."""
    return index.in_turn(conn, plan(conn, selection), limit)


def facets(conn: sqlite3.Connection, numbers: list[int]) -> tuple[Facet, ...]:
    """The values by which these articles can be told apart, each facet with its commonest values."""
    each = " UNION ALL ".join(
        f"SELECT '{name}', {name}, count(*) FROM hits WHERE {name} IS NOT NULL GROUP BY {name}"
        for name in FACETS
        if name != "place"
    )
    rows = conn.execute(
        f"""WITH hits AS MATERIALIZED (
              SELECT a.outlet, a.script, a.section, a.byline, a.agency, {_YEAR} AS year
                FROM json_each(?) hit CROSS JOIN articles a {_narrow(conn)} ON a.id = hit.value)
            {each}""",
        [json.dumps(numbers)],
    ).fetchall()
    counts: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    for name, value, hits in rows:
        counts[name][value] = hits
    places = dict(conn.execute("SELECT slug, place FROM outlets WHERE place IS NOT NULL").fetchall())
    for outlet, hits in counts["outlet"].items():
        if outlet in places:
            counts["place"][places[outlet]] += hits
    return tuple(_facet(name, counts[name]) for name in FACETS)


def _facet(name: str, counts: Counter[str]) -> Facet:
    """The commonest values first; years as they follow one another."""
    values = sorted(counts.items(), reverse=True)
    if name != "year":
        values.sort(key=lambda pair: -pair[1])
    return Facet(name=name, values=tuple(values[:FACET_SIZE]))


def plan(conn: sqlite3.Connection, selection: Selection) -> index.Plan:
    """The index alone where it suffices; the articles where the selection is narrowed, or asks for no word."""
    article, conditions = "f", dict(selection.narrowed)
    if selection.q:
        found, article = index.plan(conn, selection.q, widen=selection.widen), "a"
        if conditions.pop("outlet", None):
            found = found.among("articles f", "f.outlet = :outlet")
        if conditions:
            # CROSS, so that SQLite begins with what the index finds: by the outlet's articles it would take seconds.
            found = found.narrowed(join=f"CROSS JOIN articles a {_narrow(conn)} ON a.id = f.rowid")
    else:
        found = index.every_article()
    if selection.since or selection.until:
        found = found.within(*_numbers_of(conn, selection))
    return found.narrowed(*(NARROWINGS[name].format(a=article) for name in conditions), **selection.values)


def _numbers_of(conn: sqlite3.Connection, selection: Selection) -> tuple[int | None, int | None]:
    """The least and the greatest number of the articles of its dates. Numbers go by days, but a date may have been
    mended since; so these are looked up.
    """
    since, until = (selection.values.get(name) for name in ("since_at_best", "until_at_best"))
    sql = "SELECT min(id), max(id) FROM articles WHERE published_at >= ? AND published_at < ?"
    bounds = since or "", until or "~"
    found: tuple[int | None, int | None] = remembered(
        conn, ("numbers", bounds), lambda: tuple(conn.execute(sql, bounds).fetchone())
    )
    return found


def _narrow(conn: sqlite3.Connection) -> str:
    """The index that holds what articles are told apart by, so that long rows need not be read: five times faster.

    SQLite must be told to use it. An archive that has not been written to since it came into the schema lacks it.
    """
    found = conn.execute("SELECT 1 FROM sqlite_master WHERE type = 'index' AND name = 'articles_narrow'").fetchone()
    return "INDEXED BY articles_narrow" if found else ""
