"""What each copy of an article shares with it and what it changed: compared across scripts, shown as printed.

Sentences are aligned first, in their folded forms, and characters only within those that were changed: so a long story
is compared in milliseconds, and 臺灣 in one is 台湾 in the other.
"""

import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile
from typing import Literal

from archive import likeness
from archive.index.fold import fold

# Fewer agreeing characters than this between two changes are chance.
CHANCE = 3

# To compare takes as long as there are pairs of equal signs (or sentences), and for each change again. Long tables of
# figures have so many that it would take minutes.
REACH = 2_000_000

# Sentences less alike than this are not one changed into the other.
ALIKE = 0.4

_SENTENCE = re.compile(r"[^。！？!?；;\n]*(?:[。！？!?；;]+[」』”’）)]*|\n+|$)")
# What a program that converts between the scripts writes for the same sign.
_SIGNS = str.maketrans("「」『』﹁﹂﹃﹄“”‘’，、：；！？（）", '"""""""""""",,:;!?()')


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of text: `same` in both, as the copy prints it; `gone` in the copy, or `new` in it."""

    change: Literal["same", "gone", "new"]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """An article that repeats another, or that it repeats.

    `share` is how much of the shorter text stands in the longer one, 0 to 1; `changed` is the whole text of both.
    """

    article: int
    url: str
    outlet: str
    outlet_name: str
    headline: str | None
    agency: str | None
    script: str | None
    published_at: str | None
    first_seen_at: str
    share: float
    changed: tuple[Part, ...]


def copies_of(conn: sqlite3.Connection, article: int, most: int = 50) -> tuple[Copied, ...]:
    """The other articles of a cluster, the first published (or seen) first, each compared with this one.

    Nothing for an article that repeats none, or that is not there.
    """
    own = conn.execute("SELECT body FROM articles WHERE id = ?", [article]).fetchone()
    if own is None:
        return ()
    rows = conn.execute(
        """SELECT a.id, a.url, a.outlet, o.name, a.headline, a.agency, a.script, a.published_at, a.first_seen_at, a.body
             FROM members m JOIN articles a ON a.id = m.article JOIN outlets o ON o.slug = a.outlet
            WHERE m.cluster = (SELECT cluster FROM members WHERE article = :article) AND a.id <> :article
            ORDER BY coalesce(a.published_at, a.first_seen_at), a.id LIMIT :most""",
        {"article": article, "most": most},
    )
    names = ("article", "url", "outlet", "outlet_name", "headline", "agency", "script", "published_at", "first_seen_at")
    mine = likeness.text(own[0])
    return tuple(
        Copied(
            **dict(zip(names, told, strict=True)),
            share=round(likeness.common(mine, likeness.text(body)), 3),
            changed=tuple(compared(own[0], body)),
        )
        for *told, body in rows.fetchall()
    )


def compared(one: str, other: str) -> Iterator[Part]:
    """Both texts as what stayed, what went and what came, in order; scripts and their quotation marks are no change."""
    found: list[Part] = []
    for part in _by_sentence(_sentences(one), _sentences(other)):
        if found and found[-1].change == part.change:
            found[-1] = Part(part.change, found[-1].text + part.text)
        else:
            found.append(part)
    yield from found


def in_reach(one: Sequence[Hashable], other: Sequence[Hashable]) -> bool:
    """Whether comparing two texts, sign by sign or sentence by sentence, takes no more than a second or so."""
    here, there = Counter(one), Counter(other)
    return sum(number * there[sign] for sign, number in here.items()) <= REACH


def _sentences(text: str) -> list[str]:
    return [sentence for sentence in _SENTENCE.findall(text) if sentence]


def _key(text: str) -> str:
    """What is compared of a text, a sign for a sign."""
    return "".join((fold(sign) or " ")[0] for sign in text.translate(_SIGNS))


def _by_sentence(one: list[str], other: list[str]) -> Iterator[Part]:
    mine, theirs = [*map(_key, one)], [*map(_key, other)]
    if not in_reach(mine, theirs):
        yield from by_ends("".join(one), "".join(other), _key)
        return
    matcher = SequenceMatcher(None, mine, theirs, autojunk=False)
    for kind, begin, end, new_begin, new_end in matcher.get_opcodes():
        before, after = "".join(one[begin:end]), "".join(other[new_begin:new_end])
        if kind == "equal":
            yield Part("same", after)
        else:
            yield from _by_character(before, after)


def _by_character(before: str, after: str) -> Iterator[Part]:
    mine, theirs = _key(before), _key(after)
    if not in_reach(mine, theirs):
        yield from by_ends(before, after, _key)
        return
    matcher = SequenceMatcher(None, mine, theirs, autojunk=False)
    ends = {(0, 0), (len(before), len(after))}
    blocks = [
        block
        for block in matcher.get_matching_blocks()
        if block.size >= CHANCE or {(block.a, block.b), (block.a + block.size, block.b + block.size)} & ends
    ]
    if 2 * sum(block.size for block in blocks) < ALIKE * min(len(before), len(after)):
        blocks = []
    at = new_at = 0
    for block in filter(lambda block: block.size, blocks):
        yield from gone_and_new(before[at : block.a], after[new_at : block.b])
        yield Part("same", after[block.b : block.b + block.size])
        at, new_at = block.a + block.size, block.b + block.size
    yield from gone_and_new(before[at:], after[new_at:])


def by_ends(before: str, after: str, key: Callable[[str], str] = str) -> Iterator[Part]:
    """Two texts that are out of reach: the same at their beginnings and ends, and all that lies between as changed."""
    mine, theirs = key(before), key(after)
    start = _alike(mine, theirs)
    end = _alike(mine[start:][::-1], theirs[start:][::-1])
    if start:
        yield Part("same", after[:start])
    yield from gone_and_new(before[start : len(before) - end], after[start : len(after) - end])
    if end:
        yield Part("same", after[-end:])


def _alike(one: str, other: str) -> int:
    """How many signs two texts have in common before the first that differs."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def gone_and_new(gone: str, new: str) -> Iterator[Part]:
    """What one text has and what the other has in its place, where they have anything."""
    if gone:
        yield Part("gone", gone)
    if new:
        yield Part("new", new)
