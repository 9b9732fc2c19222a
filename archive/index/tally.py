"""TALLY: hits over time and by outlet, also as a share of all there is."""

import sqlite3
from collections import Counter
from collections.abc import Sequence

from archive.index.plans import Plan, counted, in_turn

# An id is YYYYMMDDnnnn: divided by one of these it is its year, month or day.
YEAR, MONTH, DAY = 100_000_000, 1_000_000, 10_000

# So few articles are listed and counted here.
_LISTED = 1_000
# To count so many periods one by one takes a fifth of the time of a GROUP BY; to count many more takes longer.
_ONE_BY_ONE = 100


def ends(conn: sqlite3.Connection, plan: Plan) -> tuple[int, int] | None:
    """The ids of the first and the last article a plan finds; None where it finds none."""
    last = in_turn(conn, plan, 1)
    return (in_turn(conn, plan, 1, oldest=True)[0], last[0]) if last else None


def over_time(conn: sqlite3.Connection, plan: Plan, unit: int = YEAR) -> dict[int, int]:
    """How many articles a plan finds in each year (2025), month (202509) or day (20250925) that has any, in order."""
    numbers = in_turn(conn, plan, _LISTED)[::-1]
    if len(numbers) < _LISTED:
        return dict(Counter(number // unit for number in numbers))
    (first,) = in_turn(conn, plan, 1, oldest=True)
    return counted_in(conn, plan, range(first // unit, numbers[-1] // unit + 1), unit)


def counted_in(conn: sqlite3.Connection, plan: Plan, periods: Sequence[int], unit: int) -> dict[int, int]:
    """How many articles a plan finds in those of these periods that have any. Both are in order."""
    # Words that begin alike are gathered anew each time the index is asked for them.
    if len(periods) > _ONE_BY_ONE or (plan.match and "*" in plan.match):
        part = plan.within(periods[0] * unit, (periods[-1] + 1) * unit - 1)
        sql = f"SELECT rowid / {unit:d}, count(*) FROM ({part.sql(oldest=True)} LIMIT -1) GROUP BY 1"
        return dict(conn.execute(sql, part.values).fetchall())
    counts = {period: counted(conn, plan.within(period * unit, (period + 1) * unit - 1)) for period in periods}
    return {period: number for period, number in counts.items() if number}
