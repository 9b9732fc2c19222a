"""A selection's articles over time, beside all the articles there are, so that growth is not mistaken for interest.

Days are those of the articles' numbers: of publication in UTC, or of first sight where no day is known.
"""

import sqlite3
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from archive import index
from archive.index.tally import DAY, MONTH, YEAR
from archive.serve.remembered import remembered
from archive.serve.results import plan
from archive.serve.selection import Selection


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


def timeline(conn: sqlite3.Connection, selection: Selection, numbers: list[int] | None = None) -> Timeline:
    """Hits over time, counted in the index, or by the numbers of all articles found where these are given.

    What a query is a share of is the same selection without it.
    """
    found = plan(conn, selection)
    ends = index.ends(conn, found) if numbers is None else (numbers[-1], numbers[0]) if numbers else None
    if ends is None:
        return Timeline()
    unit = _unit(*ends)
    periods = _between(ends[0] // unit, ends[1] // unit, unit)
    alone = selection.but(q="", sort="newest", widen=False)
    everything = _growth(conn, periods, unit, alone if selection.q else Selection())
    hits: Mapping[int, int]
    if numbers is not None:
        hits = Counter(number // unit for number in numbers)
    elif selection.q:
        hits = index.counted_in(conn, found, periods, unit)
    else:
        hits = _growth(conn, periods, unit, alone)
    return Timeline(
        tuple(Period(name=_name(period), hits=hits.get(period, 0), all=everything.get(period, 0)) for period in periods)
    )


def _growth(conn: sqlite3.Connection, periods: list[int], unit: int, selection: Selection) -> dict[int, int]:
    """All articles of a selection over time, counted once for all queries."""
    key = ("growth", unit, periods[0], periods[-1], selection)
    return remembered(conn, key, lambda: index.counted_in(conn, plan(conn, selection), periods, unit))


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


def _name(period: int) -> str:
    digits = str(period)
    return "-".join(filter(None, (digits[:4], digits[4:6], digits[6:8])))
