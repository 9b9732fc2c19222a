"""What a page says of itself to machines: title, meta tags, canonical link, JSON-LD. Claims, not yet believed."""

import json
import re
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from crawler.extract.markup import fold
from crawler.outlet import Outlet

MOST_JSON = 400_000  # characters of JSON-LD; a story's is rarely over 20,000, and what holds more is a listing

_STORY = re.compile(r"(Article|NewsArticle|BlogPosting|Report|Posting)$")
# The last two labels of a host name, or three where the last two are a registry's: udn.com, ltn.com.tw, singtao.ca.
_REGISTERED = re.compile(r"([^.]+\.(?:(?:com|co|net|org|gov|edu|ac|or|ne|idv)\.[a-z]{2}|[a-z]{2,}))$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Claims:
    """`meta` has lower-cased names; `story` is the JSON-LD of the article; `crumbs` the JSON-LD bread crumbs."""

    title: str = ""
    meta: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    story: Mapping[str, Any] = field(default_factory=dict)
    crumbs: tuple[str, ...] = ()
    canonical: str | None = None

    def first(self, *names: str) -> str | None:
        """The first meta tag of one of these names that says anything."""
        return next((value for name in names for value in self.meta.get(name, ()) if value), None)


def read_claims(tree: HtmlElement) -> Claims:
    """Gather a page's claims in one pass over its head-like elements, wherever they stand."""
    title, canonical = "", None
    meta: dict[str, list[str]] = {}
    objects: list[Mapping[str, Any]] = []
    for element in tree.iter("title", "meta", "link", "script"):
        match element.tag:
            case "title" if not title:
                title = fold(element.text or "")
            case "meta":
                name = element.get("property") or element.get("name") or element.get("itemprop")
                if name and element.get("content"):
                    meta.setdefault(name.strip().lower(), []).append(fold(element.get("content", "")))
            case "link" if "canonical" in (element.get("rel") or "").lower().split():
                canonical = canonical or (element.get("href") or "").strip() or None
            case "script" if "ld+json" in (element.get("type") or "").lower():
                objects.extend(_objects(element.text or ""))
    story = next((o for o in objects if _STORY.search(_kind(o))), {})
    crumbs = next((tuple(_crumbs(o)) for o in objects if _kind(o) == "BreadcrumbList"), ())
    return Claims(title, {name: tuple(values) for name, values in meta.items()}, story, crumbs, canonical)


def canonical_url(claims: Claims, url: str | None, outlet: Outlet | None = None) -> str | None:
    """The address the page calls its own, if that is on the same site or the outlet's; else the one it came from.

    An AMP or print view names the story it is a view of. A front page is never the address of a story.
    """
    named = claims.canonical or claims.first("og:url")
    if not named:
        return url
    try:
        found = urlsplit(urljoin(url or "", named))
        host = found.hostname or ""
        given = urlsplit(url or "").hostname
    except ValueError:
        return url
    if found.scheme not in ("http", "https") or not host or (found.path in ("", "/") and not found.query):
        return url
    own = outlet is not None and host in outlet.hosts
    if url is None or own or registered(host) == registered(given or ""):
        return found._replace(fragment="").geturl()
    return url


def registered(host: str) -> str:
    """The part of a host's name that its owner registered: udn.com, ltn.com.tw."""
    found = _REGISTERED.search(host)
    return found[1].lower() if found else host.lower()


def _objects(text: str) -> Iterator[Mapping[str, Any]]:
    text = text.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
    if not text or len(text) > MOST_JSON:
        return
    try:
        top = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        try:  # the commonest fault by far: a comma before a closing bracket
            top = json.loads(re.sub(r",\s*([}\]])", r"\1", text), strict=False)
        except (ValueError, RecursionError):
            return
    queue = deque([top])
    while queue:
        node = queue.popleft()
        if isinstance(node, list):
            queue.extend(node)
        elif isinstance(node, dict):
            yield node
            queue.extend(node[key] for key in ("@graph", "mainEntity") if key in node)


def _kind(node: Mapping[str, Any]) -> str:
    kind = node.get("@type")
    return str(kind[0] if isinstance(kind, list) and kind else kind or "")


def _crumbs(node: Mapping[str, Any]) -> Iterator[str]:
    items = node.get("itemListElement")
    for item in items if isinstance(items, list) else ():
        if isinstance(item, dict):
            inner = item.get("item")
            name = item.get("name") or (inner.get("name") if isinstance(inner, dict) else None)
            if isinstance(name, str):
                yield fold(name)


def words_of(value: object) -> list[str]:
    """The texts in a JSON-LD value that may be a text, a list, or an object with a name."""
    if isinstance(value, str):
        return [fold(value)] if fold(value) else []
    if isinstance(value, dict):
        return words_of(value.get("name"))
    if isinstance(value, list):
        return [word for item in value[:50] if not isinstance(item, list) for word in words_of(item)]
    return []
