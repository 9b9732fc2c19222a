"""DISCOVER: what a feed, sitemap, WordPress API, listing or JSON list says → sightings. Pure functions, no fetching."""

import calendar
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urljoin

import feedparser
import lxml.html
from lxml import etree
from w3lib.url import url_query_cleaner

from archive import Sighting, moment
from crawler.errors import SourceUnreadable
from crawler.outlet import Feed, JsonList, Listing, Sitemap, Source, WordPress
from crawler.plan import MOST_SOURCE_PAGES as MOST_PAGES
from crawler.plan import Window

# Parameters that say how a reader came, never which story: the ones that sharers and campaign tools add.
TRACKERS = (
    "utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content", "utm_id",
    "fbclid", "gclid", "dclid", "msclkid", "yclid", "mc_cid", "mc_eid", "igshid", "spm", "share_token", "_ga",
    "isappinstalled", "nsukey", "PHPSESSID", "phpsessid",
)  # fmt: skip

# What a source is asked with for certain days alone.
DAYS_ASKED = ("after", "before", "modified_after", "orderby", "order")

POSTS_PER_PAGE = 100  # the most the WordPress API gives

# A listing of more links than this is not a listing of stories; the sitemap protocol allows 50,000 a file.
MOST_SIGHTINGS = 50_000


@dataclass(frozen=True, slots=True)
class Found:
    """What a source showed: stories in its order, and further files of the same source to read, the newest first.

    `changed` says when a further file last changed, where the source says so.
    """

    sightings: tuple[Sighting, ...]
    follow: tuple[str, ...] = ()
    changed: Mapping[str, str] = field(default_factory=dict)


def addresses(
    source: Source, *, today: date | None = None, window: Window | None = None, since: str | None = None
) -> list[str]:
    """The addresses to ask for, in order, to read a source.

    `window` asks for past days instead of the newest; `since` is the moment the source was last read, where that is
    known, and spares an API from telling everything again. `today` is the day in the outlet's own calendar.
    """
    match source:
        case WordPress():
            return _wordpress_addresses(source, window, since)
        case Listing() | JsonList() if "{day" in source.url:
            return [source.url.format(day=day, page=1) for day in _days(today, window)]
        case Listing() | JsonList() if "{page" in source.url:
            last = 1 if window else source.pages
            return [_page_address(source, number) for number in range(1, last + 1)]
        case _:
            return [source.url]


def _wordpress_addresses(source: WordPress, window: Window | None, since: str | None) -> list[str]:
    fields = "link,title,date_gmt,modified_gmt"
    chosen = f"&categories={','.join(map(str, source.categories))}" if source.categories else ""
    query = f"wp-json/wp/v2/posts?per_page={POSTS_PER_PAGE}&_fields={fields}{chosen}"
    if window is not None:
        first, last = window.days
        query += f"&order=asc&after={first}T00:00:00&before={last}T23:59:59"
    elif since is not None:
        # a day's margin: the outlet's clock may be wrong, and it takes the moment for its own local time
        margin = datetime.fromisoformat(since) - timedelta(days=1)
        query += f"&orderby=modified&modified_after={margin:%Y-%m-%dT%H:%M:%S}"
    last_page = 1 if window is not None or since is not None else source.pages
    return [urljoin(source.url, f"{query}&page={number}") for number in range(1, last_page + 1)]


def _page_address(source: Listing | JsonList, number: int) -> str:
    """The address of a page of a listing: `{page}` counts from 1, `{page0}` from 0, `[…]` is left out on page 1."""
    url = re.sub(r"\[([^\]]*)\]", "" if number == 1 else r"\1", source.url)
    return url.replace("{page0}", str(number - 1)).replace("{page}", str(number))


def _days(today: date | None, window: Window | None) -> Iterator[date]:
    """Today and yesterday, or the days of a window, the newest first."""
    last = window.until if window else today or datetime.now(UTC).date()
    count = (window.until - window.since).days + 1 if window else 2
    yield from (last - timedelta(days=back) for back in range(count))


def following(source: Source, address: str) -> str | None:
    """The next page of a source that is paged through without knowing its end; None where there can be none."""
    match source:
        case WordPress():
            base, _, number = address.rpartition("page=")
            return f"{base}page={int(number) + 1}" if int(number) < MOST_PAGES else None
        case Listing() | JsonList() if "{page" in source.url and "{day" not in source.url:
            here = next((n for n in range(1, MOST_PAGES) if _page_address(source, n) == address), None)
            return _page_address(source, here + 1) if here else None
        case _:
            return None


def plain_address(address: str) -> str:
    """The address of a source without what asks for certain days: what its reading is noted under."""
    return str(url_query_cleaner(address, DAYS_ASKED, remove=True))


def feeds_of(body: bytes, url: str, encoding: str | None = None) -> tuple[str, ...]:
    """The feeds a page names in its head, comments' feeds aside."""
    if not body.strip():
        return ()
    tree = lxml.html.fromstring(body, parser=lxml.html.HTMLParser(encoding=encoding))
    links = tree.cssselect("link[rel=alternate][type*=rss][href], link[rel=alternate][type*=atom][href]")
    found = (story_url(link.get("href", ""), url) for link in links)
    return tuple(dict.fromkeys(feed for feed in found if feed and "comment" not in feed))


def day_in(url: str) -> str | None:
    """The day an address names, `2019-05-03`, None where it names none: the window of a backfill goes by it."""
    match = re.search(r"(?<!\d)((?:19|20)\d\d)[-/_]?(0[1-9]|1[0-2])[-/_]?(0[1-9]|[12]\d|3[01])(?!\d)", url)
    return "-".join(match.groups()) if match else None


def discover(source: Source, body: bytes, url: str, encoding: str | None = None) -> Found:
    """Read one answer of a source, asked for at `url`.

    Raises SourceUnreadable where the answer is not what the source is declared to be: a feed that is an HTML page, say.
    """
    match source:
        case Feed():
            found = _feed(source, body, url)
        case Sitemap():
            found = _sitemap(source, body, url)
        case WordPress():
            found = Found(tuple(_posts(source, body, url)))
        case Listing():
            found = Found(tuple(_links(source, body, url, encoding)))
        case JsonList():
            found = Found(tuple(_items(source, body, url)))
        case _:
            raise TypeError(f"{type(source).__name__} is not a kind of source")
    wanted = (s for s in found.sightings if source.only is None or re.search(source.only, s.url))
    unique = {sighting.url: sighting for sighting in wanted}
    return Found(tuple(unique.values())[:MOST_SIGHTINGS], found.follow, found.changed)


def story_url(link: str, base: str) -> str | None:
    """The address of a story as it is kept: absolute, no fragment, no trackers. None for mailto: and such."""
    try:
        url = urljoin(base, link.strip())
    except ValueError:
        return None
    if not url.startswith(("http://", "https://")):
        return None
    return str(url_query_cleaner(url, TRACKERS, remove=True))


def _feed(source: Feed, body: bytes, url: str) -> Found:
    parsed = feedparser.parse(body, sanitize_html=False, resolve_relative_uris=False)
    if not parsed.get("version"):
        raise SourceUnreadable(
            f"{url}: this is not an RSS or Atom feed ({parsed.get('bozo_exception', 'no feed in it')})"
        )
    seen = (
        _sighting(
            source, url, entry.get("link"), entry.get("title"), _struct(entry, "published"), _struct(entry, "updated")
        )
        for entry in parsed.entries
    )
    return Found(tuple(sighting for sighting in seen if sighting))


def _struct(entry: Any, name: str) -> str | None:
    """A moment as feedparser has it: UTC fields of a time without a zone of its own."""
    key = f"{name}_parsed"
    parsed = entry[key] if key in entry else None  # noqa: SIM401 - feedparser's get() makes one date of another
    return moment(datetime.fromtimestamp(calendar.timegm(parsed), UTC)) if parsed else None


def _sitemap(source: Sitemap, body: bytes, url: str) -> Found:
    """A sitemap, a news sitemap, or an index of sitemaps (sitemaps.org protocol; Google's news extension)."""
    try:
        root = etree.fromstring(body, etree.XMLParser(resolve_entities=False, no_network=True, recover=True))
    except etree.XMLSyntaxError as fault:
        raise SourceUnreadable(f"{url}: this is not a sitemap ({fault})") from fault
    if root is None or etree.QName(root).localname not in {"urlset", "sitemapindex"}:
        raise SourceUnreadable(f"{url}: this is not a sitemap")
    entries = [_children(entry) for entry in root if isinstance(entry.tag, str)]
    if etree.QName(root).localname == "sitemapindex":
        changed = {entry["loc"]: _iso(entry.get("lastmod")) or "" for entry in entries if "loc" in entry}
        places = [place for place in changed if source.follow is None or re.search(source.follow, place)]
        places.sort(key=lambda place: changed[place], reverse=True)
        return Found((), tuple(places), {place: when for place, when in changed.items() if when})
    seen = (
        _sighting(source, url, e.get("loc"), e.get("title"), _iso(e.get("publication_date")), _iso(e.get("lastmod")))
        for e in entries
    )
    return Found(tuple(sighting for sighting in seen if sighting))


def _children(entry: etree._Element) -> dict[str, str]:
    """Local name → text of everything within a sitemap's entry, the news extension's elements too."""
    return {
        etree.QName(child).localname: (child.text or "").strip() for child in entry.iter() if isinstance(child.tag, str)
    }


def _posts(source: WordPress, body: bytes, url: str) -> Iterator[Sighting]:
    posts = _json(body, url)
    if not isinstance(posts, list):
        raise SourceUnreadable(f"{url}: the WordPress API answered with no list of posts")
    for post in posts:
        title = post.get("title") or {}
        published, modified = (_iso(_utc(post.get(name))) for name in ("date_gmt", "modified_gmt"))
        sighting = _sighting(source, url, post.get("link"), _plain(title.get("rendered")), published, modified)
        if sighting:
            yield sighting


def _utc(text: str | None) -> str | None:
    return f"{text}Z" if text else None


def _links(source: Listing, body: bytes, url: str, encoding: str | None) -> Iterator[Sighting]:
    if not body.strip():
        raise SourceUnreadable(f"{url}: the listing is empty")
    tree = lxml.html.fromstring(body, parser=lxml.html.HTMLParser(encoding=encoding))
    for link in tree.cssselect(source.links):
        sighting = _sighting(source, url, link.get("href"), _text(link), None, None)
        if sighting:
            yield sighting


def _items(source: JsonList, body: bytes, url: str) -> Iterator[Sighting]:
    items = _at(_json(body, url), source.items)
    if not isinstance(items, list):
        raise SourceUnreadable(f"{url}: there is no list at {source.items or 'the top'!r}")
    for item in items:
        link, title, published = (
            _at(item, path) if path else None for path in (source.link, source.title, source.published)
        )
        sighting = _sighting(source, url, link, title, _iso(published), None)
        if sighting:
            yield sighting


def _at(value: Any, path: str) -> Any:
    """The value at a dotted path, None where the path leads nowhere."""
    for key in path.split(".") if path else ():
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _json(body: bytes, url: str) -> Any:
    try:
        return json.loads(body)
    except ValueError as fault:
        raise SourceUnreadable(f"{url}: this is not JSON ({fault})") from fault


def _sighting(
    source: Source, base: str, link: str | None, title: str | None, published: str | None, modified: str | None
) -> Sighting | None:
    url = story_url(link, base) if link else None
    if url is None:
        return None
    return Sighting(url=url, source=source.url, title=title or None, published=published, modified=modified)


def _iso(text: str | None) -> str | None:
    """An ISO 8601 moment in UTC, or a bare day as it is. None for a time without zone: its moment is unknown."""
    if not isinstance(text, str):
        return None
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return text
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment(when) if when.tzinfo else None


def _plain(html: str | None) -> str | None:
    """The text of a scrap of HTML, as the WordPress API gives titles."""
    return _text(lxml.html.fromstring(f"<p>{html}</p>")) if html else None


def _text(element: etree._Element) -> str:
    return " ".join(str(element.xpath("string()")).split())
