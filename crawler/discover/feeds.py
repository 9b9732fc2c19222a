"""Feeds and sitemaps: what is written in XML."""

import calendar
import re
from datetime import UTC, datetime
from typing import Any

import feedparser
import lxml.html
from lxml import etree

from archive import moment
from crawler.discover.sightings import Found, iso, sighting, story_url
from crawler.errors import SourceUnreadable
from crawler.sources import Feed, Sitemap


def feed(source: Feed, body: bytes, url: str) -> Found:
    """The entries of an RSS or Atom feed."""
    parsed = feedparser.parse(body, sanitize_html=False, resolve_relative_uris=False)
    if not parsed.get("version"):
        raise SourceUnreadable(
            f"{url}: this is not an RSS or Atom feed ({parsed.get('bozo_exception', 'no feed in it')})"
        )
    seen = (
        sighting(
            source, url, entry.get("link"), entry.get("title"), _struct(entry, "published"), _struct(entry, "updated")
        )
        for entry in parsed.entries
    )
    return Found(tuple(found for found in seen if found))


def _struct(entry: Any, name: str) -> str | None:
    """A moment as feedparser has it: UTC fields of a time without a zone of its own."""
    key = f"{name}_parsed"
    parsed = entry[key] if key in entry else None  # noqa: SIM401 - feedparser's get() makes one date of another
    return moment(datetime.fromtimestamp(calendar.timegm(parsed), UTC)) if parsed else None


def sitemap(source: Sitemap, body: bytes, url: str) -> Found:
    """A sitemap, a news sitemap, or an index of sitemaps (sitemaps.org protocol; Google's news extension)."""
    try:
        root = etree.fromstring(body, etree.XMLParser(resolve_entities=False, no_network=True, recover=True))
    except etree.XMLSyntaxError as fault:
        raise SourceUnreadable(f"{url}: this is not a sitemap ({fault})") from fault
    if root is None or etree.QName(root).localname not in {"urlset", "sitemapindex"}:
        raise SourceUnreadable(f"{url}: this is not a sitemap")
    entries = [_children(entry) for entry in root if isinstance(entry.tag, str)]
    if etree.QName(root).localname == "sitemapindex":
        changed = {entry["loc"]: iso(entry.get("lastmod")) or "" for entry in entries if "loc" in entry}
        places = [place for place in changed if source.follow is None or re.search(source.follow, place)]
        places.sort(key=lambda place: changed[place], reverse=True)
        return Found((), tuple(places), {place: when for place, when in changed.items() if when})
    seen = (
        sighting(source, url, e.get("loc"), e.get("title"), iso(e.get("publication_date")), iso(e.get("lastmod")))
        for e in entries
    )
    return Found(tuple(found for found in seen if found))


def _children(entry: etree._Element) -> dict[str, str]:
    """Local name → text of a sitemap's entry, the news extension's elements too. Pictures have a `loc` of their own."""
    elements = (child for child in entry.iter() if isinstance(child.tag, str))
    names = ((etree.QName(element), (element.text or "").strip()) for element in elements)
    return {
        name.localname: text for name, text in names if not re.search("/sitemap-(image|video)/", name.namespace or "")
    }


def feeds_of(body: bytes, url: str, encoding: str | None = None) -> tuple[str, ...]:
    """The feeds a page names in its head, comments' feeds aside."""
    if not body.strip():
        return ()
    tree = lxml.html.fromstring(body, parser=lxml.html.HTMLParser(encoding=encoding))
    links = tree.cssselect("link[rel=alternate][type*=rss][href], link[rel=alternate][type*=atom][href]")
    found = (story_url(link.get("href", ""), url) for link in links)
    return tuple(dict.fromkeys(feed for feed in found if feed and "comment" not in feed))
