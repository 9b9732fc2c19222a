"""FOLD: the one form a character is searched by, whichever form it is written in. Stored text is never changed.

    臺 台 → 台    裡 裏 里 → 里    Ａ a á → a    ㎡ → m2    a soft hyphen → nothing

The tables are made by `archive/index/generate.py` and reviewed with the code; merges.tsv gives the reasons for those
that are ours.
"""

import re
from functools import cache
from hashlib import sha256
from pathlib import Path

_FOLDER = Path(__file__).parent


def _rows(name: str) -> list[list[str]]:
    lines = (_FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines]


# Character → what it is searched as; characters that are not here are searched as themselves.
FOLDED: dict[str, str] = dict(_rows("folding.tsv"))

# (first code point, last, kind); what lies between is a separator. Kinds hold for folded characters:
# `pair` is indexed by pairs, `word` makes whole words, `unseen` is not there.
KINDS: list[tuple[int, int, str]] = [(int(first, 16), int(last, 16), kind) for first, last, kind in _rows("kinds.tsv")]


def char_class(kind: str) -> str:
    """The characters of a kind, as they stand between the brackets of a regular expression."""
    return "".join(f"{chr(first)}-{chr(last)}" for first, last, its_kind in KINDS if its_kind == kind)


PAIR = char_class("pair")
WORD = char_class("word")
UNSEEN = char_class("unseen")

# Signs that are letters or digits once they are folded, such as ㎡ or ①.
SIGNS = "".join(char for char in FOLDED if not char.isalnum())

# Whatever changes the length of the text when it is folded; where there is none, offsets stay as they are.
_RESIZED = re.compile(f"[{UNSEEN}{''.join(char for char, folded in FOLDED.items() if len(folded) > 1)}]")

_TABLE: dict[int, str | None] = {ord(char): folded for char, folded in FOLDED.items()}
_TABLE |= {point: None for first, last, kind in KINDS if kind == "unseen" for point in range(first, last + 1)}


def fold(text: str) -> str:
    """The text as it is searched."""
    return text.translate(_TABLE)


def fold_with_offsets(text: str) -> tuple[str, list[int] | None]:
    """The folded text, and for each of its characters the offset it had; None where no offset has moved."""
    if not _RESIZED.search(text):
        return text.translate(_TABLE), None
    parts = [char.translate(_TABLE) for char in text]
    return "".join(parts), [offset for offset, part in enumerate(parts) for _ in part]


@cache
def _forms() -> dict[str, str]:
    table: dict[str, str] = {}
    for char, folded in FOLDED.items():
        table[folded] = table.get(folded, "") + char
    return table


def forms(folded: str) -> str:
    """All characters that are searched as this one, itself first."""
    return folded + _forms().get(folded, "")


@cache
def recipe() -> str:
    """Name of the way text is indexed: an index made by another recipe is stale."""
    tables = (_FOLDER / "folding.tsv").read_bytes() + (_FOLDER / "kinds.tsv").read_bytes()
    return f"pairs-3-{sha256(tables).hexdigest()[:12]}"
