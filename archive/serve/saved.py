"""Searches a reader keeps: in a cookie of the browser, so that nobody needs an account and nothing is written here."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable
from xml.sax.saxutils import quoteattr

from archive.serve.selection import Selection

COOKIE = "searches"
# A browser keeps four kilobytes of a cookie; the searches kept longest ago give way.
_MOST_BYTES = 3_500
# Each is asked anew whenever the list is looked at.
_MOST = 20


def kept(cookie: str | None) -> list[Selection]:
    """The searches in a cookie, the latest first; none in one that is not ours, or longer than ours are."""
    if not cookie or len(cookie) > _MOST_BYTES:
        return []
    try:
        listed = json.loads(urlsafe_b64decode(cookie.encode()))[:_MOST]
        return [Selection.from_args({str(name): str(value) for name, value in given.items()}) for given in listed]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return []


def keep(searches: Iterable[Selection]) -> str:
    """The cookie of these searches, the latest first; as many of them as it holds, and none that it cannot hold."""
    listed = [search.given for search in searches if len(_cookie([search.given])) <= _MOST_BYTES][:_MOST]
    while len(cookie := _cookie(listed)) > _MOST_BYTES:
        listed.pop()
    return cookie


def _cookie(listed: list[dict[str, str | int]]) -> str:
    return urlsafe_b64encode(json.dumps(listed, ensure_ascii=False, separators=(",", ":")).encode()).decode()


def opml(feeds: Iterable[tuple[str, str]]) -> str:
    """Titles and addresses of Atom feeds, as a list that feed readers take in."""
    outlines = "".join(
        f'<outline type="rss" text={quoteattr(title)} xmlUrl={quoteattr(address)}/>' for title, address in feeds
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<opml version="2.0"><head><title>Qiaowen</title></head>'
        f"<body>{outlines}</body></opml>\n"
    )
