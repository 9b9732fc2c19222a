"""ATOM (RFC 4287): the articles as one feed with their full text, for feed readers and for programs that read nothing
else. A day known without its hour is `dcterms:issued`, for Atom itself knows moments only.
"""

import re
import sqlite3
from collections.abc import Iterator
from html import escape as as_html
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape, quoteattr

from archive.clock import now

_HEAD = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:dcterms="http://purl.org/dc/terms/">\n'
    "<title>Qiaowen 僑聞</title><id>{id}</id><updated>{updated}</updated><generator>Qiaowen</generator>\n"
)
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_atom(_: sqlite3.Connection, target: Path, found: Iterator[dict[str, Any]]) -> int:
    """Write a feed of article rows; returns how many."""
    done = 0
    with target.open("w", encoding="utf-8") as out:
        out.write(_HEAD.format(id=uuid5(NAMESPACE_URL, target.name).urn, updated=now()))
        for row in found:
            done += 1
            out.write(f"<entry{_language(row)}>{''.join(_parts(row))}</entry>\n")
        out.write("</feed>\n")
    return done


def _parts(row: dict[str, Any]) -> Iterator[str]:
    yield f"<title>{_text(row['headline'] or '')}</title><id>{_text(row['url'])}</id>"
    yield f'<link rel="alternate" type="text/html" href={quoteattr(_clean(row["url"]))}/>'
    changed = row["modified_at"] if "T" in (row["modified_at"] or "") else row["fetched_at"]
    yield f"<updated>{changed}</updated>"
    if row["published_at"]:
        name = "published" if "T" in row["published_at"] else "dcterms:issued"
        yield f"<{name}>{row['published_at']}</{name}>"
    for author in row["authors"] or [row["byline"] or row["agency"] or row["outlet_name"]]:
        yield f"<author><name>{_text(author)}</name></author>"
    if row["agency"]:
        yield f"<contributor><name>{_text(row['agency'])}</name></contributor>"
    if row["section"]:
        yield f'<category scheme="section" term={quoteattr(_clean(row["section"]))}/>'
    for tag in row["tags"]:
        yield f"<category term={quoteattr(_clean(tag))}/>"
    yield f"<source><id>urn:qiaowen:{_text(row['outlet'])}</id><title>{_text(row['outlet_name'])}</title></source>"
    if row["deck"]:
        yield f"<summary>{_text(row['deck'])}</summary>"
    body = "".join(f"<p>{as_html(_clean(paragraph), quote=False)}</p>" for paragraph in row["body"])
    yield f'<content type="html">{escape(body)}</content>'


def _language(row: dict[str, Any]) -> str:
    """`zh-Hant`, as far as it is known."""
    script = row["script"] if row["script"] in {"Hans", "Hant"} else None
    tag = "-".join(filter(None, (row["language"], script if row["language"] == "zh" else None)))
    return f" xml:lang={quoteattr(_clean(tag))}" if tag else ""


def _text(text: str) -> str:
    return escape(_clean(text))


def _clean(text: str) -> str:
    """Without the control characters that no XML may hold."""
    return _NOT_XML.sub("", text)
