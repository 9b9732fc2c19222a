"""What the pretend sites share: the question they are asked, the answer they give, templates and pictures."""

import re
import struct
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from html import escape
from pathlib import Path
from string import Template

FOLDER = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Ask:
    """One request as a site sees it. `base` is the site's own address without a slash; `earlier` counts how often this
    path was asked for before."""

    path: str
    query: Mapping[str, str]
    edition: int
    base: str
    earlier: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """What a site answers. `claimed_length`, where given, is a lie about the length: the connection closes early."""

    body: bytes
    content_type: str | None = "text/html; charset=UTF-8"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    claimed_length: int | None = None


Route = tuple[str, Callable[..., Answer | None]]


def answer(routes: Iterable[Route], ask: Ask) -> Answer | None:
    """The answer of the first route whose pattern is the whole path; its groups are further arguments."""
    for pattern, page in routes:
        match = re.fullmatch(pattern, ask.path)
        if match:
            return page(ask, *match.groups())
    return None


def fill(template: str, **parts: str) -> str:
    """A template of `templates/` filled in; a part that is missing is an error."""
    return _template(template).substitute(parts)


@cache
def _template(name: str) -> Template:
    return Template((FOLDER / name).read_text("utf-8"))


def link(url: str, text: str) -> str:
    """A link in HTML."""
    return f'<a href="{escape(url)}">{escape(text, quote=False)}</a>'


def items(rows: Iterable[str]) -> str:
    """List items, one a line."""
    return "\n".join(f"<li>{row}</li>" for row in rows)


def xml(body: str, encoding: str = "UTF-8", content_type: str = "application/xml; charset=UTF-8") -> Answer:
    """An XML document with its declaration."""
    return Answer(f'<?xml version="1.0" encoding="{encoding}"?>\n{body}'.encode(encoding), content_type)


def plain(text: str) -> Answer:
    """A plain text such as robots.txt."""
    return Answer(text.encode(), "text/plain; charset=UTF-8")


def picture(ask: Ask) -> Answer:
    """A picture of one colour, which its path decides: 16 by 9 pixels, as a PNG."""
    colour = zlib.crc32(ask.path.encode()).to_bytes(4, "big")[:3]
    rows = (b"\0" + colour * 16) * 9
    chunks = ((b"IHDR", struct.pack(">IIBBBBB", 16, 9, 8, 2, 0, 0, 0)), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    packed = (
        struct.pack(">I", len(payload)) + name + payload + struct.pack(">I", zlib.crc32(name + payload))
        for name, payload in chunks
    )
    return Answer(b"\x89PNG\r\n\x1a\n" + b"".join(packed), "image/png")
