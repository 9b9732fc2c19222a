"""Pages of links: front pages, listings, and the lists of a Discuz! portal."""

import re
from collections.abc import Iterator
from datetime import date

import lxml.html
from lxml import etree

from archive import Sighting
from crawler.discover.sightings import sighting, text_of
from crawler.errors import SourceUnreadable
from crawler.sources import Discuz, Listing


def links(source: Listing, body: bytes, url: str, encoding: str | None) -> Iterator[Sighting]:
    """The links of a listing."""
    for link in _tree(body, url, encoding).cssselect(source.links):
        seen = sighting(source, url, link.get("href"), text_of(link), None, None)
        if seen:
            yield seen


def portal(source: Discuz, body: bytes, url: str, encoding: str | None) -> Iterator[Sighting]:
    """The stories of a list of a Discuz! portal, each with the day printed beside it; of other pages, the links.

    The portal prints a time without its zone, so the day is all that is known; a recent one it prints as "3 hours ago"
    with the date in the title.
    """
    tree = _tree(body, url, encoding)
    listed = tree.cssselect("dl dt a[href]")
    for link in listed or tree.cssselect("a[href]"):
        seen = sighting(source, url, link.get("href"), text_of(link), _day_beside(link) if listed else None, None)
        if seen:
            yield seen


def _day_beside(link: etree._Element) -> str | None:
    """The day that the mark of time in a story's entry prints, or has in its title."""
    entry = next(link.iterancestors("dl"))
    marks = entry.cssselect("dd span.xg1, dd span.xg1 [title]")
    said = " ".join(f"{text_of(mark)} {mark.get('title', '')}" for mark in marks)
    found = re.search(r"(?<!\d)(\d{4})-(\d\d?)-(\d\d?)(?!\d)", said)
    try:
        return date(*map(int, found.groups())).isoformat() if found else None
    except ValueError:
        return None


def _tree(body: bytes, url: str, encoding: str | None) -> lxml.html.HtmlElement:
    if not body.strip():
        raise SourceUnreadable(f"{url}: the page is empty")
    try:
        return lxml.html.fromstring(body, parser=lxml.html.HTMLParser(encoding=encoding))
    except etree.ParserError as fault:
        raise SourceUnreadable(f"{url}: the page is empty ({fault})") from fault
