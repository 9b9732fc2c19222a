"""Other addresses at which a page says its story stands: in the other script, as AMP, for print."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from archive import Alternate, Relation
from crawler.extract.claims import registered
from crawler.outlet import Outlet

_AMP = re.compile(r"/amp(?:[/.]|$)|[?&](?:amp|outputType=amp)\b|^https?://amp\.", re.IGNORECASE)
_PRINT = re.compile(r"/(?:print|printer)(?:[/.]|$)|[?&](?:print|printable|printpage|action=print)\b", re.IGNORECASE)


def read_alternates(
    tree: HtmlElement, own: str | None, came_from: str | None, outlet: Outlet | None
) -> tuple[Alternate, ...]:
    """What the page's links say, where its outlet's other script is declared to be, and the view it came from.

    `own` is the story's own address. A front page, another site and another language are never an address of it.
    """
    if own is None:
        return ()
    found = dict(_linked(tree, own))
    found |= dict.fromkeys(outlet.twins_of(own) if outlet else (), Relation.SCRIPT)
    if came_from is not None and came_from != own and (view := _view(came_from)) is not None:
        found.setdefault(came_from, view)
    return tuple(
        Alternate(url, relation) for url, relation in found.items() if url != own and _is_here(url, own, outlet)
    )


def _linked(tree: HtmlElement, own: str) -> Iterator[tuple[str, Relation]]:
    for link in tree.iter("link"):
        said = (link.get("rel") or "").lower().split()
        relation = None
        if "amphtml" in said:
            relation = Relation.AMP
        elif "alternate" in said and (link.get("hreflang") or "").lower().startswith("zh"):
            relation = Relation.SCRIPT
        elif "alternate" in said and link.get("media") == "print":
            relation = Relation.PRINT
        if relation is not None and (url := _joined(own, link.get("href") or "")) is not None:
            yield url, relation


def _joined(own: str, href: str) -> str | None:
    try:
        return urlsplit(urljoin(own, href.strip()))._replace(fragment="").geturl() if href.strip() else None
    except ValueError:
        return None


def _view(url: str) -> Relation | None:
    """What view of a story an address is, by its form."""
    if _AMP.search(url):
        return Relation.AMP
    return Relation.PRINT if _PRINT.search(url) else None


def _is_here(url: str, own: str, outlet: Outlet | None) -> bool:
    """Whether an address may be the story's: on the same site or the outlet's hosts, and not a front page."""
    try:
        found, home = urlsplit(url), urlsplit(own)
    except ValueError:
        return False
    if found.scheme not in {"http", "https"} or not found.hostname or (found.path in {"", "/"} and not found.query):
        return False
    return registered(found.hostname) == registered(home.hostname or "") or (outlet is not None and outlet.is_own(url))
