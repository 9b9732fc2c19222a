"""The story that a page holds only for its scripts: JSON-LD's articleBody, or the JSON a script sets the page from."""

import json
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from lxml.html import HtmlElement

from crawler.draft import Block
from crawler.errors import PageUnreadable
from crawler.extract.claims import MOST_JSON
from crawler.extract.markup import fold, parse, visible

MOST_NODES = 50_000  # of a JSON document that are looked at
LEAST = 60  # Chinese signs that make a text a story's

_BODY = re.compile(r"(?:articlebody|body|content|html|text|paragraphs?|story|zw)(?:html|text)?", re.IGNORECASE)
_HEADLINE = ("headline", "title", "name")
_DATE = re.compile(r"(?:date)?publish\w*|(?:created|pub)(?:_?at|_?date|_?time)?|date", re.IGNORECASE)
_HAN = re.compile(r"[\u3400-\u9fff]")
_BREAK = re.compile(r"</(?:p|div|h[1-6]|li|blockquote)>|<br\s*/?>|\n", re.IGNORECASE)

Story = Mapping[str, Any]


def scripts_of(tree: HtmlElement) -> list[str]:
    """The JSON documents in a page, as texts: what the tree loses when it is read."""
    found = (e.text or "" for e in tree.iter("script") if "json" in (e.get("type") or "").lower())
    return [text for text in found if len(text) <= MOST_JSON and _HAN.search(text)]


def story_in(scripts: Iterable[str], title: str) -> Story | None:
    """The object that holds a story, by the names JSON-LD has for its parts; None where none does.

    It holds a text of some length in Chinese, and a headline that the page's title holds too.
    """
    best: Story | None = None
    most = LEAST
    for node in (node for text in scripts for node in _objects(text)):
        told = max((v for key, v in node.items() if _BODY.fullmatch(key) and isinstance(v, str)), key=len, default="")
        headline = next((node[key] for key in _HEADLINE if isinstance(node.get(key), str) and node[key]), "")
        size = len(_HAN.findall(told))
        if size > most and headline and fold(headline) in title:
            date = next((value for key, value in node.items() if _DATE.fullmatch(key) and isinstance(value, str)), None)
            best, most = {**node, "headline": headline, "articleBody": told, "datePublished": date}, size
    return best


def blocks_in(story: Story) -> tuple[Block, ...]:
    """The paragraphs of such a story."""
    html = _BREAK.sub("\x1f", str(story["articleBody"]))
    try:
        text = "".join(visible(parse(f"<div>{html}</div>"))) if "<" in html or "&" in html else html
    except PageUnreadable:
        return ()
    return tuple(Block(line) for line in map(fold, text.split("\x1f")) if line)


def _objects(text: str) -> Iterator[Mapping[str, Any]]:
    try:
        queue = deque([json.loads(text, strict=False)])
    except (ValueError, RecursionError):
        return
    for _ in range(MOST_NODES):
        if not queue:
            return
        node = queue.popleft()
        if isinstance(node, dict):
            yield node
        if isinstance(node, dict | list):
            queue.extend(v for v in (node.values() if isinstance(node, dict) else node) if isinstance(v, dict | list))
