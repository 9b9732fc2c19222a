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
_KINDS = dict.fromkeys(HEADINGS, Kind.HEADING) | dict.fromkeys(("li", "dd", "dt"), Kind.ITEM)
_KINDS["blockquote"] = Kind.QUOTE
_MARKS = re.compile("[，。、；：！？「」『』“”…,!?;]")
_BEGINS = frozenset("，、；：「『“,!?;")  # what follows them is missing where they end a line
_ENDS = re.compile(r"[。！？]")
_HAN = re.compile(r"[\u3400-\u9fff]")
# A word of few signs, as keywords are that an editor has linked: a blank within parts nothing.
_KEYWORD = re.compile(r"([\u3400-\u9fff]{1,4})[ \u00a0]([\u3400-\u9fff]{1,2})")
_GOES_ON = re.compile(r"\s*[\u3400-\u9fff、，。]")
# A line break in the source between two Chinese signs: the author's editor set it, a reader sees none.
_WRAPPED = re.compile(
    r"(?<=[\u3001-\u303f\u3400-\u9fff\uff00-\uffef])[ \t]*[\r\n]\s*(?=[\u3001-\u303f\u3400-\u9fff\uff00-\uffef])"
)
# Blanks a paragraph is indented by. Behind the end of a sentence they begin one, where no markup does.
_INDENTS = ("\u3000\u3000", "\u00a0\u00a0", "\u2003\u2003")
_INDENTED = re.compile(r"(?<=[。！？」』”…）)])\s*(?:\u3000{2,}|\u00a0{2,}|\u2003{2,})\s*(?=\S)")
_NO_TWO = 40  # characters; a shorter text is no two paragraphs


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
    """An element and the lines it holds: `first` up to, not including, `last`. `kind` is that of text right in it."""

    element: HtmlElement
    first: int
    last: int
    depth: int
    kind: Kind
    noise: bool = False


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a page and the spans of its block elements, outer before inner."""

    lines: list[Line]
    spans: list[Span]


@dataclass(slots=True)
class _Walk:
    """Where the walk stands: the line that is being gathered, and what encloses it."""

    lines: list[Line] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    open: list[Span] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    edges: list[int] = field(default_factory=list)
    linked: int = 0
    in_link: int = 0
    link_from: int = 0

    def say(self, text: str) -> None:
        self.words.append(text)
        if self.in_link:
            self.linked += len(text) if text.isalnum() else len("".join(text.split()))

    def end_line(self) -> None:
        if not self.words:
            return
        if len(self.words) > 1:
            self._close_edges()
        text = "".join(self.words)
        if len(text) > _NO_TWO and any(indent in text for indent in _INDENTS):
            for part in _INDENTED.split(text):
                self._put(part, self.linked * len(part) // len(text))
        else:
            self._put(text, self.linked)
        self.words.clear()
        self.edges.clear()
        self.linked = 0

    def _put(self, text: str, linked: int) -> None:
        size, marks = len(text), 0
        if not text.isalnum():  # as the titles in menus are, which are most of a page
            if "\n" in text or "\r" in text:
                text = _WRAPPED.sub("", text)
            text = " ".join(text.replace("\u200b", " ").replace("\ufeff", " ").split())
            size, marks = len(text) - text.count(" "), _marks_in(text)
        if text:
            if size >= 100 and len(_ENDS.findall(text)) >= 2:
                linked = 0
            kind = self.open[-1].kind if self.open else Kind.PARAGRAPH
            self.lines.append(Line(text, kind, size, min(linked, size), marks))

    def _close_edges(self) -> None:
        """Take the blanks out that markup left in a Chinese word: where a link begins or ends, in a linked keyword."""
        for first, last in zip(self.edges[::2], self.edges[1::2], strict=False):
            word = _KEYWORD.fullmatch(self.words[first]) if last == first + 1 < len(self.words) else None
            if word and _GOES_ON.match(self.words[last]):
                self.words[first] = word[1] + word[2]
        for edge in self.edges:
            if 0 < edge < len(self.words):
                left, right = self.words[edge - 1].rstrip(), self.words[edge].lstrip()
                if left and right and _HAN.match(left[-1]) and _HAN.match(right[0]):
                    self.words[edge - 1], self.words[edge] = left, right

    def open_block(self, element: HtmlElement, tag: str) -> None:
        if tag == "img":
            self.put_picture(element)
            return
        self.end_line()
        if tag == "br":
            return
        noise, caption = judged(element)
        kind = Kind.CAPTION if caption else self._kind(tag)
        span = Span(element, len(self.lines), 0, len(self.open), kind, noise)
        self.open.append(span)
        self.spans.append(span)

    def _kind(self, tag: str) -> Kind:
        outer = self.open[-1].kind if self.open else Kind.PARAGRAPH
        if outer is Kind.CAPTION or tag not in _KINDS:
            return outer
        if tag == "dd" and self.lines and self.lines[-1].image is not None:
            return Kind.CAPTION  # <dl><dt>picture</dt><dd>caption</dd></dl>
        return _KINDS[tag]

    def open_link(self) -> None:
        self.in_link += 1
        self.edges.append(len(self.words))
        self.link_from = len(self.lines)

    def close(self, tag: str) -> None:
        if tag == "a":
            self.in_link -= 1
            self.edges.append(len(self.words))
            if len(self.lines) >= self.link_from + 3:
                self._unlink_prose()
        elif tag not in INLINE and tag not in _ALONE:
            self.end_line()
            self.open.pop().last = len(self.lines)

    def _unlink_prose(self) -> None:
        """Some pages put a whole story into one link. A card that leads to another story has no three sentences."""
        inside = self.lines[self.link_from :]
        if sum(len(_ENDS.findall(line.text)) for line in inside) >= 3:
            for line in inside:
                line.linked = 0

    def ended(self) -> Lines:
        self.end_line()
        for span in self.open:  # where the walk was cut short
            span.last = len(self.lines)
        return Lines(self.lines, self.spans)

    def put_rows(self, table: HtmlElement) -> None:
        """Each row of a table that says something is one line, its cells parted by tabs."""
        self.end_line()
        first = len(self.lines)
        for row in table.iter("tr"):
            text = "\t".join(cells_of(row))
            size = len("".join(text.split()))
            linked = sum(len("".join(map(str, link.itertext())).strip()) for link in row.iter("a"))
            if size:
                self.lines.append(Line(text, Kind.ROW, size, min(linked, size), 0))
        self.spans.append(Span(table, first, len(self.lines), len(self.open), Kind.ROW, is_noise(table)))

    def put_picture(self, image: HtmlElement) -> None:
        source = picture_of(image)
        if source is not None:
            self.lines.append(Line("", Kind.CAPTION, 0, 0, 0, source))


def read_lines(root: HtmlElement) -> Lines:
    """The lines of an element in page order. Walks without recursion, and stops at the bounds above."""
    walk = _Walk()
    words = walk.words
    seen = characters = 0
    passed: HtmlElement | None = None  # the element that was not walked into
    events = etree.iterwalk(root, events=("start", "end"))
    for event, element in events:
        tag = element.tag
        if event == "start":
            seen += 1
            if seen > MOST_ELEMENTS or characters > MOST_CHARACTERS:
                break
            if tag in UNSEEN or (tag in INLINE and is_hidden(element)) or (tag == "table" and is_tabular(element)):
                passed = element
                events.skip_subtree()
                if tag == "table":
                    walk.put_rows(element)
                continue
            if tag not in INLINE:
                walk.open_block(element, tag)
            elif tag == "a":
                walk.open_link()
            text = element.text
        else:
            if element is not passed:
                walk.close(tag)
            text = element.tail if element is not root else None
        if text and (words or not text.isspace()):
            characters += len(text)
            walk.say(text)
    return walk.ended()


def _marks_in(text: str) -> int:
    """How many marks stand in a line; at its end only those that end a sentence or what is quoted."""
    return len(_MARKS.findall(text)) - (text[-1:] in _BEGINS)
