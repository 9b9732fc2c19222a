"""The words a declaration of an outlet may use, documented once.

An outlet is one file in `crawler/outlets/`; its file name is its slug. A declaration holds constants and pure
functions, nothing else. What is not known is left out, never guessed.
"""

import json
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, fields
from inspect import getsource
from typing import Any, Literal, get_args
from urllib.parse import urlsplit

from archive import Article, OutletRecord
from crawler import allowed
from crawler.conventions import PLATFORMS, SOURCES
from crawler.draft import Draft
from crawler.errors import BadDeclaration
from crawler.gazetteer import place
from crawler.sources import Evidence, Feed, JsonList, Listing, Sitemap, Source, WordPress

__all__ = ["Edition", "Evidence", "Expect", "Feed", "JsonList", "Listing", "Outlet", "Sitemap", "Source", "WordPress"]

Script = Literal["Hant", "Hans", "both"]
Status = Literal["active", "frozen", "dead", "unknown"]
Tier = Literal["national", "community", "portal", "broadcaster", "association"]
ARTICLE_FIELDS = frozenset(field.name for field in fields(Article))

# A thing that is ruled: its name, its value, what is allowed, and whether this is.
Rule = tuple[str, object, str, bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A regional or script variant with its own addresses, as the outlet calls it."""

    name: str
    home: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Expect:
    """What an outlet expects of itself; where it falls short, a check of the outlet says so.

    `articles_a_day`: the fewest and the most in a day, over a week; None where nobody has counted. `always`: fields of
    an article that are never missing. `shortest_body`: characters of the shortest story it would publish.
    """

    articles_a_day: tuple[float, float] | None = None
    always: tuple[str, ...] = ("headline", "published_at")
    shortest_body: int = 40

    def rules(self) -> Iterator[Rule]:
        """What its values may be."""
        known = set(self.always) <= ARTICLE_FIELDS
        daily = self.articles_a_day is None or allowed.is_daily(self.articles_a_day)
        yield ("expect.always", self.always, f"fields of an article: {', '.join(sorted(ARTICLE_FIELDS))}", known)
        yield ("expect.articles_a_day", self.articles_a_day, "None, or the fewest and the most, (3, 60)", daily)
        yield ("expect.shortest_body", self.shortest_body, "1 to 2000 characters", 0 < self.shortest_body <= 2000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """A publication that is archived.

    Who it is: `name` as it writes it, or its domain where no page with its name was seen; `name_en`, `home`; `tier`;
    `serves`, the places and communities it writes for beyond its own place; `editions`; `ownership`, who owns it in a
    neutral sentence, with the `ownership_source` that says so; `note`, what a reader of its articles should know.

    Where it is: `place`, of crawler/gazetteer.tsv, which gives `country` and `timezone` too where they are not said.
    `timezone` is where its clocks stand; without one, times that it prints without a zone stay unread.

    What it writes: `script`; `encoding`, where its pages do not say or lie; `twins`, pairs of words that stand in the
    two addresses of a story published in both scripts.

    Where its stories are found: `article` is the pattern of their addresses; without one, nobody has seen any, and the
    outlet is listed, not crawled. `examples` are addresses of stories that were really seen. `hosts` are the hosts its
    pages may live on (its home's host, and that without www). `platform` is the software of its site. `sources`, the
    best first; where none are said, those that its platform has by convention.

    How its pages are read: `body` is the CSS selector of the element with the text, `drop` are selectors of what is not
    the article; `paged` is the selector of links to a story's further pages. `fix` mends what is odd about this outlet
    alone. `omits` names the fields it never prints, `expect` what it expects of itself.

    What became of it: `status` active (not known to have stopped), frozen (online, no longer updated), dead, or unknown
    (last seen years ago); `ended`, when it stopped; `alive_on`, the latest day, month or year a story was seen of.
    """

    name: str
    name_en: str | None = None
    home: str
    country: str | None = None
    place: str | None = None
    serves: tuple[str, ...] = ()
    tier: Tier | None = None
    script: Script
    timezone: str | None = None
    article: str | None = None
    examples: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    hosts: tuple[str, ...] = ()
    encoding: str | None = None
    platform: str | None = None
    twins: tuple[tuple[str, str], ...] = ()
    editions: tuple[Edition, ...] = ()
    body: str | None = None
    drop: tuple[str, ...] = ()
    paged: str | None = None
    fix: Callable[[Draft], Draft] | None = None
    omits: frozenset[str] = frozenset()
    expect: Expect = Expect()
    status: Status = "active"
    ended: str | None = None
    alive_on: str | None = None
    ownership: str | None = None
    ownership_source: str | None = None
    note: str | None = None
    slug: str = ""

    def __post_init__(self) -> None:
        self._complete()
        for name, value, wanted, ok in self._rules():
            if not ok:
                raise BadDeclaration(f"{self.slug or self.name}: {name} is {value!r}; allowed is {wanted}")

    def _complete(self) -> None:
        """Fill in what follows: clocks from the place, hosts from the home, sources from the platform."""
        where = place(self.place)
        if where is not None:
            self._say("country", self.country or where.country)
            self._say("timezone", self.timezone or where.timezone)
        if not self.hosts and allowed.is_address(self.home):
            host = urlsplit(self.home).hostname or ""
            self._say("hosts", tuple(dict.fromkeys((host, host.removeprefix("www.")))))
        if not self.sources and self.article is not None and self.platform in SOURCES:
            self._say("sources", SOURCES[self.platform](self.home))

    def _say(self, name: str, value: object) -> None:
        object.__setattr__(self, name, value)

    def _rules(self) -> Iterator[Rule]:
        yield ("name", self.name, "a name", isinstance(self.name, str) and bool(self.name.strip()))
        yield ("home", self.home, "an http or https address", allowed.is_address(self.home))
        yield from self._rules_of_place()
        yield from self._rules_of_choice()
        yield from self._rules_of_finding()
        yield from self._rules_of_reading()
        yield from self.expect.rules()

    def _rules_of_place(self) -> Iterator[Rule]:
        country = self.country is None or re.fullmatch("[A-Z]{2}", self.country) is not None
        where = place(self.place)
        zone = self.timezone is None or allowed.is_zone(self.timezone)
        yield ("country", self.country, "two capital letters of ISO 3166", country)
        yield ("timezone", self.timezone, "a zone of the IANA database", zone)
        if where is not None:
            agrees = self.country == where.country
            yield ("country", self.country, f"that of {self.place} in crawler/gazetteer.tsv, {where.country}", agrees)

    def _rules_of_choice(self) -> Iterator[Rule]:
        day = "a day, month or year: 2025-03-14, 2025-03, 2025"
        yield ("script", self.script, _one_of(Script), self.script in get_args(Script))
        yield ("tier", self.tier, _one_of(Tier), self.tier is None or self.tier in get_args(Tier))
        yield ("status", self.status, _one_of(Status), self.status in get_args(Status))
        yield ("ended", self.ended, day, self.ended is None or allowed.is_day(self.ended))
        yield ("ended", self.ended, "nothing while it is active", self.ended is None or self.status != "active")
        yield ("ended", self.ended, f"{day}, where it is dead", self.ended is not None or self.status != "dead")
        yield ("alive_on", self.alive_on, day, self.alive_on is None or allowed.is_day(self.alive_on))
        sourced = (self.ownership is None) == (self.ownership_source is None)
        yield ("ownership_source", self.ownership_source, "who says so, wherever ownership is stated", sourced)

    def _rules_of_finding(self) -> Iterator[Rule]:
        yield (
            "article",
            self.article,
            "a regular expression",
            self.article is None or allowed.is_pattern(self.article),
        )
        yield ("hosts", self.hosts, "a tuple of host names", _all(self.hosts, allowed.is_host))
        known = self.platform is None or self.platform in PLATFORMS
        yield ("platform", self.platform, ", ".join(sorted(PLATFORMS)), known)
        needed = self.article is not None and self.status == "active"
        yield ("sources", self.sources, "at least one source", bool(self.sources) or not needed)
        for source in self.sources:
            yield from _rules_of_source(source)
        yield ("examples", self.examples, "a tuple of http or https addresses", _all(self.examples, allowed.is_address))
        twins = all(isinstance(pair, tuple) and len(pair) == 2 and all(pair) for pair in self.twins)
        yield ("twins", self.twins, 'pairs of words in addresses, (("/gb/", "/b5/"),)', twins)
        for edition in self.editions:
            yield ("editions", edition.home, "an http or https address", allowed.is_address(edition.home))

    def _rules_of_reading(self) -> Iterator[Rule]:
        encoding = self.encoding is None or allowed.is_encoding(self.encoding)
        yield ("encoding", self.encoding, "a character encoding Python knows", encoding)
        for name in ("body", "paged"):
            selector = getattr(self, name)
            yield (name, selector, "a CSS selector", selector is None or allowed.is_selector(selector))
        yield ("drop", self.drop, "a tuple of CSS selectors", _all(self.drop, allowed.is_selector))
        yield ("omits", self.omits, "fields of an article", set(self.omits) <= ARTICLE_FIELDS)
        both = set(self.omits).isdisjoint(self.expect.always)
        yield ("omits", self.omits, f"none of what it expects always, {self.expect.always}", both)

    @property
    def is_crawled(self) -> bool:
        """Whether a crawl of everything takes it in: it lives, and the form of its articles is known."""
        return self.status == "active" and self.article is not None

    @property
    def declared(self) -> str:
        """The whole declaration as text: the same for the same declaration, and another for any other.

        Of a fix, the file it stands in: whatever it calls or compares with there has a say in what it does.
        """
        sources = [{"kind": type(source).__name__} | asdict(source) for source in self.sources]
        fix = self.fix and [self.fix.__qualname__, getsource(sys.modules[self.fix.__module__])]
        said = asdict(self) | {"sources": sources, "fix": fix}
        return json.dumps(said, ensure_ascii=False, sort_keys=True, default=sorted)

    def record(self) -> OutletRecord:
        """What the archive keeps of this declaration."""
        return OutletRecord(**{field.name: getattr(self, field.name) for field in fields(OutletRecord)})

    def is_article(self, url: str) -> bool:
        """Whether a URL has the form of this outlet's articles."""
        return self.article is not None and re.match(self.article, url) is not None

    def is_own(self, url: str) -> bool:
        """Whether a URL lives on one of this outlet's own hosts."""
        return urlsplit(url).hostname in self.hosts

    def may_ask(self, url: str) -> bool:
        """Whether a URL lives on one of its own hosts, or on one where a source of it is: a feed may have its own."""
        return self.is_own(url) or urlsplit(url).netloc in {urlsplit(source.url).netloc for source in self.sources}

    def twins_of(self, url: str) -> tuple[str, ...]:
        """Where the story at a URL stands in the other script."""
        pairs = (pair for one, other in self.twins for pair in ((one, other), (other, one)))
        return tuple(url.replace(one, other, 1) for one, other in pairs if one in url)


def _rules_of_source(source: Source) -> Iterator[Rule]:
    kind = type(source).__name__
    yield (f"{kind}.url", source.url, "an http or https address", allowed.is_address(source.url))
    yield (f"{kind}.evidence", source.evidence, _one_of(Evidence), source.evidence in get_args(Evidence))
    for name in ("only", "follow"):
        pattern = getattr(source, name, None)
        yield (f"{kind}.{name}", pattern, "a regular expression", pattern is None or allowed.is_pattern(pattern))
    links = getattr(source, "links", "a")
    yield (f"{kind}.links", links, "a CSS selector", allowed.is_selector(links))


def _all(values: object, ok: Callable[[Any], bool]) -> bool:
    """Whether these are several values, not a lone string, and each is allowed."""
    return isinstance(values, tuple) and all(isinstance(value, str) and ok(value) for value in values)


def _one_of(choice: Any) -> str:
    return " or ".join(get_args(choice))
