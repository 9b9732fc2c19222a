"""The words a declaration of an outlet may use, documented once.

An outlet is one file in `crawler/outlets/`; its file name is its slug. A declaration holds constants and pure
functions, nothing else. What is not known is left out, never guessed.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from archive import OutletRecord, SourceRecord
from crawler.draft import Draft
from crawler.errors import BadDeclaration

Evidence = Literal["seen", "by convention", "untested"]
Script = Literal["Hant", "Hans", "both"]
Status = Literal["active", "frozen", "dead"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where an outlet shows its links. `only` is a pattern that a URL seen here must match to count.

    `evidence` says how the address is known: seen in use, by convention of the platform, or untested.
    """

    url: str
    only: str | None = None
    evidence: Evidence = "untested"

    def record(self, address: str | None = None) -> SourceRecord:
        """What the archive keeps of this source, or of one of the addresses it is read at."""
        return SourceRecord(url=address or self.url, kind=type(self).__name__, evidence=self.evidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed(Source):
    """An RSS or Atom feed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitemap(Source):
    """A sitemap, a news sitemap or a sitemap index; an index leads to the sitemaps that `follow` matches."""

    follow: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WordPress(Source):
    """The posts of a WordPress REST API; `url` is the site's address, `pages` how many pages of 100 posts to read."""

    pages: int = 1
    categories: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing(Source):
    """A page of links; `{page}` in `url` counts from 1 to `pages`; `links` is the CSS selector of the links."""

    links: str = "a"
    pages: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonList(Source):
    """A JSON list of stories; `items` is the dotted path to the list, the rest are dotted paths within an item."""

    items: str = ""
    link: str = "url"
    title: str | None = None
    published: str | None = None
    pages: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """A publication that is archived.

    `article` is the pattern of its articles' URLs. `hosts` are the hosts its pages may live on (its home's host, unless
    said otherwise). `timezone` is where its clocks stand. `body` is the CSS selector of the element with the text,
    `drop` are selectors of what is not the article; `paged` is the selector of links to a story's further pages.
    `fix` mends what is odd about this outlet alone. `omits` names the fields it never prints.
    """

    name: str
    name_en: str | None = None
    home: str
    country: str
    place: str | None = None
    script: Script
    timezone: str
    article: str
    sources: tuple[Source, ...]
    hosts: tuple[str, ...] = ()
    encoding: str | None = None
    platform: str | None = None
    body: str | None = None
    drop: tuple[str, ...] = ()
    paged: str | None = None
    fix: Callable[[Draft], Draft] | None = None
    omits: frozenset[str] = frozenset()
    status: Status = "active"
    note: str | None = None
    slug: str = ""

    def __post_init__(self) -> None:
        if not self.hosts:
            object.__setattr__(self, "hosts", (urlsplit(self.home).hostname or "",))
        for name, value, allowed, ok in self._rules():
            if not ok:
                raise BadDeclaration(f"{self.slug or self.name}: {name} is {value!r}; allowed is {allowed}")

    def _rules(self) -> tuple[tuple[str, object, str, bool], ...]:
        return (
            ("home", self.home, "an http or https address", urlsplit(self.home).scheme in {"http", "https"}),
            ("country", self.country, "two capital letters of ISO 3166", bool(re.fullmatch("[A-Z]{2}", self.country))),
            ("timezone", self.timezone, "a zone of the IANA database", _is_zone(self.timezone)),
            ("article", self.article, "a regular expression", _is_pattern(self.article)),
            ("sources", self.sources, "at least one source", bool(self.sources) or self.status != "active"),
            ("hosts", self.hosts, "host names", all(self.hosts)),
        )

    def record(self) -> OutletRecord:
        """What the archive keeps of this declaration."""
        return OutletRecord(**{field.name: getattr(self, field.name) for field in fields(OutletRecord)})

    def is_article(self, url: str) -> bool:
        """Whether a URL has the form of this outlet's articles."""
        return re.match(self.article, url) is not None

    def is_own(self, url: str) -> bool:
        """Whether a URL lives on one of this outlet's own hosts."""
        return urlsplit(url).hostname in self.hosts


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return False
    return True


def _is_pattern(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True
