"""DISCOVER: what a feed, sitemap, API, listing or portal says → sightings. Pure functions, no fetching."""

import re

from crawler.discover.addresses import addresses, day_in, following, plain_address
from crawler.discover.feeds import feed, feeds_of, sitemap
from crawler.discover.interfaces import items, posts, told
from crawler.discover.pages import links, portal
from crawler.discover.sightings import Found, story_url
from crawler.sources import Discuz, Feed, JsonList, Listing, Sitemap, Source, WordPress

__all__ = [
    "Found",
    "addresses",
    "day_in",
    "discover",
    "feeds_of",
    "following",
    "plain_address",
    "story_url",
    "told",
]

# A listing of more links than this is not a listing of stories; the sitemap protocol allows 50,000 a file.
MOST_SIGHTINGS = 50_000


def discover(source: Source, body: bytes, url: str, encoding: str | None = None) -> Found:
    """Read one answer of a source, asked for at `url`.

    Raises SourceUnreadable where the answer is not what the source is declared to be: a feed that is an HTML page, say.
    """
    match source:
        case Feed():
            found = feed(source, body, url)
        case Sitemap():
            found = sitemap(source, body, url)
        case WordPress():
            found = Found(tuple(posts(source, body, url)))
        case Listing():
            found = Found(tuple(links(source, body, url, encoding)))
        case Discuz():
            found = Found(tuple(portal(source, body, url, encoding)))
        case JsonList():
            found = Found(tuple(items(source, body, url)))
        case _:
            raise TypeError(f"{type(source).__name__} is not a kind of source")
    wanted = (s for s in found.sightings if source.only is None or re.search(source.only, s.url))
    unique = {sighting.url: sighting for sighting in wanted}
    return Found(tuple(unique.values())[:MOST_SIGHTINGS], found.follow, found.changed)
