"""What a reader asks the archive for: a query, narrowed by where, who and when, in an order. It is its own URL."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from typing import Any, Literal, Self, get_args
from urllib.parse import urlencode

Sort = Literal["newest", "oldest", "relevance"]

_OUTLET_DAY = "outlet_day({a}.published_at, (SELECT timezone FROM outlets WHERE slug = {a}.outlet))"

# What a search can be narrowed by, and the SQL that does it; {a} names the article. Days are days where the outlet is.
# Somewhere in the world it is the day before or after; so an article's own zone matters at the ends of a range alone.
NARROWINGS = {
    "outlet": "{a}.outlet = :outlet",
    "place": "{a}.outlet IN (SELECT slug FROM outlets WHERE place = :place)",
    "script": "{a}.script = :script",
    "section": "{a}.section = :section",
    "byline": "{a}.byline = :byline",
    "agency": "{a}.agency = :agency",
    "since": "{a}.published_at >= :since_at_best AND ({a}.published_at >= :since_surely OR "
    f"{_OUTLET_DAY} >= :since)",
    # A year or month is also every day of it: all that begins with its text. No date has a letter after T.
    "until": "{a}.published_at < :until_at_best AND ({a}.published_at < :until_surely OR "
    f"{_OUTLET_DAY} <= :until || 'Z')",
}

_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?\Z")
_A_DAY = timedelta(days=1)
_NUMBER = re.compile(r"\d{1,15}\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """A search. `since` and `until` are a year, month or day; `widen` also asks for what others call the same thing;
    `after` is the last article of the page before or, by relevance, how many articles came before.
    """

    q: str = ""
    outlet: str = ""
    place: str = ""
    script: str = ""
    section: str = ""
    byline: str = ""
    agency: str = ""
    since: str = ""
    until: str = ""
    widen: bool = False
    sort: Sort = "newest"
    after: int | None = None

    @classmethod
    def from_args(cls, args: Mapping[str, str]) -> Self:
        """The selection in a URL. What is not understood is left out of it, and so out of the page's own links."""
        given: dict[str, Any] = {
            name: value
            for name in ("q", *NARROWINGS)
            if (value := " ".join((args.get(name) or "").split()).replace("\x00", ""))
        }
        for name in ("since", "until"):
            if name in given and not _is_day(given[name]):
                del given[name]
        given["widen"] = args.get("widen") == "1"
        if (sort := args.get("sort")) in get_args(Sort):
            given["sort"] = sort
        if _NUMBER.match(after := args.get("after") or ""):
            given["after"] = int(after)
        return cls(**given)

    @property
    def empty(self) -> bool:
        """Whether nothing is asked for at all."""
        return not self.q and not self.narrowed

    @property
    def narrowed(self) -> dict[str, str]:
        """What the search is narrowed by: name → value."""
        return {name: value for name in NARROWINGS if (value := getattr(self, name))}

    @property
    def values(self) -> dict[str, str]:
        """What the SQL of its narrowings is given."""
        bounds: dict[str, str] = {}
        if self.since:
            first = _first_day(self.since)
            # The first day begins at 10:00 UTC of the day before in the east of the world, at 12:00 UTC in the west.
            bounds |= {"since_at_best": f"{first - _A_DAY}T10", "since_surely": f"{first}T12"}
        if self.until:
            last = _last_day(self.until)
            bounds |= {"until_at_best": f"{last + _A_DAY}T12", "until_surely": f"{last}T10"}
        return self.narrowed | bounds

    def but(self, **changes: Any) -> Self:
        """The same from its first page, with changes."""
        return replace(self, **{"after": None, **changes})

    @property
    def given(self) -> dict[str, str | int]:
        """What is asked for, name by name, without what is not."""
        return {
            field.name: int(value) if value is True else value
            for field in fields(self)
            if (value := getattr(self, field.name)) != field.default
        }

    def url(self) -> str:
        """Its query string, `?` and all; empty for a selection that asks for nothing."""
        return f"?{urlencode(self.given)}" if self.given else ""


def _is_day(text: str) -> bool:
    """Whether a text is a year, month or day that there is."""
    if not _DAY.match(text) or not 1000 < int(text[:4]) < 9000:
        return False
    try:
        _first_day(text)
    except ValueError:
        return False
    return True


def _first_day(text: str) -> date:
    """The first day of a year or month; a day itself. Raises ValueError for one that there is not."""
    return date.fromisoformat(f"{text}-01-01"[:10])


def _last_day(text: str) -> date:
    """The last day of a year or month; a day itself."""
    first = _first_day(text)
    if len(text) == 10:
        return first
    after = date(first.year + 1, 1, 1) if len(text) == 4 else (first + 31 * _A_DAY).replace(day=1)
    return after - _A_DAY
