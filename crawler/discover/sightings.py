"""What every kind of source has in common: how a link, a title and a moment become a sighting."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urljoin

import lxml.html
from lxml import etree
from w3lib.url import url_query_cleaner

from archive import Sighting, moment
from crawler.sources import Source

# Parameters that say how a reader came, never which story: the ones that sharers and campaign tools add.
TRACKERS = (
    "utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content", "utm_id",
    "fbclid", "gclid", "dclid", "msclkid", "yclid", "mc_cid", "mc_eid", "igshid", "spm", "share_token", "_ga",
    "isappinstalled", "nsukey", "PHPSESSID", "phpsessid",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """What a source showed: stories in its order, and further files of the same source to read, the newest first.

    `changed` says when a further file last changed, where the source says so.
    """

    sightings: tuple[Sighting, ...]
    follow: tuple[str, ...] = ()
    changed: Mapping[str, str] = field(default_factory=dict)


def story_url(link: str, base: str) -> str | None:
    """The address of a story as it is kept: absolute, no fragment, no trackers. None for mailto: and such."""
    try:
        url = urljoin(base, link.strip())
    except ValueError:
        return None
    if not url.startswith(("http://", "https://")) or url != _whole(url):
        return None
    return str(url_query_cleaner(url, TRACKERS, remove=True))


def sighting(
    source: Source, base: str, link: object, title: object, published: str | None, modified: str | None
) -> Sighting | None:
    """What a source said of a story at a link, None where the link, whatever came in its place, leads to no page."""
    url = story_url(link, base) if isinstance(link, str) and link else None
    if url is None:
        return None
    named = _whole(title) if isinstance(title, str) else None
    return Sighting(url=url, source=source.url, title=named or None, published=published, modified=modified)


def _whole(text: str) -> str:
    """A text without halves of characters: JSON can write them, and nothing can store them."""
    return text.encode("utf-8", "ignore").decode()


def iso(text: str | None) -> str | None:
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


def plain(html: object) -> str | None:
    """The text of a scrap of HTML, as the WordPress API gives titles; None where that is not text."""
    return text_of(lxml.html.fromstring(f"<p>{html}</p>")) if isinstance(html, str) and html else None


def text_of(element: etree._Element) -> str:
    """All text in an element, white space folded."""
    return " ".join(str(element.xpath("string()")).split())
