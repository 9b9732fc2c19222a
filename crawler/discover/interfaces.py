"""What programs are meant to read: the WordPress REST API, and lists in JSON."""

import json
from collections.abc import Iterator
from typing import Any

from archive import Sighting
from crawler.discover.sightings import iso, plain, sighting, story_url
from crawler.errors import SourceUnreadable
from crawler.sources import JsonList, WordPress


def posts(source: WordPress, body: bytes, url: str) -> Iterator[Sighting]:
    """The posts of an answer of the WordPress API."""
    for post in _posts(body, url):
        published, modified = (iso(_utc(post.get(name))) for name in ("date_gmt", "modified_gmt"))
        seen = sighting(source, url, post.get("link"), plain(_part(post, "title").get("rendered")), published, modified)
        if seen:
            yield seen


def told(body: bytes, url: str) -> dict[str, str]:
    """Address → text, for every post whose text an answer of the WordPress API gives as well, without its markup."""
    linked = [post for post in _posts(body, url) if isinstance(post.get("link"), str)]
    given = ((story_url(post["link"], url), _part(post, "content")) for post in linked)
    texts = {link: plain(part.get("rendered")) for link, part in given if link and not part.get("protected")}
    return {link: text for link, text in texts.items() if text}


def _part(post: dict[str, Any], name: str) -> dict[str, Any]:
    part = post.get(name)
    return part if isinstance(part, dict) else {}


def _posts(body: bytes, url: str) -> list[dict[str, Any]]:
    found = _json(body, url)
    if not isinstance(found, list) or not all(isinstance(post, dict) for post in found):
        raise SourceUnreadable(f"{url}: the WordPress API answered with no list of posts")
    return found


def _utc(text: str | None) -> str | None:
    return f"{text}Z" if text else None


def items(source: JsonList, body: bytes, url: str) -> Iterator[Sighting]:
    """The stories of a list in JSON."""
    listed = _at(_json(body, url), source.items)
    if not isinstance(listed, list):
        raise SourceUnreadable(f"{url}: there is no list at {source.items or 'the top'!r}")
    for item in listed:
        link, title, published = (
            _at(item, path) if path else None for path in (source.link, source.title, source.published)
        )
        seen = sighting(source, url, link, title, iso(published), None)
        if seen:
            yield seen


def _at(value: Any, path: str) -> Any:
    """The value at a dotted path, None where the path leads nowhere."""
    for key in path.split(".") if path else ():
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _json(body: bytes, url: str) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as fault:
        raise SourceUnreadable(f"{url}: this is not JSON ({fault})") from fault
