"""What a page prints twice, once: the headline over the text, a lead above itself, a caption, a story in two tabs."""

import re
from dataclasses import replace

from crawler.draft import Block, Draft, Kind, Removed
from crawler.lexicon.plain import bare

_LEAD_LABEL = re.compile(r"^(?:摘\s?要|[導导][讀读]|[內内]容提要|核心提示)\s?[:：]\s?")  # a lead printed above itself
_SENTENCE_END = re.compile(r"[。！？!?；;：:，,][」』”\"）)]*\s*$")
RULE = "printed twice"
NEAR = 2  # a short line that is repeated stands this close to itself; further off it may be the author's refrain
LONG = 30  # characters; a block so long is never said again by an author


def drop_repeats(draft: Draft) -> Draft:
    """Drop a block that says headline or deck again, the beginning of one of the next two, or what was said before."""
    said = [bare(_LEAD_LABEL.sub("", block.text)) for block in draft.blocks]
    gone = {i for i in range(len(said)) if _says_headline(draft, said, i) or _begins_next(draft.blocks, said, i)}
    gone |= _said_before(draft.blocks, said, gone)
    kept = tuple(block for i, block in enumerate(draft.blocks) if i not in gone)
    removed = tuple(Removed(RULE, draft.blocks[i].text) for i in sorted(gone))
    return replace(draft, blocks=kept, removed=draft.removed + removed)


def _says_headline(draft: Draft, said: list[str], i: int) -> bool:
    """Headline or deck again, among the first lines: anywhere else it may be a quotation of it."""
    above = [bare(text) for text in (draft.article.headline, draft.article.deck) if text]
    return i < 4 and draft.blocks[i].kind is not Kind.CAPTION and len(said[i]) >= 4 and said[i] in above


def _begins_next(blocks: tuple[Block, ...], said: list[str], i: int) -> bool:
    if len(said[i]) < 5:
        return False
    for j in range(i + 1, min(i + 1 + NEAR, len(said))):
        if blocks[i].kind is not blocks[j].kind and Kind.CAPTION in {blocks[i].kind, blocks[j].kind}:
            if _is_alt_text(blocks[i], blocks[j]) and said[j].startswith(said[i]):
                return True
            continue  # what a caption says the story may say too
        if said[j].startswith(said[i]):
            return not (blocks[i].image and not blocks[j].image)
    return False


def _is_alt_text(block: Block, caption: Block) -> bool:
    """Whether a line above a caption may be what browsers show in place of the picture: short, and no sentence."""
    return caption.kind is Kind.CAPTION and len(block.text) < 60 and not _SENTENCE_END.search(block.text)


def _said_before(blocks: tuple[Block, ...], said: list[str], gone: set[int]) -> set[int]:
    """Long blocks that stood before, and the short ones that follow them as they did there."""
    first: dict[str, int] = {}
    found: dict[int, int] = {}
    for i, words in enumerate(said):
        if i in gone or not words or blocks[i].kind is Kind.CAPTION:
            continue
        follows = i - 1 in found and found[i - 1] + 1 < i and said[found[i - 1] + 1] == words
        if follows:
            found[i] = found[i - 1] + 1
        elif len(words) >= LONG and words in first:
            found[i] = first[words]
        first.setdefault(words, i)
    return set(found)
