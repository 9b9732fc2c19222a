"""What a page prints twice, once: the headline over the text, a lead above itself, a caption set again as a paragraph."""

from dataclasses import replace

from crawler.draft import Block, Draft, Kind, Removed
from crawler.plain import bare

RULE = "printed twice"
NEAR = 2  # a repeat stands this close; a sentence that comes back later in a story is the author's


def drop_repeats(draft: Draft) -> Draft:
    """Drop a block that says the headline again, or that is the same as, or the beginning of, one of the next two."""
    said = [bare(block.text) for block in draft.blocks]
    gone = {i for i in range(len(said)) if _says_headline(draft, said, i) or _is_repeat(draft.blocks, said, i)}
    kept = tuple(block for i, block in enumerate(draft.blocks) if i not in gone)
    removed = tuple(Removed(RULE, draft.blocks[i].text) for i in sorted(gone))
    return replace(draft, blocks=kept, removed=draft.removed + removed)


def _says_headline(draft: Draft, said: list[str], i: int) -> bool:
    """The headline again, among the first lines: anywhere else it may be a quotation of it."""
    headline = bare(draft.article.headline or "")
    return i < 4 and draft.blocks[i].kind is not Kind.CAPTION and len(headline) >= 4 and said[i] == headline


def _is_repeat(blocks: tuple[Block, ...], said: list[str], i: int) -> bool:
    if len(said[i]) < 8:
        return False
    for j in range(i + 1, min(i + 1 + NEAR, len(said))):
        if blocks[i].kind is Kind.CAPTION and blocks[j].kind is not Kind.CAPTION:
            continue  # the caption is the caption; the paragraph may well say the same
        if said[j] == said[i] or (len(said[i]) >= 16 and said[j].startswith(said[i])):
            return not (blocks[i].image and not blocks[j].image)
    return False
