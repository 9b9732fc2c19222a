"""WordPress exports (WXR): published posts, each read as the plainest page that prints it."""

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import IO, Any

from lxml import etree

from archive import Archive, Capture, now
from crawler.draft import Page
from crawler.errors import QiaowenError
from crawler.importing import Imported, Tell, gather, take_page, unheard

_NAMES = {"content": "http://purl.org/rss/1.0/modules/content/", "dc": "http://purl.org/dc/elements/1.1/"}

# What XML may not hold, and exports of old blogs do: pasted from word processors.
_CONTROLS = bytes(sign for sign in range(32) if sign not in b"\t\n\r")
_WIDE = (b"\xff\xfe", b"\xfe\xff")

# What WordPress, and its own plug-ins, put in the place of a word in brackets when they print a post.
_CAPTION = re.compile(
    r"\[(caption|wp_caption)\b[^\]]*\]\s*((?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?)(.*?)\[/\1\]", re.DOTALL
)
_SHOWN = "gallery embed audio video playlist youtube vimeo soundcloud googlemaps contact-form jetpack_subscription_form"
_ELSEWHERE = re.compile(rf"\[({_SHOWN.replace(' ', '|')})\b[^\]]*\](?:[^\[]*\[/\1\])?")

_BLOCK = re.compile(
    r"\s*</?(?:p|div|h[1-6]|[uo]l|table|blockquote|figure|pre|hr|section|article|iframe|!--)\b", re.IGNORECASE
)
_BLANK_LINE = re.compile(r"(?:\r?\n[ \t]*){2,}")
_LINE = re.compile(r"\s*\r?\n\s*")


def take_wxr(home: Archive, file: Path, done: Imported, tell: Tell = unheard) -> None:
    """Take in the published posts of a WordPress export, read as their pages are. Raises QiaowenError for no export."""

    def take(item: Any) -> None:
        told = {etree.QName(child).localname: (child.text or "") for child in item if isinstance(child.tag, str)}
        is_public = told.get("status") == "publish" and not told.get("post_password")
        if told.get("post_type") != "post" or not is_public or not told.get("link"):
            done.skipped += 1
        else:
            _take(home, item, told, done)

    try:
        gather(home, _items(file, tell), take, (etree.XMLSyntaxError,))
    except etree.XMLSyntaxError as fault:
        raise QiaowenError(f"{file}: not a WordPress export: {fault}; what stands before is imported") from fault


def _take(home: Archive, item: Any, told: dict[str, str], done: Imported) -> None:
    url, headers = told["link"].strip(), (("Content-Type", "application/rss+xml"),)
    if not re.match(r"https?://[^/]", url):
        done.failed.append((url, "the post has no address of its own"))
        return
    raw = etree.tostring(item, encoding="utf-8", with_tail=False)
    html = item.findtext("content:encoded", namespaces=_NAMES) or ""
    author = item.findtext("dc:creator", namespaces=_NAMES) or ""
    capture = Capture(url=url, fetched_at=now(), status=None, headers=headers, body=raw)
    take_page(home, capture, Page(body=_page(told, html, author).encode(), url=url), done)


class _Readable:
    """A file without the signs that XML may not hold."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._dropped = b"" if stream.read(2) in _WIDE else _CONTROLS
        stream.seek(0)

    def read(self, size: int = -1) -> bytes:
        while piece := self._stream.read(size):
            if kept := piece.translate(None, self._dropped):
                return kept
        return b""


def _items(file: Path, tell: Tell) -> Iterator[Any]:
    """The items of an export, each forgotten when the next is asked for: memory stays flat."""
    with file.open("rb") as stream:
        for _, item in etree.iterparse(_Readable(stream), tag="item", resolve_entities=False, huge_tree=True):
            yield item
            tell(stream.tell())
            item.clear()
            while item.getprevious() is not None:
                del item.getparent()[0]


def _page(told: dict[str, str], html: str, author: str) -> str:
    """A post as the plainest page that prints it."""
    title, link = escape(told.get("title", "")), escape(told["link"].strip())
    published = told.get("post_date_gmt", "").strip().replace(" ", "T")
    when = f'<meta property="article:published_time" content="{published}Z">' if published[:4] > "0000" else ""
    return (
        f'<html><head><meta charset="utf-8"><title>{title}</title>{when}'
        f'<meta name="author" content="{escape(author)}"><link rel="canonical" href="{link}">'
        f"</head><body><article><h1>{title}</h1>{_printed(html)}</article></body></html>"
    )


def _printed(html: str) -> str:
    """What WordPress prints of a post: shortcodes worked out, blank lines as paragraphs, other lines as breaks."""
    plain = _ELSEWHERE.sub("", _CAPTION.sub(r"\n\n<figure>\2<figcaption>\3</figcaption></figure>\n\n", html))
    if "<!-- wp:" in plain:
        return plain
    parts = (part.strip() for part in _BLANK_LINE.split(plain))
    return "\n".join(part if _BLOCK.match(part) else f"<p>{_LINE.sub('<br>', part)}</p>" for part in parts if part)
