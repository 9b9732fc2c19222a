"""What changed between two revisions: paragraph by paragraph, and character by character within a paragraph.

Chinese has no spaces to cut words by; so characters are compared, and then small agreements that fall among changes by
chance are given up, because a patchwork of single characters is not readable.
"""

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from itertools import zip_longest

from archive.copies import CHANCE, Part, by_ends, gone_and_new, in_reach
from archive.serve.reading import PARAGRAPH_BREAK

# Paragraphs less alike than this are another text, shown whole: first what went, then what came.
ALIKE = 0.4

Paragraph = tuple[Part, ...]


def differences(old: list[str], new: list[str]) -> list[Paragraph]:
    """The paragraphs of both texts in order, each as what stayed, what went and what came."""
    return list(_paragraphs(old, new))


def in_paragraphs(parts: Iterable[Part]) -> list[Paragraph]:
    """Parts of a whole text, cut where its paragraphs end."""
    lines: list[list[Part]] = [[]]
    for part in parts:
        first, *rest = part.text.split(PARAGRAPH_BREAK)
        lines[-1].append(Part(part.change, first))
        lines += [[Part(part.change, text)] for text in rest]
    return [shown for line in lines if (shown := tuple(part for part in line if part.text))]


def _paragraphs(old: list[str], new: list[str]) -> Iterator[Paragraph]:
    for kind, begin, end, new_begin, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield from ((Part("same", text),) for text in old[begin:end])
            continue
        for before, after in zip_longest(old[begin:end], new[new_begin:new_end]):
            yield from _pair(before, after)


def _pair(before: str | None, after: str | None) -> Iterator[Paragraph]:
    if before and after and not in_reach(before, after):
        yield tuple(by_ends(before, after))
        return
    if before and after:
        matcher = SequenceMatcher(None, before, after, autojunk=False)
        if matcher.ratio() >= ALIKE:
            yield tuple(_merged(matcher, before, after))
            return
    if before:
        yield (Part("gone", before),)
    if after:
        yield (Part("new", after),)


def _merged(matcher: "SequenceMatcher[str]", before: str, after: str) -> Iterator[Part]:
    """The parts of a changed paragraph, chance agreements taken into the change they fall in."""
    opcodes = matcher.get_opcodes()
    gone = new = ""
    for place, (kind, begin, end, new_begin, new_end) in enumerate(opcodes):
        inner = 0 < place < len(opcodes) - 1
        if kind == "equal" and not (inner and end - begin < CHANCE):
            yield from gone_and_new(gone, new)
            gone = new = ""
            yield Part("same", before[begin:end])
        else:
            gone += before[begin:end]
            new += after[new_begin:new_end]
    yield from gone_and_new(gone, new)
