"""A selection's articles, how many, from where and when: SQL over the full-text index, bounded whatever is asked."""

import sqlite3
import time
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from archive import index
from archive.index.tally import DAY, MONTH, YEAR
from archive.serve.selection import NARROWINGS, Selection

PAGE = 20

# Beyond this many the exact number costs more than it tells; the page says "more than".
COUNT_CAP = 10_000

# Facets are counted over the newest hits, up to this many; the page says so when there are more.
FACET_CAP = 5_000
FACET_SIZE = 12

FACETS = ("outlet", "place", "script", "section", "byline", "agency", "year")

REMEMBERED_SECONDS, REMEMBERED = 60, 200
_remembered: dict[tuple[str, int, Selection, int], dict[int, int]] = {}


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


def page(conn: sqlite3.Connection, selection: Selection, limit: int) -> list[int]:
    """Numbers of the articles on a page, in order."""
    if selection.sort == "relevance" and selection.q:
        before = selection.after or 0
        return index.ranked(conn, _plan(conn, selection))[before : before + limit]
    plan = _plan(conn, selection, every=False)
    turn, beyond = ("ASC", ">") if selection.sort == "oldest" else ("DESC", "<")
    if selection.after is not None:
        plan = plan.narrowed(f"f.rowid {beyond} :after", after=selection.after)
    sql = f"SELECT f.rowid FROM {plan.source} WHERE {plan.where} ORDER BY f.rowid {turn} LIMIT :limit"
    return [row[0] for row in conn.execute(sql, plan.values | {"limit": limit})]


def following(selection: Selection, numbers: list[int]) -> Selection | None:
    """The page after one that was asked for with one article more than PAGE; None where there is none."""
    if len(numbers) <= PAGE:
        return None
    if selection.sort == "relevance" and selection.q:
        return selection.but(after=(selection.after or 0) + PAGE)
    return selection.but(after=numbers[PAGE - 1])


def count(conn: sqlite3.Connection, selection: Selection) -> int:
    """How many articles there are; COUNT_CAP + 1 stands for any number beyond the cap."""
    plan = _plan(conn, selection)
    sql = f"SELECT count(*) FROM (SELECT 1 FROM {plan.source} WHERE {plan.where} LIMIT {COUNT_CAP + 1})"
    return int(conn.execute(sql, plan.values).fetchone()[0])


def facets(conn: sqlite3.Connection, selection: Selection) -> list[Facet]:
    """The values by which the newest FACET_CAP hits can be told apart, each facet with its commonest values."""
    plan = _plan(conn, selection)
    rows = conn.execute(
        f"""WITH hits AS (
              SELECT f.rowid AS id FROM {plan.source} WHERE {plan.where} ORDER BY f.rowid DESC LIMIT {FACET_CAP})
            SELECT a.outlet, o.place, a.script, a.section, a.byline, a.agency, substr(a.published_at, 1, 4)
              FROM hits CROSS JOIN articles a {_narrow(conn)} ON a.id = hits.id
                   LEFT JOIN outlets o ON o.slug = a.outlet""",
        plan.values,
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
    alone = selection.but(q="", sort="newest", widen=False)
    hits = index.over_time(conn, _plan(conn, selection), unit) if selection.q else _growth(conn, unit, alone)
    everything = _growth(conn, unit, alone if selection.q else Selection())
    periods = _between(first[0] // unit, last[0] // unit, unit)
    return Timeline(
        tuple(
            Period(name=_period_name(period), hits=hits.get(period, 0), all=everything.get(period, 0))
            for period in periods
        )
    )


def _growth(conn: sqlite3.Connection, unit: int, selection: Selection) -> dict[int, int]:
    """All articles of a selection over time, remembered for a minute: to count a million takes a third of a second."""
    _, _, path = conn.execute("PRAGMA database_list").fetchone()
    key = (path, unit, selection, int(time.monotonic() / REMEMBERED_SECONDS))
    if key not in _remembered:
        if len(_remembered) > REMEMBERED:
            _remembered.clear()
        _remembered[key] = index.over_time(conn, _plan(conn, selection), unit)
    return _remembered[key]


def _unit(first: int, last: int) -> int:
    """Years for a long span, months for one of a few years, days within some months."""
    if last // YEAR - first // YEAR > 3:
        return YEAR
    begin, end = _day(first // DAY), _day(last // DAY)
    return MONTH if (end - begin).days > 100 else DAY


def _day(number: int) -> date:
    """20250925 → that day."""
    return date.fromisoformat(str(number))


def _between(first: int, last: int, unit: int) -> list[int]:
    """Every year, month or day from the first to the last, the empty ones too."""
    if unit == YEAR:
        return list(range(first, last + 1))
    if unit == MONTH:
        return [month for month in range(first, last + 1) if 1 <= month % 100 <= 12]
    begin, end = _day(first), _day(last)
    return [int(f"{begin + timedelta(days=n):%Y%m%d}") for n in range((end - begin).days + 1)]


def _period_name(period: int) -> str:
    digits = str(period)
    return "-".join(filter(None, (digits[:4], digits[4:6], digits[6:8])))


def _plan(conn: sqlite3.Connection, selection: Selection, *, every: bool = True) -> index.Plan:
    """The index alone where it suffices; the articles where the selection is narrowed, or asks for no word."""
    if selection.q:
        plan, article = index.plan(conn, selection.q, widen=selection.widen, every=every), "a"
        if selection.narrowed:
            # CROSS, so that SQLite begins with what the index finds: by the outlet's articles it would take seconds.
            plan = plan.narrowed(join=f"CROSS JOIN articles a {_narrow(conn)} ON a.id = f.rowid")
    else:
        plan, article = index.Plan("articles f", "true", {}, None), "f"
    conditions = (NARROWINGS[name].format(a=article) for name in selection.narrowed)
    return plan.narrowed(*conditions, **selection.narrowed)


def _narrow(conn: sqlite3.Connection) -> str:
    """The index that holds what articles are told apart by, so that long rows need not be read: five times faster.

    SQLite must be told to use it. An archive that has not been written to since it came into the schema lacks it.
    """
    found = conn.execute("SELECT 1 FROM sqlite_master WHERE type = 'index' AND name = 'articles_narrow'").fetchone()
    return "INDEXED BY articles_narrow" if found else ""
