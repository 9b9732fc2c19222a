"""GENERATE: write folding.tsv and kinds.tsv, from OpenCC's tables, Unicode 3.2 and our own merges.tsv.

    python -m archive.index.generate

folding.tsv says what each character is searched as, kinds.tsv how the characters so folded make up tokens. Python's
Unicode database grows with every release; the 3.2 edition it also carries never does, so the tables come out the same
everywhere. `merges.tsv` is written by hand: pairs that mean the same to a reader, each with its reason.
"""

import csv
import sys
from collections.abc import Iterator
from pathlib import Path
from unicodedata import ucd_3_2_0 as unicode

from opencc import OpenCC

FOLDER = Path(__file__).parent

# Written without spaces, so indexed by pairs: Han and its signs, kana, bopomofo, hangul, and the scripts of the
# Thai, Lao, Burmese and Khmer words that stand in news of those countries.
RUNNING = (
    "0E01-0EFF 1000-109F 1780-17FF 2E80-2FDF 3005-3007 3021-3029 3031-3035 3038-303C 3041-3096 309D-309F 30A1-30FA"
    " 30FC-318E 31A0-31BF 31F0-31FF 3400-4DBF 4E00-9FFF A960-A97F AC00-D7FF F900-FAFF FF66-FF9D 1B000-1B16F 20000-3FFFD"
)
# Not there for a reader: accents once set apart from their letter, joiners, direction and variation marks; and the
# dots between the parts of a foreign name, which one paper prints and the next leaves out.
UNSEEN = (
    "00AD 00B7 0300-036F 200B-200F 2027 202A-202E 2060-2064 3099-309A 30FB FE00-FE0F FEFF FF65 FF9E-FF9F E0100-E01EF"
)
# Never part of a word, whatever later editions of Unicode put there: punctuation, symbols, private use, pictures.
GAPS = "2000-206F 2190-2BFF 3000-3004 3008-3020 D800-F8FF 1F000-1FAFF F0000-10FFFF"

# Japanese forms that are Chinese characters of their own, or whose partner OpenCC names is rarer than they are.
NOT_JAPANESE = frozenset("並予併叙弁慎晃概欠沪瓶研糸緒缶翻芸萌衛褒郎餅鉱闘挙渋穣")

# Scripts whose accents are folded away: Latin, Greek and Cyrillic letters. Elsewhere a mark is part of the letter.
ACCENTED = "0041-024F 0370-03FF 0400-04FF 1E00-1FFF"


def spans(listed: str) -> Iterator[tuple[int, int]]:
    """The (first, last) code points of a list such as `0041-005A 00B7`."""
    for item in listed.split():
        first, _, last = item.partition("-")
        yield int(first, 16), int(last or first, 16)


def within(listed: str) -> frozenset[int]:
    """All code points of a list of spans."""
    return frozenset(point for first, last in spans(listed) for point in range(first, last + 1))


def kinds() -> list[tuple[int, int, str]]:
    """(first, last, kind) of all code points that are not separators: `pair`, `word` or `unseen`."""
    running, unseen, gaps = within(RUNNING), within(UNSEEN), within(GAPS)

    def kind(point: int) -> str:
        if point in unseen:
            return "unseen"
        if point in running:
            return "pair"
        category = unicode.category(chr(point))
        new = category == "Cn" and point >= 0x0100
        return "word" if point not in gaps and (category[0] in "LNM" or new) else ""

    found: list[tuple[int, int, str]] = []
    for point in range(sys.maxunicode + 1):
        this = kind(point)
        if this and found and found[-1][1] == point - 1 and found[-1][2] == this:
            found[-1] = (found[-1][0], point, this)
        elif this:
            found.append((point, point, this))
    return found


def folding() -> dict[str, str]:
    """What every character that is not searched as itself is searched as."""
    table = _compatible() | _japanese() | _chinese() | _regional() | _merges()
    unseen = within(UNSEEN)
    settled = {char: _settle(char, table) for char in table if ord(char) not in unseen}
    return {char: folded for char, folded in sorted(settled.items()) if char != folded}


def _settle(char: str, table: dict[str, str]) -> str:
    """Follow the table until nothing changes; it must not run in a circle."""
    text, steps = char, 0
    while (after := "".join(table.get(one, one) for one in text)) != text:
        text, steps = after, steps + 1
        if steps > 8:
            raise ValueError(f"the folding of {char} runs in a circle: {text}")
    return text


def _compatible() -> dict[str, str]:
    """Full width, circled, squared and ligatured forms, accents and capitals, as Unicode decomposes them."""
    accented, words = within(ACCENTED), {"L", "N"}
    table = {}
    for char in map(chr, range(sys.maxunicode + 1)):
        if unicode.category(char)[0] not in "LNS" or 0xAC00 <= ord(char) <= 0xD7A3:
            continue
        plain = unicode.normalize("NFKC", char)
        parts = unicode.normalize("NFKD", char)
        if ord(parts[0]) in accented:
            plain = "".join(part for part in parts if not unicode.combining(part))
        plain = plain.strip("()") if len(plain) == 3 and plain[0] == "(" else plain
        plain = plain.lower()
        kept = len(plain) == 1 or (plain.isascii() and plain.isalnum())
        if plain != char and kept and unicode.category(plain[0])[0] in words:
            table[char] = plain
    return table


def _han() -> Iterator[str]:
    for first, last in ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0x20000, 0x323AF)):
        yield from map(chr, range(first, last + 1))


def _chinese() -> dict[str, str]:
    convert = OpenCC("t2s").convert
    return {char: plain for char in _han() if (plain := convert(char)) != char}


def _regional() -> dict[str, str]:
    """Forms of Taiwan and Hong Kong that OpenCC first turns into its own traditional form."""
    table: dict[str, str] = {}
    for config in ("tw2s", "hk2s"):
        convert = OpenCC(config).convert
        known = _chinese()
        table |= {c: plain for c in _han() if c not in known and (plain := convert(c)) != c and c != "么"}
    return table


def _japanese() -> dict[str, str]:
    to_old, to_plain = OpenCC("jp2t").convert, OpenCC("t2s").convert
    return {c: to_plain(old) for c in _han() if c not in NOT_JAPANESE and (old := to_old(c)) != c}


def _merges() -> dict[str, str]:
    with (FOLDER / "merges.tsv").open(encoding="utf-8", newline="") as file:
        return {row["from"]: row["to"] for row in csv.DictReader(file, delimiter="\t")}


def folding_lines() -> str:
    """folding.tsv as it should stand."""
    return "".join(f"{char}\t{folded}\n" for char, folded in folding().items())


def kinds_lines() -> str:
    """kinds.tsv as it should stand."""
    return "".join(f"{first:04X}\t{last:04X}\t{kind}\n" for first, last, kind in kinds())


if __name__ == "__main__":
    (FOLDER / "folding.tsv").write_text(folding_lines(), encoding="utf-8")
    (FOLDER / "kinds.tsv").write_text(kinds_lines(), encoding="utf-8")
