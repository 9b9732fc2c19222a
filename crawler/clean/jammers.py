"""The noise a forum strews between the lines so that copies are spoilt: `; Z/ l4 }! Z. S/ F` at a sentence's end."""

import re
from dataclasses import replace

from crawler.draft import Draft, Removed

RULE = "anti-copy noise"
_LATIN = re.compile(r"[\x20-\x7e]{8,}")
_SIGNS = re.compile(r"[;%&#{}!@~^+\\/$*]")


def drop_jammers(draft: Draft) -> Draft:
    """Cut anti-copy noise out of the lines; a line that is nothing else goes."""
    removed: list[Removed] = []
    blocks = []
    for block in draft.blocks:
        if not _SIGNS.search(block.text):  # as in most, and without one no run is noise
            blocks.append(block)
            continue
        text = _LATIN.sub(lambda run: _heard(run[0], removed), block.text)
        if text == block.text:
            blocks.append(block)
        elif text.strip():
            blocks.append(replace(block, text=text.strip()))
    return replace(draft, blocks=tuple(blocks), removed=(*draft.removed, *removed))


def _heard(run: str, removed: list[Removed]) -> str:
    """A run of Latin signs, or nothing where it is noise: scraps of one or two, among marks no language strews so."""
    scraps = run.split()
    short = sum(1 for scrap in scraps if len(scrap) <= 2)
    signs = len(_SIGNS.findall(run))
    all_scraps = short == len(scraps) and signs > 0
    if len(scraps) < 4 or not (all_scraps or (short >= 0.6 * len(scraps) and signs >= 2)):
        return run
    removed.append(Removed(RULE, run.strip()))
    return ""
