"""Dates as Chinese papers print them: 年月日, 民國, 漢字數字, 上午/下午, English months, 3小時前.

Only what is printed is read: a date without a year, or one whose day and month cannot be told apart, is no date.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

FIRST_YEAR = 1990  # no paper was on the web before; an older date is what a story tells of

# Countries that print month/day/year and those that print day/month/year; elsewhere an ambiguous date is no date.
MONTH_FIRST = frozenset({"US", "PH"})
DAY_FIRST = frozenset(re.findall("..", "GBIEAUNZFRDEITESPTNLBECHATMYSGTHIDVNBRARCLZA"))


@dataclass(frozen=True, slots=True)
class Printed:
    """A date as printed: the day, or only the month; the time and its offset where they stand beside it."""

    raw: str
    year: int
    month: int
    day: int | None = None
    time: tuple[int, int, int | None] | None = None
    zone: tzinfo | None = None
    start: int = 0

    @property
    def date(self) -> date | None:
        """The calendar day, if one is printed."""
        return None if self.day is None else date(self.year, self.month, self.day)


_ZH = "〇○零一二三四五六七八九十兩两百千廿卅"
_MONTHS = {m: i for i, m in enumerate(re.findall("...", "janfebmaraprmayjunjulaugsepoctnovdec"), 1)}
_MONTH = (
    r"(?P<mon>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR = r"(?P<y>(?:19|20)\d\d)(?!\d)"
_ROC = r"(?:(?P<roc>中?華?民國|中?华?民国)\s*)?"
# Signs of which one is in every date of a form, and the form.
_FORMS = tuple(
    (signs, re.compile(form, re.IGNORECASE))
    for signs, form in (
        # 2024年5月3日 · 民國115年5月3日 · 二○○五年三月十二日
        (
            "年",
            rf"{_ROC}(?P<y>(?<!\d)\d{{2,4}}|[{_ZH}]{{2,6}})\s*年\s*(?P<m>\d{{1,2}}|[{_ZH}]{{1,3}})\s*月"
            rf"\s*(?P<d>\d{{1,2}}|[{_ZH}]{{1,3}})\s*[日號号]",
        ),
        # 2026-3-16 · 2017/03/16 · 2023.02.14 · 20120112 · 113.05.03
        ("-/.", r"(?<![\d.])(?P<y>(?:19|20)\d\d)\s?(?P<s>[-/.])\s?(?P<m>\d{1,2})\s?(?P=s)\s?(?P<d>\d{1,2})(?![\d])"),
        ("12", r"(?<![\d.])(?P<y>(?:19|20)\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)(?=T\d|$|\s)"),
        ("-/.", r"(?<![\d./-])(?P<y>1[01]\d)(?P<s>[-/.])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})(?![\d./-])"),
        # 07-21-2025 · 6/16/2021
        ("-/.", rf"(?<![\d./-])(?P<a>\d{{1,2}})(?P<s>[-/.])(?P<b>\d{{1,2}})(?P=s){_YEAR}"),
        # March 21, 2014 · 08 Dec 2016
        ("aeouAEOU", rf"{_MONTH}\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s*,?\s+{_YEAR}"),
        ("aeouAEOU", rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+{_MONTH}\s*,?[\s-]+{_YEAR}"),
        # 9月 14, 2017 · 03 5 月, 2024 · 20 十一月 2026, as Joomla and Drupal write in Chinese
        (",", rf"(?P<m>(?<!\d)\d{{1,2}})\s?月\s?(?P<d>\d{{1,2}})\s?日?\s?,\s?{_YEAR}"),
        (",", rf"(?P<d>(?<!\d)\d{{1,2}})\s(?P<m>\d{{1,2}})\s?月,\s?{_YEAR}"),
        ("月", rf"(?P<d>(?<!\d)\d{{1,2}})\s(?P<m>[{_ZH}]{{1,2}})月,?\s{_YEAR}"),
    )
)
# One of these is in each of the forms. Each begins with its sign: to look for them is to look for three signs.
_YEARS = re.compile(r"年|1(?:9\d\d|[01]\d[-/.])|20\d\d")
_TIME = re.compile(
    r"[\s,T|/日]{0,4}(?:[(（]?(?:星期|週|周|禮拜|礼拜)?[一二三四五六日天][)）]?[\s,]{0,3}|"
    r"[(（](?:mon|tue|wed|thu|fri|sat|sun)\w*[)）]\s*)?"
    r"(?P<half>上午|下午|中午|晚上|晚間|凌晨|清晨|傍晚|[ap]\.?m\.?)?\s*"
    r"(?P<h>\d{1,2})\s?[:時时点點]\s?(?P<min>\d{2})(?:\s?[:分]\s?(?P<sec>\d{2}))?(?:\.\d+)?分?秒?"
    r"\s*(?P<after>[ap]\.?m\b\.?)?\s*(?P<zone>Z\b|(?:GMT|UTC)?[+-]\d{2}:?\d{2}\b|GMT|UTC|[PMCE][DS]T\b)?",
    re.IGNORECASE,
)
_ZONES = {"PST": -8, "PDT": -7, "MST": -7, "MDT": -6, "CDT": -5, "EST": -5, "EDT": -4, "GMT": 0, "UTC": 0, "Z": 0}
_AGO = re.compile(
    rf"(?P<n>\d{{1,3}}|[{_ZH}半]{{1,3}})\s*(?:個|个)?\s*(?P<unit>秒鐘?|秒钟?|分鐘|分钟|小時|小时|鐘頭|天|"
    rf"日|週|周|星期)\s*(?:之)?前"
    r"|(?P<en>\d{1,3}|an?)\s+(?P<en_unit>second|minute|hour|day|week)s?\s+ago"
    r"|(?P<word>剛剛|刚刚|今天|今日|昨天|昨日|前天)",
    re.IGNORECASE,
)
_UNITS = {"秒": 0, "s": 0, "分": 1, "m": 1, "小": 60, "鐘": 60, "h": 60, "天": 1440, "日": 1440, "d": 1440, "週": 10080}
_UNITS |= {"周": 10080, "星": 10080, "w": 10080}


def dates_in(text: str, country: str | None = None) -> list[Printed]:
    """Every full date a short text prints, in order. `country` tells whose order of day and month holds."""
    text = unicodedata.normalize("NFKC", text)
    if not _YEARS.search(text):
        return []
    found = sorted(_all(text, country), key=lambda one: (one.start, -len(one.raw)))
    kept: list[Printed] = []
    for one in found:
        if not kept or one.start >= kept[-1].start + len(kept[-1].raw):
            kept.append(one)
    return kept


def _all(text: str, country: str | None) -> Iterator[Printed]:
    for signs, form in _FORMS:
        if not any(sign in text for sign in signs):
            continue
        for match in form.finditer(text):
            parts = match.groupdict()
            year, month, day = _year(parts), 0, 0
            half = _TIME.match(text, match.end())
            if "a" in parts:
                american = bool(half and half["after"])
                month, day = _ordered(int(parts["a"]), int(parts["b"]), country, american)
            else:
                month = _MONTHS[parts["mon"][:3].lower()] if "mon" in parts else _number(parts["m"])
                day = _number(parts["d"])
            if _real(year, month, day):
                yield _timed(Printed(match[0], year, month, day, start=match.start()), half)


def _year(parts: dict[str, str | None]) -> int:
    year = _number(parts["y"] or "")
    # the Republic's years have three digits since 2011 and are never mistaken for others'; two digits need its name
    return year + 1911 if parts.get("roc") or 100 <= year < 200 else year


def _ordered(a: int, b: int, country: str | None, american: bool) -> tuple[int, int]:
    if a > 12 >= b:
        return b, a
    if b > 12 >= a or a == b or country in MONTH_FIRST or (american and country is None):
        return a, b
    return (b, a) if country in DAY_FIRST else (0, 0)


def _number(text: str) -> int:
    """A number in digits or in Chinese: 二○二五, 十六, 廿一, 兩千零十六."""
    if text.isdigit():
        return int(text)
    digits = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "兩": 2, "两": 2}
    if not any(c in "十百千廿卅" for c in text):
        return int("".join(str(digits[c]) for c in text)) if text else 0
    total, last = 0, 0
    for c in text:
        if c in "廿卅":
            total, last = total + (20 if c == "廿" else 30), 0
        elif c in "十百千":
            total, last = total + (last or 1) * {"十": 10, "百": 100, "千": 1000}[c], 0
        else:
            last = digits[c]
    return total + last


def _real(year: int, month: int, day: int) -> bool:
    try:
        return FIRST_YEAR <= date(year, month, day).year <= 2100
    except ValueError:
        return False


def _timed(found: Printed, match: re.Match[str] | None) -> Printed:
    if match is None:
        return found
    hour, minute, second = int(match["h"]), int(match["min"]), int(match["sec"]) if match["sec"] else None
    half = (match["after"] or match["half"] or "").lower().replace(".", "")
    if half in {"pm", "下午", "晚上", "晚間", "傍晚"} and hour < 12:
        hour += 12
    elif (half == "中午" and hour < 3) or (half in {"am", "上午", "凌晨"} and hour == 12):
        hour = (hour + 12) % 24
    if hour > 23 or minute > 59 or (second or 0) > 59:
        return found
    return replace(found, raw=f"{found.raw}{match[0]}".rstrip(), time=(hour, minute, second), zone=_zone(match["zone"]))


def _zone(text: str | None) -> tzinfo | None:
    if not text:
        return None
    if text.upper() in _ZONES:
        return timezone(timedelta(hours=_ZONES[text.upper()]))
    sign, digits = (-1 if "-" in text else 1), re.sub(r"\D", "", text)
    away = timedelta(hours=int(digits[:2]), minutes=int(digits[2:4]))
    return timezone(sign * away) if away < timedelta(hours=15) else None


def relative_in(text: str, fetched_at: str | None, zone: str | None) -> Printed | None:
    """The date of 3小時前, 昨天 10:20 and the like, counted back from the capture; None where that is unknown."""
    match = _AGO.search(unicodedata.normalize("NFKC", text))
    if match is None or fetched_at is None:
        return None
    now = datetime.fromisoformat(fetched_at).astimezone(ZoneInfo(zone) if zone else UTC)
    word = match["word"]
    if word:
        then = now - timedelta(days={"昨": 1, "前": 2}.get(word[0], 0))
        found = Printed(match[0], then.year, then.month, then.day)
        return _timed(found, _TIME.match(match.string, match.end()))
    unit = _UNITS[(match["unit"] or match["en_unit"].lower())[0]]
    count = match["n"] or match["en"]
    number = 0.5 if count == "半" else 1 if count in {"a", "an", "A", "An"} else _number(count.replace("半", ""))
    then = now - timedelta(minutes=unit * number)
    found = Printed(match[0], then.year, then.month, then.day)
    if unit <= 1:  # minutes ago is exact to the minute; hours ago is not, and only its day is kept
        return replace(found, time=(then.hour, then.minute, None), zone=then.tzinfo)
    return found


def moment(found: Printed, zone: str | None) -> tuple[str, str]:
    """The date as the archive writes it, and its precision: a moment in UTC where the zone is known, else the day.

    Midnight to the second is how systems write a day whose hour nobody recorded.
    """
    if found.day is None:
        return f"{found.year:04}-{found.month:02}", "month"
    day = f"{found.year:04}-{found.month:02}-{found.day:02}"
    tz = found.zone or (ZoneInfo(zone) if zone else None)
    if found.time is None or tz is None or (found.time[:2] == (0, 0) and not found.time[2]):
        return day, "day"
    hour, minute, second = found.time
    then = datetime(found.year, found.month, found.day, hour, minute, second or 0, tzinfo=tz).astimezone(UTC)
    if second is None:
        return then.strftime("%Y-%m-%dT%H:%M:00Z"), "minute"
    return then.strftime("%Y-%m-%dT%H:%M:%SZ"), "second"
