"""Articles from elsewhere: each is kept as it came, then read by the rules that read the web, or taken at its word."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from lxml import etree

from archive import Archive, Capture, OutletRecord, article_of, now
from crawler.draft import Page
from crawler.errors import PageUnreadable, QiaowenError
from crawler.outlet import Outlet
from crawler.outlets import outlets
from crawler.pipeline import RULES, read, refusal

_WXR = {
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
}

# Told as a file is read: how many of its bytes have been.
Tell = Callable[[int], None]


def unheard(_: int) -> None:
    """For whom progress is nothing."""


@dataclass(slots=True)
class Imported:
    """What an import came to. `failed` names what gave no article, and why; its capture is kept."""

    stored: int = 0
    revised: int = 0
    unchanged: int = 0
    skipped: int = 0
    lost: int = 0  # repeats of pages that are not here
    failed: list[tuple[str, str]] = field(default_factory=list)

    def note(self, change: str) -> None:
        """Count one."""
        setattr(self, change, getattr(self, change) + 1)


def outlet_of(url: str) -> Outlet | None:
    """The declared outlet that an address belongs to."""
    return next((outlet for outlet in outlets().values() if outlet.is_own(url)), None)


def register(home: Archive, url: str) -> OutletRecord:
    """The outlet of an address, known to the archive; one nobody declared goes by its host."""
    outlet = outlet_of(url)
    record = outlet.record() if outlet else _undeclared(url)
    home.register(record)
    return record


def _undeclared(url: str) -> OutletRecord:
    parts = urlsplit(url)
    if not parts.hostname:
        raise QiaowenError(f"{url!r} is not an address; nothing was imported from it")
    return OutletRecord(
        slug=parts.hostname, name=parts.hostname, home=f"{parts.scheme}://{parts.netloc}/", status="undeclared"
    )


def take_page(home: Archive, capture: Capture, page: Page, done: Imported, *, held: int | None = None) -> None:
    """Keep a page as it came, read it, store what it says."""
    record = register(home, capture.url)
    number = held or home.keep(capture)
    try:
        article = read(page, outlet_of(capture.url)).article
        fault = refusal(article)
        if fault is not None:
            raise PageUnreadable(fault.message)
    except PageUnreadable as unreadable:
        done.failed.append((capture.url, str(unreadable)))
        return
    stored = home.store(
        article,
        outlet=record.slug,
        seen_as=capture.url,
        capture=number,
        rules=RULES,
        fetched_at=capture.fetched_at if capture.status is not None else None,
    )
    done.note(stored.change)


def take_row(home: Archive, line: bytes, done: Imported) -> None:
    """Keep an exported article as it came, and store what it says of itself. Raises ValueError for what is none."""
    row = json.loads(line)
    article = article_of(row)
    record = register(home, str(article.url))
    headers = (("Content-Type", "application/json"),)
    number = home.keep(Capture(url=str(article.url), fetched_at=now(), status=None, headers=headers, body=line))
    stored = home.store(
        article,
        outlet=record.slug,
        seen_as=str(article.url),
        capture=number,
        rules=row.get("rules") or RULES,
        fetched_at=row.get("fetched_at"),
    )
    done.note(stored.change)


def take_wxr(home: Archive, file: Path, done: Imported, tell: Tell = unheard) -> None:
    """Take in the published posts of a WordPress export, read as their pages are. Raises QiaowenError for no export."""
    try:
        for item in _items(file, tell):
            told = {etree.QName(child).localname: (child.text or "") for child in item if isinstance(child.tag, str)}
            raw = etree.tostring(item, encoding="utf-8", with_tail=False)
            html = item.findtext("content:encoded", namespaces=_WXR) or ""
            author = item.findtext("dc:creator", namespaces=_WXR) or ""
            if told.get("post_type") != "post" or told.get("status") != "publish" or not told.get("link"):
                done.skipped += 1
                continue
            headers = (("Content-Type", "application/rss+xml"),)
            capture = Capture(url=told["link"].strip(), fetched_at=now(), status=None, headers=headers, body=raw)
            page = Page(body=_page(told, html, author).encode(), url=capture.url)
            take_page(home, capture, page, done)
    except etree.XMLSyntaxError as fault:
        raise QiaowenError(f"{file}: not a WordPress export: {fault}; what stands before is imported") from fault


def _items(file: Path, tell: Tell) -> Iterator[Any]:
    """The items of an export, each forgotten when the next is asked for: memory stays flat."""
    with file.open("rb") as stream:
        for _, item in etree.iterparse(stream, tag="item", resolve_entities=False, huge_tree=True):
            yield item
            tell(stream.tell())
            item.clear()
            while item.getprevious() is not None:
                del item.getparent()[0]


def _page(told: dict[str, Any], html: str, author: str) -> str:
    """A post as the plainest page that prints it."""
    published = told.get("post_date_gmt", "").strip().replace(" ", "T")
    paragraphs = html if "<p" in html else "".join(f"<p>{part}</p>" for part in html.split("\n\n"))
    when = f'<meta property="article:published_time" content="{published}Z">' if published[:4] > "0000" else ""
    return (
        f'<html><head><meta charset="utf-8"><title>{escape(told["title"])}</title>{when}'
        f'<meta name="author" content="{escape(author)}"><link rel="canonical" href="{escape(told["link"].strip())}">'
        f"</head><body><article><h1>{escape(told['title'])}</h1>{paragraphs}</article></body></html>"
    )
