"""A selection's articles, how many, from where and when: SQL over the full-text index, bounded whatever is asked."""

import sqlite3
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from archive import index
from archive.serve.selection import NARROWINGS, Selection

PAGE = 20

# Beyond this many the exact number costs more than it tells; the page says "more than".
COUNT_CAP = 10_000

# Facets are counted over the newest hits, up to this many; the page says so when there are more.
FACET_CAP = 10_000
FACET_SIZE = 12

# By relevance only the newest hits are ranked: ranking every hit of a common word takes seconds.
RANK_CAP = 1_000

FACETS = ("outlet", "place", "script", "section", "byline", "agency", "year")

# An id begins with YYYYMMDD and has five digits more: divided by one of these it is a year, month or day.
YEAR, MONTH, DAY = 1_000_000_000, 10_000_000, 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """A way to narrow the search: its values with the number of hits each, most first."""

    name: str
    values: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A year, month or day (`2025`, `2025-09`, `2025-09-25`): its hits, and all the articles they are a share of."""

    name: str
    hits: int
    all: int

    @property
    def share(self) -> float:
        """Hits per hundred articles."""
        return 100 * self.hits / self.all if self.all else 0.0


@dataclass(frozen=True, slots=True)
class Timeline:
    """The periods from the first hit to the last, the empty ones too."""

    periods: tuple[Period, ...] = ()

    @property
    def most_hits(self) -> int:
        """Of one period; 1 where there are none, so that it can be divided by."""
        return max((period.hits for period in self.periods), default=0) or 1

    @property
    def highest_share(self) -> float:
        """Of one period; 1 where there are no hits, so that it can be divided by."""
        return max((period.share for period in self.periods), default=0) or 1


@dataclass(frozen=True, slots=True)
class _Source:
    """FROM and WHERE of a selection, and what names an article in it."""

    key: str
    sql: str
    values: dict[str, Any]


def page(conn: sqlite3.Connection, selection: Selection, limit: int) -> list[int]:
    """Numbers of the articles on a page, in order."""
    if selection.sort == "relevance" and selection.q:
        return _ranked(conn, selection, limit)
    oldest = selection.sort == "oldest"
    more = () if selection.after is None else (f"{{key}} {'>' if oldest else '<'} :after",)
    source = _source(selection, *more)
    rows = conn.execute(
        f"SELECT {source.key} {source.sql} ORDER BY {source.key} {'ASC' if oldest else 'DESC'} LIMIT :limit",
        source.values | {"after": selection.after, "limit": limit},
    )
    return [row[0] for row in rows]


def _ranked(conn: sqlite3.Connection, selection: Selection, limit: int) -> list[int]:
    """The best of the newest hits."""
    newest = page(conn, selection.but(sort="newest"), RANK_CAP)
    if not newest:
        return []
    source = _source(selection, "{key} >= :oldest")
    rows = conn.execute(
        f"SELECT {source.key} {source.sql} ORDER BY f.rank, {source.key} DESC LIMIT :limit OFFSET :after",
        source.values | {"oldest": newest[-1], "limit": limit, "after": selection.after or 0},
    )
    return [row[0] for row in rows]


def count(conn: sqlite3.Connection, selection: Selection) -> int:
    """How many articles there are; COUNT_CAP + 1 stands for any number beyond the cap."""
    source = _source(selection)
    found = conn.execute(
        f"SELECT count(*) FROM (SELECT 1 {source.sql} LIMIT :cap)", source.values | {"cap": COUNT_CAP + 1}
    ).fetchone()
    return int(found[0])


def facets(conn: sqlite3.Connection, selection: Selection) -> list[Facet]:
    """The values by which the newest FACET_CAP hits can be told apart, each facet with its commonest values."""
    source = _source(selection)
    rows = conn.execute(
        f"""WITH hits AS (SELECT {source.key} AS id {source.sql} ORDER BY {source.key} DESC LIMIT :cap)
            SELECT a.outlet, o.place, a.script, a.section, a.byline, a.agency, substr(a.published_at, 1, 4)
              FROM hits JOIN articles a USING (id) LEFT JOIN outlets o ON o.slug = a.outlet""",
        source.values | {"cap": FACET_CAP},
    ).fetchall()
    columns = zip(*rows, strict=True) if rows else ((),) * len(FACETS)
    return [_facet(name, Counter(filter(None, column))) for name, column in zip(FACETS, columns, strict=True)]


def _facet(name: str, counts: Counter[str]) -> Facet:
    if name == "year":
        return Facet(name=name, values=tuple(sorted(counts.items(), reverse=True)[:FACET_SIZE]))
    return Facet(name=name, values=tuple(counts.most_common(FACET_SIZE)))


def timeline(conn: sqlite3.Connection, selection: Selection) -> Timeline:
    """Hits over time beside all the articles there are, so that growth is not mistaken for interest.

    An undated article stands on the day it was first seen. What a query is a share of is the same selection without it.
    """
    first, last = (page(conn, selection.but(sort=sort), 1) for sort in ("oldest", "newest"))
    if not first:
        return Timeline()
    unit = _unit(first[0], last[0])
    hits = _by_period(conn, selection, unit)
    background = selection.but(q="") if selection.q else Selection()
    everything = _by_period(conn, background, unit)
    periods = _between(first[0] // unit, last[0] // unit, unit)
    return Timeline(
        tuple(
            Period(name=_period_name(period), hits=hits.get(period, 0), all=everything.get(period, 0))
            for period in periods
        )
    )


def _unit(first: int, last: int) -> int:
    """Years for a long span, months for one of a few years, days within some weeks."""
    if last // YEAR - first // YEAR > 3:
        return YEAR
    return MONTH if last // MONTH - first // MONTH > 1 else DAY


def _between(first: int, last: int, unit: int) -> list[int]:
    """Every year, month or day from the first to the last, the empty ones too."""
    if unit == YEAR:
        return list(range(first, last + 1))
    if unit == MONTH:
        return [month for month in range(first, last + 1) if 1 <= month % 100 <= 12]
    begin, end = (date.fromisoformat(str(day)) for day in (first, last))
    return [int(f"{begin + timedelta(days=n):%Y%m%d}") for n in range((end - begin).days + 1)]


def _by_period(conn: sqlite3.Connection, selection: Selection, unit: int) -> dict[int, int]:
    source = _source(selection)
    rows = conn.execute(
        f"SELECT {source.key} / :unit AS period, count(*) {source.sql} GROUP BY period", source.values | {"unit": unit}
    )
    return {row[0]: row[1] for row in rows}


def _period_name(period: int) -> str:
    digits = str(period)
    return "-".join(filter(None, (digits[:4], digits[4:6], digits[6:8])))


def _source(selection: Selection, *more: str) -> _Source:
    """The index alone where it suffices; the articles where the selection is narrowed, or asks for no word."""
    conditions = [NARROWINGS[name] for name in selection.narrowed]
    values: dict[str, Any] = dict(selection.narrowed)
    if not selection.q:
        key, tables = "a.id", "articles a"
    else:
        key, tables = "f.rowid", "articles_fts f"
        conditions.insert(0, "f.articles_fts MATCH :match")
        values["match"] = index.match(selection.q, widen=selection.widen)
        if selection.narrowed:
            tables += " JOIN articles a ON a.id = f.rowid"
    conditions += [condition.format(key=key) for condition in more]
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    return _Source(key, f"FROM {tables} {where}", values)
