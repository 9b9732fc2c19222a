"""The short lines printed around a headline, where papers put date, byline, section and source."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from crawler.extract.elements import INLINE
from crawler.extract.markup import UNSEEN, fold

MOST_AFTER = 40  # lines; between a headline and its story stand at most a share bar and a menu of font sizes
MOST_BEFORE = 12
MOST_PARTS = 8  # of a row of facts: author, date, section, counters
ROW = 100  # characters


@dataclass(frozen=True, slots=True)
class Near:
    """A line near the headline; `names` are the tag, classes and ids of the elements right around it, `after` its side.

    `distance` counts lines from the headline; `parts` are the words of a line that several elements make, each with
    the names of its own element.
    """

    text: str
    names: str
    linked: bool
    after: bool
    distance: int
    parts: tuple[tuple[str, str], ...] = ()


def lines_around(headline: HtmlElement) -> list[Near]:
    """Lines after the headline in page order, then those before it, nearest first."""
    after = islice(_gathered(_onward(headline)), MOST_AFTER)
    before = islice(_gathered(_backward(headline), backward=True), MOST_BEFORE)
    return [
        Near(text, names, linked, side, i, parts)
        for side, found in ((True, after), (False, before))
        for i, (text, names, linked, parts) in enumerate(found)
    ]


_Piece = tuple[HtmlElement, str] | None  # None is the end of a line
_Line = tuple[str, str, bool, tuple[tuple[str, str], ...]]


def _gathered(pieces: Iterator[_Piece], backward: bool = False) -> Iterator[_Line]:
    words: list[tuple[HtmlElement, str]] = []
    for piece in pieces:
        if piece is not None:
            if words or not piece[1].isspace():  # between two elements of a page there is mostly nothing else
                words.append(piece)
            continue
        if words:
            yield from _line(words[::-1] if backward else words)
        words = []
    if words:
        yield from _line(words[::-1] if backward else words)


def _line(words: list[tuple[HtmlElement, str]]) -> Iterator[_Line]:
    text = fold("".join(word for _, word in words))
    if text:
        holder = words[0][0] if len(words) == 1 else max(words, key=lambda word: len(word[1].strip()))[0]
        said = [(element, word) for element, word in words if word.strip()]
        own = said if 1 < len(said) <= MOST_PARTS and len(text) <= ROW else ()
        parts = tuple((fold(word), names_around(element)) for element, word in own)
        yield text, names_around(holder), all(_in_link(element) for element, _ in said), parts


def names_around(element: HtmlElement) -> str:
    """Tag, classes and ids of an element and of the two around it, lower case."""
    found: list[str] = []
    node: HtmlElement | None = element
    for _ in range(3):
        if node is None or node.tag in ("body", "html"):
            break
        found.append(str(node.tag))
        if node.keys():
            found += [node.get("class") or "", node.get("id") or "", node.get("itemprop") or ""]
        node = node.getparent()
    return " ".join(filter(None, found)).lower()[:300]


def _in_link(element: HtmlElement) -> bool:
    parent = element.getparent()
    return element.tag == "a" or (parent is not None and parent.tag == "a")


def _onward(start: HtmlElement) -> Iterator[_Piece]:
    node: HtmlElement | None = start
    while node is not None:
        parent = node.getparent()
        if node.tag not in INLINE:
            yield None
        if node.tail and parent is not None:
            yield parent, node.tail
        following = node.getnext()
        while following is not None:
            yield from _inside(following)
            if following.tail and parent is not None:
                yield parent, following.tail
            following = following.getnext()
        node = parent
    yield None


def _inside(element: HtmlElement) -> Iterator[_Piece]:
    events = etree.iterwalk(element, events=("start", "end"))
    for event, node in events:
        if node.tag not in INLINE:
            yield None
        if event == "end":
            if node is not element and node.tail:
                yield node.getparent(), node.tail
        elif node.tag in UNSEEN:
            events.skip_subtree()
        elif node.text:
            yield node, node.text


def _backward(start: HtmlElement) -> Iterator[_Piece]:
    node: HtmlElement | None = start
    while node is not None:
        parent = node.getparent()
        if node.tag not in INLINE:
            yield None
        before = node.getprevious()
        while before is not None:
            if before.tail and parent is not None:
                yield parent, before.tail
            yield from _inside_backward(before)
            before = before.getprevious()
        if parent is not None and parent.text:
            yield parent, parent.text
        node = parent
    yield None


def _inside_backward(element: HtmlElement) -> Iterator[_Piece]:
    stack: list[tuple[HtmlElement, bool]] = [(element, False)]
    while stack:
        node, opening = stack.pop()
        block = node.tag not in INLINE
        if opening:
            if node.text and node.tag not in UNSEEN:
                yield node, node.text
            if block:
                yield None
            continue
        if node is not element and node.tail:
            yield node.getparent(), node.tail
        if block:
            yield None
        stack.append((node, True))
        if node.tag not in UNSEEN:
            stack.extend((child, False) for child in node)


def holder_of(tree: HtmlElement, text: str) -> HtmlElement | None:
    """The element whose own text begins as `text` does: where a story's first paragraph stands."""
    start = "".join(text.split())[:14]
    for element in tree.iter():
        for own in (element.text, element.tail):
            if own and len(own) >= len(start) and "".join(own[:60].split()).startswith(start):
                return element
    return None
