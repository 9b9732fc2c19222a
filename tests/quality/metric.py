"""How alike two texts are: the multiset of their character 3-grams, after NFKC and without white space."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

_ZERO_WIDTH = re.compile("[\u200b\u200c\u200d\ufeff\u00ad]")


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and F1 of one text, each 0 to 1."""

    precision: float
    recall: float
    f1: float


def norm(text: str | None) -> str:
    """A text as it is compared."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", _ZERO_WIDTH.sub("", text or "")))


def compare(gold: str, found: str) -> Score:
    """How well `found` says what `gold` says. Two empty texts are alike."""
    wanted, have = _grams(norm(gold)), _grams(norm(found))
    if not wanted and not have:
        return Score(1.0, 1.0, 1.0)
    both = sum((wanted & have).values())
    precision = both / sum(have.values()) if have else 0.0
    recall = both / sum(wanted.values()) if wanted else 0.0
    return Score(precision, recall, 2 * precision * recall / (precision + recall) if both else 0.0)


def without_headline(text: str, headline: str | None) -> str:
    """A body without the line at its top that repeats the headline: no tool is blamed for that."""
    wanted = norm(headline)
    lines = text.split("\n")
    for i, line in enumerate(lines[:4]):
        have = norm(line.lstrip("# "))
        if wanted and have and (have == wanted or (have.startswith(wanted) and len(have) <= len(wanted) + 12)):
            return "\n".join(lines[:i] + lines[i + 1 :])
    return text


def _grams(text: str) -> Counter[str]:
    if len(text) < 3:
        return Counter([text] if text else [])
    return Counter(text[i : i + 3] for i in range(len(text) - 2))
