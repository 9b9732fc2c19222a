"""Whether two texts are one story, whichever script they are printed in: pure functions over folded characters.

No library fits: those that hash what they call words cut at white space, which Chinese has none of (datasketch brings
114 MB of numpy and scipy to hash what is given to it). Runs of characters and their checksums are all that is needed.
"""

import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from archive.index.fold import PAIR, WORD, fold

# A run of this many characters is seldom shared by chance, and most runs survive an editor who changes a few words.
RUN = 9
# One run in so many is noted in the archive, chosen by its first character and its own checksum: copies choose the same
# ones. Of a short text, the first few in that order, so that there are some.
ONE_IN = 96
FEWEST = 8

# What makes a copy, of the shorter text. Measured on tests/copies.py: `python -m tests.copies`.
SHORT = 60  # characters; of so little, nearly all must agree
ALIKE, ALIKE_SHORT = 0.5, 0.9
SENTENCES = 0.3  # of its characters, in sentences that the other prints too
NUMBERS = 0.65  # of its numbers, where it has a few: another price, date and place make another story
FEW_NUMBERS = 3

# Of 256 low bytes of characters, those that a noted run starts with: to take the checksum of every run costs ten times
# as much. Of the runs that start so, those with a small checksum are noted.
_STARTS = 16
_LIKELY = bytes(ord("1") if byte * 167 % 256 < 256 // _STARTS else ord("0") for byte in range(256))
_SMALL = 2**32 * _STARTS // ONE_IN

_APART = re.compile(f"[^{PAIR}{WORD}]+")
_SENTENCE_ENDS = re.compile(r"[。！？!?；;\n]+")
_NUMBER = re.compile(r"\d+|[〇零一二两三四五六七八九十百千万亿]{2,}")
_SMALL_RUN = 5


@dataclass(frozen=True)
class Text:
    """A text as it is compared: folded, and in the forms that comparing asks for."""

    folded: str

    @cached_property
    def plain(self) -> str:
        """Its characters with nothing between them."""
        return _APART.sub("", self.folded)

    @cached_property
    def runs(self) -> frozenset[str]:
        """All its short runs of characters."""
        return frozenset(self.plain[at : at + _SMALL_RUN] for at in range(max(1, len(self.plain) - _SMALL_RUN + 1)))

    @cached_property
    def numbers(self) -> frozenset[str]:
        """Its numbers, in figures or in Chinese."""
        return frozenset(_NUMBER.findall(self.folded))

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """Its sentences, without what stands between characters."""
        return tuple(filter(None, (_APART.sub("", part) for part in _SENTENCE_ENDS.split(self.folded))))


def text(body: str) -> Text:
    """A body, ready to be compared."""
    return Text(fold(body))


def fingerprint(of: Text) -> list[int]:
    """The checksums of a few of a text's runs: texts that share a passage share some of them."""
    wide = of.plain.encode("utf-16-le", "surrogatepass")
    starts = range(max(1, len(wide) // 2 - RUN + 1))
    likely = wide[: 2 * len(starts) : 2].translate(_LIKELY)
    sums = _sums(wide, (found.start() for found in re.finditer(b"1", likely)))
    chosen = [value for value in sums if value < _SMALL]
    if len(chosen) < FEWEST:
        chosen = sorted(sums)[:FEWEST]
    if len(chosen) < FEWEST:
        chosen += sorted(_sums(wide, starts) - sums)[: FEWEST - len(chosen)]
    return chosen


def _sums(wide: bytes, starts: Iterable[int]) -> set[int]:
    """The checksums of the runs that start there."""
    return {zlib.crc32(wide[2 * at : 2 * (at + RUN)]) for at in starts}


def common(one: Text, other: Text) -> float:
    """How much of the shorter text stands in the longer one, 0 to 1."""
    shorter, longer = sorted((one.runs, other.runs), key=len)
    return len(shorter & longer) / len(shorter)


def is_copy(one: Text, other: Text) -> bool:
    """Whether one repeats the other, cut or edited or in the other script; not one form filled in twice."""
    shorter, longer = sorted((one, other), key=lambda text: len(text.plain))
    alike = common(one, other)
    if len(shorter.plain) < SHORT:
        return alike >= ALIKE_SHORT and shorter.numbers == longer.numbers
    if alike < ALIKE:
        return False
    told = len(shorter.numbers)
    if told >= FEW_NUMBERS and len(shorter.numbers & longer.numbers) / told < NUMBERS:
        return False
    whole = sum(len(sentence) for sentence in shorter.sentences if sentence in longer.plain)
    return whole / len(shorter.plain) >= SENTENCES
