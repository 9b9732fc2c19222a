"""What a reader asks the archive for: a query, narrowed by where, who and when, in an order. It is its own URL."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Literal, Self, get_args
from urllib.parse import urlencode

Sort = Literal["newest", "oldest", "relevance"]

# What a search can be narrowed by, and the SQL that does it; {a} names the article.
NARROWINGS = {
    "outlet": "{a}.outlet = :outlet",
    "place": "{a}.outlet IN (SELECT slug FROM outlets WHERE place = :place)",
    "script": "{a}.script = :script",
    "section": "{a}.section = :section",
    "byline": "{a}.byline = :byline",
    "agency": "{a}.agency = :agency",
    "since": "{a}.published_at >= :since",
    # A day is also every moment of it: all that begins with its text. No date has a letter after T.
    "until": "{a}.published_at <= :until || 'Z'",
}

_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?\Z")
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
            if not _DAY.match(given.get(name, "")):
                given.pop(name, None)
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

    def but(self, **changes: Any) -> Self:
        """The same from its first page, with changes."""
        return replace(self, **{"after": None, **changes})

    def url(self) -> str:
        """Its query string, `?` and all; empty for a selection that asks for nothing."""
        given = {
            field.name: int(value) if value is True else value
            for field in fields(self)
            if (value := getattr(self, field.name)) != field.default
        }
        return f"?{urlencode(given)}" if given else ""
