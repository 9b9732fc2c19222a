"""PASSAGE: where a query stands in a text, on the text's own glyphs, whatever the script of the query."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from itertools import pairwise

from archive.index.fold import PAIR, WORD, fold_with_offsets, forms
from archive.index.grammar import Term, parse, terms
from archive.index.variants import widened

Span = tuple[int, int]

# Characters of an extract, about three lines on a page; and of the words on either side of a hit.
EXTRACT_LENGTH = 120
CONTEXT_LENGTH = 20

# Of a query as long as an article so many terms are marked, and so many runs of a term: to look for all takes seconds.
MOST_TERMS, _MOST_RUNS = 40, 20

_SEPARATORS = f"[^{PAIR}{WORD}]"
# What an extract must not be cut within: words, entities, and marks that belong to the character before.
_WHOLE = re.compile(
    rf"&#?\w{{1,31}};|[{WORD}][{WORD}\u0300-\u036f'’.,-]*|.[\u0300-\u036f\u200d\ufe00-\ufe0f]+.?", re.DOTALL
)
_SENTENCE_END = re.compile(r"[。！？!?；;\n]+[」』”\"']?\s*")


@dataclass(frozen=True, slots=True)
class Extract:
    """A piece of text and the spans in it that answer the query; `start` is where in the whole text it begins."""

    text: str
    spans: tuple[Span, ...]
    start: int = 0

    def html(self) -> str:
        """The extract with its spans in <mark>, everything else escaped."""
        parts, place = [], 0
        for first, last in self.spans:
            parts += [escape(self.text[place:first]), "<mark>", escape(self.text[first:last]), "</mark>"]
            place = last
        return "".join([*parts, escape(self.text[place:])])


@dataclass(frozen=True, slots=True)
class InContext:
    """A hit and the words on either side of it."""

    left: str
    hit: str
    right: str


@lru_cache(maxsize=256)
def _patterns(query: str, widen: bool) -> tuple[re.Pattern[str], ...]:
    node = parse(query)
    wanted = terms(widened(node, everywhere=widen)) if node else []
    return tuple(dict.fromkeys(_pattern(term) for term in wanted[:MOST_TERMS]))


def _pattern(term: Term) -> re.Pattern[str]:
    """What a term looks like in folded text."""
    return _looking_like(term, re.escape)


@lru_cache(maxsize=1024)
def unfolded_pattern(term: Term) -> re.Pattern[str]:
    """What a term looks like in text that is not folded, but for odd signs: quicker than to fold a long text."""
    return _looking_like(term, lambda char: f"[{re.escape(forms(char))}]")


def _looking_like(term: Term, written: Callable[[str], str]) -> re.Pattern[str]:
    runs = term.runs[:_MOST_RUNS]
    chars = [list(map(written, run.text)) for run in runs]
    first, last = runs[0], runs[-1]
    if first.is_word:
        # What comes before a word is looked at behind its first letter, so that only there it is looked at.
        chars[0].insert(1, f"(?<![{WORD}].)")
    parts = ["".join(run) for run in chars]
    joined = parts[0]
    for (before, after), part in zip(pairwise(runs), parts[1:], strict=True):
        joined += _SEPARATORS + ("+" if before.is_word == after.is_word else "*") + part
    after_it = f"(?![{WORD}])" if last.is_word and not term.begins else f"[{WORD}]*" if last.is_word else ""
    return re.compile(joined + after_it)


def highlight(text: str, query: str, *, widen: bool = False) -> list[Span]:
    """Where in a text the terms of a query stand: (start, end) offsets, in order, not overlapping."""
    return _found(text, _patterns(query, widen))[0]


def _found(text: str, patterns: tuple[re.Pattern[str], ...]) -> tuple[list[Span], list[tuple[int, int, int]]]:
    """The spans, overlapping ones made one; and each hit with the number of its pattern."""
    folded, offsets = fold_with_offsets(text)
    hits = []
    for number, pattern in enumerate(patterns):
        for found in pattern.finditer(folded):
            start, end = found.span()
            if offsets is not None:
                start, end = offsets[start], offsets[end - 1] + 1
            hits.append((start, end, number))
    hits.sort()
    spans: list[Span] = []
    for start, end, _ in hits:
        if spans and start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans, hits


def extract(text: str, query: str, *, length: int = EXTRACT_LENGTH, widen: bool = False) -> Extract:
    """The passage that says most of what the query asks for, `length` characters or little more; `…` where it is cut.

    The earliest of the best passages is taken; where the text has none of the query, its beginning.
    """
    spans, hits = _found(text, _patterns(query, widen))
    start, end = _window(text, hits, length)
    for first, last in spans:
        # A hit at the edge is shown whole, unless it is longer than an extract.
        if last - first <= length:
            start, end = first if first < start < last else start, last if first < end < last else end
    lead, tail = "…" if start else "", "…" if end < len(text) else ""
    inside = tuple(
        (max(first, start) - start + len(lead), min(last, end) - start + len(lead))
        for first, last in spans
        if first < end and last > start
    )
    return Extract(lead + text[start:end] + tail, inside, start)


def _window(text: str, hits: list[tuple[int, int, int]], length: int) -> Span:
    """Start and end of the passage with the most different terms in it, and of those, the most hits."""
    if len(text) <= length:
        return 0, len(text)
    best, best_worth, last = 0, (0, 0), 0
    for first, (start, _, _) in enumerate(hits):
        last = max(last, first)
        while last < len(hits) and hits[last][1] <= start + length * 3 // 4:
            last += 1
        worth = len({number for _, _, number in hits[first:last]}), min(last - first, 5)
        if worth > best_worth:
            best, best_worth = first, worth
    start = _begin(text, hits[best][0], length) if hits else 0
    end = min(len(text), start + length)
    if hits:
        end = max(end, hits[best][1])
    return _uncut(text, start, forward=False), _uncut(text, end, forward=True)


def _begin(text: str, hit: int, length: int) -> int:
    """Where a passage about a hit begins: with its sentence, if that is near, or some words before it."""
    earliest = max(0, hit - length // 3)
    if hit <= length // 3:
        return 0
    ends = [found.end() for found in _SENTENCE_END.finditer(text, earliest, hit)]
    start = ends[-1] if ends else earliest
    return max(0, min(start, len(text) - length))


def _uncut(text: str, place: int, *, forward: bool) -> int:
    """The nearest place that does not cut a word, an entity or a composed character."""
    for whole in _WHOLE.finditer(text, max(0, place - 40), place + 40):
        if whole.start() < place < whole.end():
            return whole.end() if forward else whole.start()
    return place


def in_context(text: str, query: str, *, width: int = CONTEXT_LENGTH, widen: bool = False) -> list[InContext]:
    """Every place in a text that answers the query, with `width` characters on either side: a concordance."""
    found = []
    for start, end in highlight(text, query, widen=widen):
        first = _uncut(text, max(0, start - width), forward=False)
        last = _uncut(text, min(len(text), end + width), forward=True)
        found.append(InContext(text[first:start], text[start:end], text[end:last]))
    return found
