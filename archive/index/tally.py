"""TALLY: hits over time and by outlet, also as a share of all there is."""

import sqlite3

from archive.index.plans import Plan

# An id is YYYYMMDDnnnn: divided by one of these it is its year, month or day.
YEAR, MONTH, DAY = 100_000_000, 1_000_000, 10_000


def over_time(conn: sqlite3.Connection, plan: Plan, unit: int = YEAR) -> dict[int, int]:
    """How many articles a plan finds in each year (2025), month (202509) or day (20250925) that has any, in order."""
    period = f"f.rowid / {unit:d}"
    sql = f"SELECT {period}, count(*) FROM {plan.source} WHERE {plan.where} GROUP BY {period} ORDER BY {period}"
    return dict(conn.execute(sql, plan.values).fetchall())
