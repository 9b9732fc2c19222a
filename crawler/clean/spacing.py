"""White space as a Chinese text has it: none inside words, one blank where the writer set one beside Latin letters."""

import re
from dataclasses import replace

from crawler.draft import Block, Draft

_HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_FULL = r"\u3001-\u303f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
# Blanks between the phrases of a verse or a list stay; those that markup left in a word, `extract` has not read.
# A blank after a full stop may be the writer's; one before it, or inside a bracket, is not.
_BESIDE_MARK = re.compile(
    rf"(?<=[「『《〈（【])[ \u00a0]+(?=[{_HAN}])|(?<=[{_HAN}])[ \u00a0]+(?=[，。、；：！？」』》〉）】])"
)
_SPREAD = re.compile(rf"(?:[{_HAN}{_FULL}] ){{4,}}[{_HAN}{_FULL}]")
_BLANK = re.compile(r"[ \t\u00a0\u2000-\u200a]")
_RUNS = re.compile(r"[ \t\u00a0\u2000-\u200a]{2,}")
_UNSEEN = re.compile(r"[\u200b\u2060\ufeff\u00ad]")


def heal_spacing(draft: Draft) -> Draft:
    """Heal the white space of every block."""
    return replace(draft, blocks=tuple(_healed(block) for block in draft.blocks))


def _healed(block: Block) -> Block:
    text = heal(block.text)
    return block if text == block.text else replace(block, text=text)


def heal(text: str) -> str:
    """One line with its white space healed: 「三 藩 市 一 年」 is 「三藩市一年」, 「他說 ，」 is 「他說，」."""
    text = _UNSEEN.sub("", text.strip())
    if not _BLANK.search(text):  # as in most paragraphs
        return text
    text = _RUNS.sub(" ", text)
    text = _SPREAD.sub(lambda spread: spread[0].replace(" ", ""), text)
    return _BESIDE_MARK.sub("", text)
