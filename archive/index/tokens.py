"""TOKENS: what of a text goes into the index.

Han and the other scripts written without spaces are indexed by pairs of characters. Words and numbers are indexed
whole; the character before one also stands alone, and so does a character that is a run by itself, and one with which
both a run ends and the next begins.

    台灣的5G手機。台積電  →  台湾 湾的 的 5g 手机 台积 积电 。 机。 电。

One character is found as the beginning of a token. For those that only ever end a run, a token with a stop is put at
the end, behind a stop that keeps them out of all phrases.

`tables.sql` does the same in plain SQL.
"""

import re
import sys
from array import array
from dataclasses import dataclass
from itertools import zip_longest
from operator import add

from archive.index.fold import PAIR, WORD, fold

STOP = "。"

_RUNS = re.compile(f"([{PAIR}]+)|([{WORD}]+)")
_PAIRED = re.compile(f"[{PAIR}]")
# Four bytes a character, as an array of numbers has them on this machine.
_POINTS = f"utf-32-{sys.byteorder[0]}e"


class _Remembered(dict[str, bool]):
    """Whether a character is indexed by pairs: found out once for each."""

    def __missing__(self, char: str) -> bool:
        self[char] = _PAIRED.match(char) is not None
        return self[char]


_is_paired = _Remembered()


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one kind in a row, folded: Han and the like, or a word."""

    text: str
    is_word: bool


def runs(text: str) -> tuple[Run, ...]:
    """The runs of a text, folded; what separates them is left out."""
    return tuple(Run(pairs or word, bool(word)) for pairs, word in _RUNS.findall(fold(text)))


def tokens(folded: str) -> str:
    """The index tokens of a folded text, in order, with a space between them.

    Collected as two strings, of the first and the second characters of all pairs; what is alone has a space for its
    second. A word is written where `%s` stands for it: no text has that, for % and s are not indexed by pairs.
    """
    heads: list[str] = []
    tails: list[str] = []
    words: list[str] = []
    ends: list[str] = []
    before = ""
    for pairs, word in _RUNS.findall(folded):
        # Without its last character between them, 商一，一人 would be taken for 商一人.
        if len(before) > 1 and (word or before[-1] == pairs[0]):
            heads.append(ends.pop())
            tails.append(" ")
        if word:
            heads.append("%")
            tails.append("s")
            words.append(word)
        elif len(pairs) > 1:
            heads.append(pairs[:-1])
            tails.append(pairs[1:])
            ends.append(pairs[-1])
        else:
            heads.append(pairs)
            tails.append(" ")
        before = pairs
    begun = "".join(heads)
    found = _side_by_side(begun, "".join(tails)) % tuple(words)
    only_ends = [char + STOP for char in dict.fromkeys(ends) if char not in begun]
    return " ".join([found, STOP, *only_ends] if only_ends else [found])


def _side_by_side(heads: str, tails: str) -> str:
    """Each character of one text with that of the other, with a space between the pairs. In C from end to end: a third
    of the time of joining strings of two.
    """
    points = array("I", [ord(" ")]) * (3 * len(heads))
    points[0::3] = array("I", heads.encode(_POINTS))
    points[1::3] = array("I", tails.encode(_POINTS))
    return points.tobytes().decode(_POINTS).replace("  ", " ").rstrip()


def chars(folded: str) -> str:
    """The different characters of a folded text that are indexed by pairs, with a space between them."""
    return " ".join(filter(_is_paired.__getitem__, set(folded)))


def phrase(of: tuple[Run, ...]) -> tuple[tuple[str, ...], bool]:
    """The tokens that stand in a row wherever these runs do, and whether the last is but the beginning of a token.

    Not for one character with a separator and no word behind it: it may end a longer run, and has no place of its own.
    """
    found: list[str] = []
    for run, after in zip_longest(of, of[1:]):
        if run.is_word:
            found.append(run.text)
        else:
            found.extend(map(add, run.text, run.text[1:]))
            if len(run.text) == 1 or (after and (after.is_word or after.text[0] == run.text[-1])):
                found.append(run.text[-1])
    return tuple(found), not of[-1].is_word and len(of[-1].text) == 1
