"""Moments and days as a reader reads them. The archive's own text goes beside them, in `datetime` attributes."""

from datetime import datetime
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
    return f"{at.astimezone(ZoneInfo(timezone)) if timezone else at:%Y-%m-%dT%H:%M %Z}"


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
