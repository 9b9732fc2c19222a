"""Moments and days as a reader reads them. The archive's own text goes beside them, in `datetime` attributes."""

import sqlite3
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

_PATTERNS = {
    "en": ("{0}", "{0}-{1:02}", "{0}-{1:02}-{2:02}"),
    "zh": ("{0}年", "{0}年{1}月", "{0}年{1}月{2}日"),
}


def on_the_clock(moment: str, timezone: str | None) -> str:
    """`2025-09-25T17:04:11Z` → `2025-09-25T10:04 PDT`: what a clock there showed. A day, month or year stays one."""
    if "T" not in moment:
        return moment
    at = datetime.fromisoformat(moment)
    return f"{at.astimezone(_zone(timezone)) if timezone else at:%Y-%m-%dT%H:%M %Z}"


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def outlet_day(moment: str | None, timezone: str | None) -> str | None:
    """The day of a moment where its outlet is, by UTC where that is not known; a day, month or year stays one."""
    return None if moment is None else on_the_clock(moment, timezone)[:10]


def register(conn: sqlite3.Connection) -> None:
    """Give a connection `outlet_day(published_at, timezone)`."""
    conn.create_function("outlet_day", 2, outlet_day, deterministic=True)


def shown(language: str, moment: str, timezone: str | None = None) -> str:
    """`2025-09-25T17:04:11Z` → `2025年9月25日 10:04 PDT`, on the outlet's own clock if it is known.

    A day, month or year stays one. Text that is no date is given back as it is.
    """
    day, _, time = on_the_clock(moment, timezone).partition("T")
    if not all(part.isdecimal() for part in day.split("-")):
        return moment
    numbers = [int(part) for part in day.split("-")]
    text = _PATTERNS["zh" if language.startswith("zh") else "en"][len(numbers) - 1].format(*numbers)
    if not time:
        return text
    return f"{text} {time}"
