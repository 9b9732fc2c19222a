"""A page as lines of visible text: one walk over the tree, and every element a range of lines."""

import re
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement

from crawler.draft import Kind
from crawler.extract.elements import HEADINGS, INLINE, UNSEEN
from crawler.extract.markup import picture_of
from crawler.extract.noise import is_hidden, is_noise, judged
from crawler.extract.tables import cells_of, is_tabular

# A page of a million tags is read this far and no further: no story is longer.
MOST_ELEMENTS = 200_000
MOST_CHARACTERS = 2_000_000

_ALONE = frozenset({"br", "img"})  # block elements that hold nothing
_MARKS = re.compile(r"[，。、；：！？「」『』“”…,!?;](?!\s*$)|[。！？…」』”]")
_ENDS = re.compile(r"[。！？]")
_HAN = re.compile(r"[\u3400-\u9fff]")
# A line break in the source between two Chinese signs: the author's editor set it, a reader sees none.
_WRAPPED = re.compile(
    r"(?<=[\u3001-\u303f\u3400-\u9fff\uff00-\uffef])[ \t]*[\r\n]\s*(?=[\u3001-\u303f\u3400-\u9fff\uff00-\uffef])"
)
# Blanks a paragraph is indented by. Behind the end of a sentence they begin one, where no markup does.
_INDENTS = ("\u3000\u3000", "\u00a0\u00a0", "\u2003\u2003")
_INDENTED = re.compile(r"(?<=[。！？」』”…）)])\s*(?:\u3000{2,}|\u00a0{2,}|\u2003{2,})\s*(?=\S)")
_NO_TWO = 40  # characters; a shorter text is no two paragraphs
_SPACE = re.compile(r"[\s\u00a0\u200b\ufeff]+")


@dataclass(slots=True)
class Line:
    """One line as a reader sees it. Sizes count characters without white space."""

    text: str
    kind: Kind
    size: int
    linked: int
    marks: int
    image: str | None = None
    noise: bool = False

    @property
    def links(self) -> float:
        """Share of the line that is the text of links, 0 to 1."""
        return self.linked / self.size if self.size else 0.0


@dataclass(slots=True)
class Span:
    """An element and the lines it holds: `first` up to, not including, `last`."""

    element: HtmlElement
    first: int
    last: int
    depth: int
    noise: bool = False


@dataclass(slots=True)
class Lines:
    """The lines of a page and the spans of its block elements, outer before inner."""

    lines: list[Line] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)


@dataclass(slots=True)
class _Walk:
    """Where the walk stands: the line that is being gathered, and what encloses it."""

    found: Lines = field(default_factory=Lines)
    open: list[Span] = field(default_factory=list)
    kinds: list[Kind] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    edges: list[int] = field(default_factory=list)
    linked: int = 0
    in_link: int = 0
    link_from: int = 0
    characters: int = 0

    def say(self, text: str | None) -> None:
        if not text or (not self.words and text.isspace()):
            return
        self.words.append(text)
        self.characters += len(text)
        if self.in_link:
            self.linked += len(text) if text.isalnum() else len("".join(text.split()))

    def end_line(self) -> None:
        if not self.words:
            return
        self._close_edges()
        text = "".join(self.words)
        if len(text) > _NO_TWO and any(indent in text for indent in _INDENTS):
            for part in _INDENTED.split(text):
                self._put(part, self.linked * len(part) // len(text))
        else:
            self._put(text, self.linked)
        self.words, self.edges, self.linked = [], [], 0

    def _put(self, text: str, linked: int) -> None:
        size, marks = len(text), 0
        if not text.isalnum():  # as the titles in menus are, which are most of a page
            if "\n" in text or "\r" in text:
                text = _WRAPPED.sub("", text)
            text = _SPACE.sub(" ", text).strip()
            size, marks = len(text) - text.count(" "), len(_MARKS.findall(text))
        if text:
            kind = self.kinds[-1] if self.kinds else Kind.PARAGRAPH
            if size >= 100 and len(_ENDS.findall(text)) >= 2:
                linked = 0
            self.found.lines.append(Line(text, kind, size, min(linked, size), marks))

    def _close_edges(self) -> None:
        """Take the blank out that markup left where a link begins or ends inside a Chinese word."""
        for edge in self.edges:
            if 0 < edge < len(self.words):
                left, right = self.words[edge - 1].rstrip(), self.words[edge].lstrip()
                if left and right and _HAN.match(left[-1]) and _HAN.match(right[0]):
                    self.words[edge - 1], self.words[edge] = left, right


def read_lines(root: HtmlElement) -> Lines:
    """The lines of an element in page order. Walks without recursion, and stops at the bounds above."""
    walk = _Walk()
    seen = 0
    passed: HtmlElement | None = None  # the element that was not walked into
    events = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in events:
        if event == "start":
            seen += 1
            if seen > MOST_ELEMENTS or walk.characters > MOST_CHARACTERS:
                break
            tag = element.tag
            inline = tag in INLINE
            if tag in UNSEEN or (inline and is_hidden(element)):
                passed = element
                events.skip_subtree()
            elif tag == "table" and is_tabular(element):
                passed = element
                events.skip_subtree()
                _rows(walk, element)
            elif inline:
                _open_inline(walk, element, tag)
            else:
                _open_block(walk, element, tag)
            continue
        if event == "end" and element is not passed:
            _close(walk, element.tag)
        if element is not root:
            walk.say(element.tail)
    walk.end_line()
    for span in walk.open:
        span.last = len(walk.found.lines)
    return walk.found


def _open_inline(walk: _Walk, element: HtmlElement, tag: str) -> None:
    if tag == "a":
        walk.in_link += 1
        walk.edges.append(len(walk.words))
        walk.link_from = len(walk.found.lines)
    walk.say(element.text)


def _open_block(walk: _Walk, element: HtmlElement, tag: str) -> None:
    if tag == "br":
        walk.end_line()
    elif tag == "img":
        _picture(walk, element)
    else:
        walk.end_line()
        noise, caption = judged(element)
        span = Span(element, len(walk.found.lines), 0, len(walk.open), noise)
        walk.open.append(span)
        walk.found.spans.append(span)
        walk.kinds.append(Kind.CAPTION if caption else _kind(walk, tag))
        walk.say(element.text)


def _close(walk: _Walk, tag: str) -> None:
    if tag == "a":
        walk.in_link -= 1
        walk.edges.append(len(walk.words))
        _unlink_prose(walk)
    elif tag not in INLINE and tag not in _ALONE:
        walk.end_line()
        walk.open.pop().last = len(walk.found.lines)
        walk.kinds.pop()


def _unlink_prose(walk: _Walk) -> None:
    """Some pages put a whole story into one link. A card that leads to another story has no three sentences."""
    if len(walk.found.lines) < walk.link_from + 3:
        return
    inside = walk.found.lines[walk.link_from :]
    if sum(len(_ENDS.findall(line.text)) for line in inside) >= 3:
        for line in inside:
            line.linked = 0


def _rows(walk: _Walk, table: HtmlElement) -> None:
    """Each row of a table that says something is one line, its cells parted by tabs."""
    walk.end_line()
    first = len(walk.found.lines)
    for row in table.iter("tr"):
        text = "\t".join(cells_of(row))
        size = len("".join(text.split()))
        linked = sum(len("".join(map(str, link.itertext())).strip()) for link in row.iter("a"))
        if size:
            walk.found.lines.append(Line(text, Kind.ROW, size, min(linked, size), 0))
    walk.found.spans.append(Span(table, first, len(walk.found.lines), len(walk.open), is_noise(table)))


def _kind(walk: _Walk, tag: str) -> Kind:
    outer = walk.kinds[-1] if walk.kinds else Kind.PARAGRAPH
    if outer is Kind.CAPTION:
        return outer
    if tag in HEADINGS:
        return Kind.HEADING
    if tag == "blockquote":
        return Kind.QUOTE
    if tag == "dd" and walk.found.lines and walk.found.lines[-1].image is not None:
        return Kind.CAPTION  # <dl><dt>picture</dt><dd>caption</dd></dl>
    return Kind.ITEM if tag in {"li", "dd", "dt"} else outer


def _picture(walk: _Walk, element: HtmlElement) -> None:
    source = picture_of(element)
    if source is not None:
        walk.found.lines.append(Line("", Kind.CAPTION, 0, 0, 0, source))
