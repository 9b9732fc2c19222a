"""TOKENS: what of a text goes into the index.

Han and the other scripts written without spaces are indexed by pairs of characters, each run closed by its last
character alone; that closing token lets one character be found at the end of a run, and keeps a phrase from matching
across punctuation. Words and numbers are indexed whole.

    台灣的5G手機。台積電  →  台湾 湾的 的 5g 手机 机 台积 积电 电

`tables.sql` does the same in plain SQL.
"""

import re
from dataclasses import dataclass
from operator import add

from archive.index.fold import PAIR, WORD, fold

_RUNS = re.compile(f"([{PAIR}]+)|([{WORD}]+)")
_PAIRED = re.compile(f"[{PAIR}]")


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one kind in a row, folded: Han and the like, or a word."""

    text: str
    is_word: bool


def runs(text: str) -> tuple[Run, ...]:
    """The runs of a text, folded; what separates them is left out."""
    return tuple(Run(pairs or word, bool(word)) for pairs, word in _RUNS.findall(fold(text)))


def tokens(folded: str) -> str:
    """The index tokens of a folded text, in order, with a space between them."""
    found: list[str] = []
    for pairs, word in _RUNS.findall(folded):
        if word:
            found.append(word)
        else:
            found.extend(map(add, pairs, pairs[1:]))
            found.append(pairs[-1])
    return " ".join(found)


def chars(folded: str) -> str:
    """The different characters of a folded text that are indexed by pairs, with a space between them."""
    return " ".join(_PAIRED.findall("".join(set(folded))))


def phrase(of: tuple[Run, ...]) -> tuple[tuple[str, ...], bool]:
    """The tokens that stand in a row wherever these runs do, and whether the last is but the beginning of a token."""
    found: list[str] = []
    for run in of:
        if run.is_word:
            found.append(run.text)
        else:
            found.extend(map(add, run.text, run.text[1:]))
            found.append(run.text[-1])
    last = of[-1]
    if last.is_word:
        return tuple(found), False
    # The text may go on after the last run, so its closing token is not asked for, unless there is no other.
    return (tuple(found[:-1]), False) if len(last.text) > 1 else (tuple(found), True)
