"""The words a declaration of an outlet may use, documented once.

An outlet is one file in `crawler/outlets/`; its file name is its slug. A declaration holds constants and pure
functions, nothing else. What is not known is left out, never guessed.
"""

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, fields
from inspect import getsource
from typing import Literal, get_args
from urllib.parse import urlsplit

from archive import Article, OutletRecord
from crawler import allowed
from crawler.conventions import PLATFORMS, SOURCES
from crawler.draft import Draft
from crawler.errors import BadDeclaration
from crawler.gazetteer import place, places
from crawler.sources import SOURCE_VALUES, Discuz, Evidence, Feed, JsonList, Listing, Sitemap, Source, WordPress

__all__ = [
    "Discuz",
    "Edition",
    "Evidence",
    "Expect",
    "Feed",
    "JsonList",
    "Listing",
    "Outlet",
    "Sitemap",
    "Source",
    "WordPress",
]

Script = Literal["Hant", "Hans", "both"]
Status = Literal["active", "frozen", "dead", "unknown"]
Tier = Literal["national", "community", "portal", "broadcaster", "association"]
ARTICLE_FIELDS = frozenset(field.name for field in fields(Article))

# A thing that is ruled: its name, its value, what is allowed, and whether this is.
Rule = tuple[str, object, str, bool]
Allowed = allowed.Allowed


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A regional or script variant with its own addresses, as the outlet calls it."""

    name: str
    home: str

    @property
    def is_sound(self) -> bool:
        """Whether it has a name, and a home on the web."""
        return allowed.is_text(self.name) and allowed.is_address(self.home)


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
        known = isinstance(self.always, tuple) and allowed.is_set_of(frozenset(self.always), ARTICLE_FIELDS)
        daily = self.articles_a_day is None or allowed.is_daily(self.articles_a_day)
        short = type(self.shortest_body) is int and 0 < self.shortest_body <= 2000
        yield ("expect.always", self.always, f"a tuple of fields: {', '.join(sorted(ARTICLE_FIELDS))}", known)
        yield ("expect.articles_a_day", self.articles_a_day, "None, or the fewest and the most, (3, 60)", daily)
        yield ("expect.shortest_body", self.shortest_body, "1 to 2000 characters", short)


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
    alone. `browser`: its stories are built by their own scripts, so that a browser must show them. `omits` names the
    fields it never prints, `expect` what it expects of itself.

    What became of it: `status` active (not known to have stopped), frozen (online, no longer updated), dead, or unknown
    (nothing later than 2015 is known of it, or it is said to have stopped); `ended`, when it stopped; `alive_on`, the
    latest day, month or year a story was seen of, where no example's address names it.
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
    browser: bool = False
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
        self._refuse(self._values())
        self._complete()
        self._refuse(self._agreements())

    def _refuse(self, rules: Iterable[Rule]) -> None:
        """Raises BadDeclaration for the first rule that is broken."""
        for name, value, wanted, ok in rules:
            if not ok:
                raise BadDeclaration(f"{self.slug or self.name}: {name} is {value!r}; allowed is {wanted}")

    def _complete(self) -> None:
        """Fill in what follows: clocks from the place, hosts from the home, sources from the platform."""
        where = place(self.place)
        if where is not None:
            self._say("country", self.country or where.country)
            self._say("timezone", self.timezone or where.timezone)
        if not self.hosts:
            host = urlsplit(self.home).hostname or ""
            self._say("hosts", tuple(dict.fromkeys((host, host.removeprefix("www.")))))
        if not self.sources and self.article is not None and self.platform in SOURCES:
            self._say("sources", SOURCES[self.platform](self.home))

    def _say(self, name: str, value: object) -> None:
        object.__setattr__(self, name, value)

    def _values(self) -> Iterator[Rule]:
        """What each field may be, whatever the others say."""
        for name, (wanted, ok) in _VALUES.items():
            value = getattr(self, name)
            yield (name, value, wanted, ok(value))
        for source in self.sources:
            for name, (wanted, ok) in SOURCE_VALUES.items():
                value = getattr(source, name, None)
                yield (f"{type(source).__name__}.{name}", value, wanted, not hasattr(source, name) or ok(value))
        for edition in self.editions:
            yield ("editions", edition, "a name and an http or https address", edition.is_sound)
        yield from self.expect.rules()

    def _agreements(self) -> Iterator[Rule]:
        """What fields may be beside each other."""
        where = place(self.place)
        if where is not None:
            agrees = self.country == where.country
            yield ("country", self.country, f"that of {self.place} in crawler/gazetteer.tsv, {where.country}", agrees)
        yield ("ended", self.ended, "nothing while it is active", self.ended is None or self.status != "active")
        yield ("ended", self.ended, f"{_DAY}, where it is dead", self.ended is not None or self.status != "dead")
        sourced = (self.ownership is None) == (self.ownership_source is None)
        yield ("ownership_source", self.ownership_source, "who says so, wherever ownership is stated", sourced)
        needed = self.article is not None and self.status == "active"
        yield ("sources", self.sources, "at least one source", bool(self.sources) or not needed)
        both = set(self.omits).isdisjoint(self.expect.always)
        yield ("omits", self.omits, f"none of what it expects always, {self.expect.always}", both)

    @property
    def is_crawled(self) -> bool:
        """Whether a crawl of everything takes it in: it lives, and the form of its articles is known."""
        return self.status == "active" and self.article is not None

    @property
    def needs_browser(self) -> bool:
        """Whether some of its pages are built by their own scripts."""
        return self.browser or any(isinstance(source, Listing) and source.browser for source in self.sources)

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


_DAY = "a day, month or year: 2025-03-14, 2025-03, 2025"
_PLACES = "a name of crawler/gazetteer.tsv, where a line may be added"
_WORDS = ("words", allowed.is_text)

# Field of an outlet → what it may be, in words and as a question.
_VALUES: dict[str, Allowed] = {
    "slug": ("text", lambda value: isinstance(value, str)),
    "name": ("a name", allowed.is_text),
    "name_en": allowed.maybe("a name", allowed.is_text),
    "home": allowed.ADDRESS,
    "country": allowed.maybe("two capital letters of ISO 3166", allowed.is_country),
    "place": allowed.maybe(_PLACES, lambda value: isinstance(value, str) and value in places()),
    "serves": allowed.several("names of places or communities", allowed.is_text),
    "tier": allowed.maybe(*allowed.one_of(get_args(Tier))),
    "script": allowed.one_of(get_args(Script)),
    "timezone": allowed.maybe("a zone of the IANA database", allowed.is_zone),
    "article": allowed.maybe(*allowed.PATTERN),
    "examples": allowed.several("http or https addresses", allowed.is_address),
    "sources": allowed.several("sources", lambda value: isinstance(value, Source)),
    "hosts": allowed.several("host names", allowed.is_host),
    "encoding": allowed.maybe("a character encoding Python knows", allowed.is_encoding),
    "platform": allowed.maybe(
        ", ".join(sorted(PLATFORMS)), lambda value: isinstance(value, str) and value in PLATFORMS
    ),
    "twins": allowed.several('pairs of words in addresses, (("/gb/", "/b5/"),)', allowed.is_pair),
    "editions": allowed.several("editions", lambda value: isinstance(value, Edition)),
    "body": allowed.maybe(*allowed.SELECTOR),
    "drop": allowed.several("CSS selectors", allowed.is_selector),
    "paged": allowed.maybe(*allowed.SELECTOR),
    "browser": allowed.YES_OR_NO,
    "fix": allowed.maybe("a function, of a draft to a draft", callable),
    "omits": ("a frozenset of fields of an article", lambda value: allowed.is_set_of(value, ARTICLE_FIELDS)),
    "expect": ("what it expects, Expect(…)", lambda value: isinstance(value, Expect)),
    "status": allowed.one_of(get_args(Status)),
    "ended": allowed.maybe(_DAY, allowed.is_day),
    "alive_on": allowed.maybe(_DAY, allowed.is_day),
    "ownership": allowed.maybe(*_WORDS),
    "ownership_source": allowed.maybe(*_WORDS),
    "note": allowed.maybe(*_WORDS),
}
