"""VARIANTS: what one place calls 三藩市, another 舊金山 and a third 旧金山.

variants.tsv holds the groups, reviewed by hand. Characters are folded before names are compared, so a group need only
say what differs beyond script.
"""

import re
from dataclasses import replace
from functools import cache
from itertools import islice, product
from pathlib import Path

from archive.index.fold import fold
from archive.index.grammar import Group, Near, Node, Term
from archive.index.tokens import runs

# More ways of writing one term than this are not asked for: a sentence of names would grow beyond all bounds.
_MOST_SPELLINGS = 24


@cache
def groups() -> dict[str, tuple[str, ...]]:
    """Folded name → all names of the same thing, folded, itself among them."""
    table: dict[str, list[str]] = {}
    lines = (Path(__file__).parent / "variants.tsv").read_text(encoding="utf-8").splitlines()[1:]
    for line in lines:
        names = list(dict.fromkeys(fold(name) for name in line.split("\t")[0].split("|")))
        for name in names:
            table.setdefault(name, [name]).extend(names)
    return {name: tuple(dict.fromkeys(others)) for name, others in table.items()}


@cache
def _pattern() -> re.Pattern[str]:
    names = sorted(groups(), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, names)))


def spellings(text: str) -> tuple[str, ...]:
    """A text in all the names of what it names, folded, as it was first."""
    folded = fold(text)
    parts: list[tuple[str, ...]] = []
    place = 0
    for name in _pattern().finditer(folded):
        parts += [(folded[place : name.start()],), groups()[name[0]]]
        place = name.end()
    parts.append((folded[place:],))
    return tuple(dict.fromkeys("".join(choice) for choice in islice(product(*parts), _MOST_SPELLINGS)))


def widened(node: Node, *, everywhere: bool = False) -> Node:
    """The tree with each term marked to be widened, or every term, turned into a choice between its spellings."""
    if isinstance(node, Near):
        return node
    if isinstance(node, Group):
        parts = tuple(widened(part, everywhere=everywhere) for part in node.parts)
        without = tuple(widened(part, everywhere=everywhere) for part in node.without)
        return replace(node, parts=parts, without=without)
    if not (everywhere or node.widen):
        return node
    written = " ".join(run.text for run in node.runs)
    terms = tuple(Term(runs(spelling), node.begins) for spelling in spellings(written))
    return Group(terms, any=True) if len(terms) > 1 else node
