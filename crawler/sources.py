"""The kinds of source: where an outlet shows its links."""

from dataclasses import dataclass
from typing import Literal, get_args

from archive import SourceRecord
from crawler import allowed

Evidence = Literal["seen", "by convention", "untested"]


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
class Discuz(Source):
    """The lists of a Discuz! portal; `url` is the site's address, `categories` are the `catid` of its lists.

    Each is read `pages` pages deep; without categories, the portal's front page alone.
    """

    pages: int = 1
    categories: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing(Source):
    """A page of links; `{page}` in `url` counts from 1 to `pages`; `links` is the CSS selector of the links.

    `browser`: its own scripts build the list, so that a browser must show it.
    """

    links: str = "a"
    pages: int = 1
    browser: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonList(Source):
    """A JSON list of stories; `items` is the dotted path to the list, the rest are dotted paths within an item."""

    items: str = ""
    link: str = "url"
    title: str | None = None
    published: str | None = None
    pages: int = 1


# Field of a source, of whatever kind → what it may be, in words and as a question.
SOURCE_VALUES: dict[str, allowed.Allowed] = {
    "url": allowed.ADDRESS,
    "evidence": allowed.one_of(get_args(Evidence)),
    "only": allowed.maybe(*allowed.PATTERN),
    "follow": allowed.maybe(*allowed.PATTERN),
    "links": allowed.SELECTOR,
    "browser": allowed.YES_OR_NO,
    "pages": ("1 to 1000 pages", lambda value: type(value) is int and 1 <= value <= 1000),
    "categories": allowed.several("numbers of categories", lambda value: type(value) is int and value > 0),
    "items": ("a dotted path", lambda value: isinstance(value, str)),
    "link": ("a dotted path", allowed.is_text),
    "title": allowed.maybe("a dotted path", allowed.is_text),
    "published": allowed.maybe("a dotted path", allowed.is_text),
}
