"""Boilerplate by what a line says: the families of `phrases`, applied where each may be."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from crawler.draft import Block, Draft, Kind, Removed
from crawler.lexicon.others import MORE, RELATED, THE_END
from crawler.lexicon.phrases import CLOSES, CONTACT, CONTROLS, FAMILIES, NOTICE, Family
from crawler.lexicon.plain import plain

_SENTENCE_END = re.compile(r"(?:[。！？!?]|……)[」』”\"）)]*\s*$|[」』”]\s*$")
_CUT_SHORT = re.compile(r"(?<!…)…$|\.{3}$")  # a teaser of another story; …… is a writer's own
_QUOTED = re.compile(r"「[^」]*」|『[^』]*』|“[^”]*”")
_LABEL = re.compile(r"^\W*([^:,。!?\d]{1,8}):(?!//)(?=.)")
# In the spelling of `plain`: what only a notice of an event has, and what stands in the facts and imprint of a page.
_EVENT = re.compile(
    r"^\W*.{0,4}(?:地点|费用|票价|门票|报名|名额|入场|收费|会费|日期|时间|支票|捐款|丧礼|讲者|主讲|对象|集合|截止|主办|协办)"
)
_OF_PAGE = re.compile(
    r"(?:来源|稿源|作者|记者|编辑|责编|点击|阅读|浏览|更新|标签|(?:发[布表]|更新)(?:时间|日期)|传真):|本[报站网刊社]|广告|版权"
)
_HAN = re.compile(r"[\u3400-\u9fff]+")


def drop_boilerplate(draft: Draft) -> Draft:
    """Take out what a page says of itself. Captions, notices and prose stay; each removed block names its family."""
    blocks = draft.blocks
    said = [plain(block.text) for block in blocks]
    labelled = _spoken(said) | _announced(said)
    eligible = [
        i
        for i, block in enumerate(blocks)
        if said[i] and block.kind is not Kind.CAPTION and not NOTICE.match(said[i]) and i not in labelled
    ]
    rules = {i: family.name for i in eligible if (family := _family_of(said[i])) is not None}
    rules |= dict.fromkeys(_related(blocks, said, rules), RELATED.name)
    rules |= dict.fromkeys(_after_the_end(blocks, said, rules), THE_END.name)
    # Only now is it known which prose is the story's first and last.
    left = [i for i in eligible if i not in rules]
    first, last = _bounds(blocks, said, left)
    for i in (i for i in left if not first <= i <= last):
        family = _family_of(said[i], before=i < first, after=i > last)
        if family is not None:
            rules[i] = family.name
    rules |= dict.fromkeys(_contacts(said, [i for i in eligible if i > last], rules), "copyright")
    rules |= dict.fromkeys(_heading_of_nothing(blocks, rules), RELATED.name)
    removed = [Removed(rule, blocks[i].text) for i, rule in sorted(rules.items())]
    kept = tuple(_closed(block, removed) for i, block in enumerate(blocks) if i not in rules)
    return replace(draft, blocks=kept, removed=(*draft.removed, *removed))


def _spoken(said: Sequence[str]) -> set[int]:
    """Lines of an interview: a label that opens several lines and is answered by another is somebody who speaks."""
    labels = [label[1] if (label := _LABEL.match(line)) else "" for line in said]
    often = {label for label in labels if label and labels.count(label) > 1}
    answered = [{a, b} for a, b in pairwise(labels) if {a, b} <= often and a != b]
    speakers = set[str]().union(*answered)
    return {i for i, label in enumerate(labels) if label in speakers}


def _announced(said: Sequence[str]) -> set[int]:
    """Lines of a notice in a story, 時間：… 地點：… 電話：…: labels in a row of which one is of an event."""
    found: set[int] = set()
    row: list[int] = []
    for i, line in enumerate((*said, "")):
        if _LABEL.match(line):
            row.append(i)
            continue
        if len(row) > 1 and any(_EVENT.match(said[j]) for j in row) and not any(_OF_PAGE.search(said[j]) for j in row):
            found.update(row)
        row = []
    return found


def _heading_of_nothing(blocks: Sequence[Block], gone: dict[int, str]) -> list[int]:
    """A heading below which nothing is left: what it headed was no story."""
    left = [i for i, block in enumerate(blocks) if block.text and block.kind is not Kind.CAPTION and i not in gone]
    heads = len(left) > 1 and blocks[left[-1]].kind is Kind.HEADING and not _SENTENCE_END.search(blocks[left[-1]].text)
    return left[-1:] if heads and is_prose(blocks[left[-2]].text) else []


def _contacts(said: Sequence[str], below: Sequence[int], gone: dict[int, str]) -> list[int]:
    """Addresses below a story that stand beside lines about the paper: they are the paper's."""
    found: list[int] = []
    for i in (*below, *reversed(below)):
        beside = any(gone.get(j) == "copyright" or j in found for j in (i - 1, i + 1))
        if beside and i not in gone and i not in found and CONTACT.search(said[i]):
            found.append(i)
    return found


def _closed(block: Block, removed: list[Removed]) -> Block:
    """A paragraph without the editor's name or the address of a source that its last line drags along."""
    found = CLOSES.search(block.text) if block.kind is not Kind.CAPTION else None
    if found is None or not found.start():
        return block
    removed.append(Removed("closing words", found[0].strip()))
    return replace(block, text=block.text[: found.start()])


def is_prose(text: str) -> bool:
    """Whether a line is a sentence or more: long, with marks, and in Chinese, or as long as an English paragraph."""
    if len(text) < 25 or text[-1] in "：:" or not any(mark in text for mark in "。，,；！？!?"):
        return False
    return sum(map(len, _HAN.findall(text))) >= 10 or text.count(" ") >= 20


def _family_of(line: str, *, before: bool = False, after: bool = False) -> Family | None:
    """The family a line belongs to where it stands. What somebody is quoted with is never looked at."""
    if len(line) <= CONTROLS.most and CONTROLS.pattern.fullmatch(line):
        return CONTROLS
    own = _QUOTED.sub("", line)
    for family in FAMILIES:
        allowed = family.where == "any" or (before and family.where != "tail") or (after and family.where != "head")
        if allowed and family.has(line, own):
            return family
    return None


def _bounds(blocks: Sequence[Block], said: Sequence[str], left: Sequence[int]) -> tuple[int, int]:
    """Number of the first and of the last block that is prose of the story, among those that are left."""

    def is_told(i: int) -> bool:
        return is_prose(blocks[i].text) and _family_of(said[i], before=True, after=True) is None

    first = next(filter(is_told, left), None)
    return (len(blocks), -1) if first is None else (first, next(filter(is_told, reversed(left))))


def _related(blocks: Sequence[Block], said: Sequence[str], gone: dict[int, str]) -> set[int]:
    """Blocks that belong to lists of other stories: from a heading that says so to the next prose, or to the end."""
    total = sum(len(line) for i, line in enumerate(said) if i not in gone) or 1
    found: set[int] = set()
    behind = 0
    for i, line in enumerate(said):
        if i in found:
            continue
        if blocks[i].kind is not Kind.CAPTION and RELATED.has(line):
            late = (behind > 0.6 * total and not _goes_on(blocks[i + 1 :], "".join(said[:i]))) or _leads_on(said[i:])
            found |= _list_after(blocks, said, i, cut=late)
        behind += len(line)
    return found - set(gone)


def _goes_on(rest: Sequence[Block], story: str) -> bool:
    """Whether the story goes on below a link to another: one headline, or two, and then whole sentences to the end.

    A teaser of the other story says again what its headline says and what this story has not said.
    """
    told = [block.text for block in rest if block.kind is not Kind.CAPTION and block.text]
    first = next((i for i, text in enumerate(told) if is_prose(text)), len(told))
    below = told[first:]
    if not 0 < first <= 2 or not below or not all(is_prose(text) and _SENTENCE_END.search(text) for text in below):
        return False
    headline, after = plain("".join(told[:first])), plain(below[0])
    pairs = {headline[i : i + 2] for i in range(len(headline) - 1)}
    return not any(pair in after and pair not in story for pair in pairs)


def _leads_on(said: Sequence[str]) -> bool:
    return sum(1 for line in said if len(line) < 20 and MORE.match(line)) >= 2


def _after_the_end(blocks: Sequence[Block], said: Sequence[str], gone: dict[int, str]) -> set[int]:
    """Blocks that follow the line with which a page closes its story, once there was a story."""
    told = 0
    for i, line in enumerate(said):
        if told >= 60 and THE_END.has(line):
            rest = range(i, len(blocks))
            return {
                j for j in rest if j not in gone and not NOTICE.match(said[j]) and blocks[j].kind is not Kind.CAPTION
            }
        told += len(line) if i not in gone and blocks[i].kind is not Kind.CAPTION else 0
    return set()


def _list_after(blocks: Sequence[Block], said: Sequence[str], start: int, *, cut: bool) -> set[int]:
    if cut:
        return {i for i in range(start, len(blocks)) if not NOTICE.match(said[i])}
    found = {start}
    for i in range(start + 1, len(blocks)):
        text = blocks[i].text
        told = len(text) > 60 and is_prose(text) and not _CUT_SHORT.search(text)
        if told or _SENTENCE_END.search(text) or NOTICE.match(said[i]):
            break
        found.add(i)
    return found
