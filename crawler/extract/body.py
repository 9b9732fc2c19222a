"""The story's own blocks out of a page's tree."""

from dataclasses import dataclass

from lxml.html import HtmlElement

from crawler.draft import Block, Removed
from crawler.extract.blocks import blocks_of, prose
from crawler.extract.container import anchor_of, best_span, share_of, silence_lists, weigh, worth
from crawler.extract.lines import Lines, read_lines
from crawler.extract.platforms import drop_declared, known_root
from crawler.extract.witness import agreement, second_reading
from crawler.outlet import Outlet

# Below so many characters a story is so short that a second opinion is worth its price.
FEW = 60


@dataclass(frozen=True, slots=True)
class Body:
    """The blocks of the story in page order, whether they are doubtful, and what was left out inside the story."""

    blocks: tuple[Block, ...]
    doubtful: bool
    removed: tuple[Removed, ...] = ()


def read_body(tree: HtmlElement, outlet: Outlet | None, headline: str | None) -> Body:
    """The blocks of the story on a page. The tree is spent afterwards: read everything else before."""
    declared = drop_declared(tree, outlet)
    root = known_root(tree, outlet)
    body = _read(root, None) if root is not None else None
    if body is None or len(prose(body.blocks)) < FEW:
        body = _read(tree, headline)
    return Body(body.blocks, body.doubtful, (*declared, *body.removed))


def _read(root: HtmlElement, headline: str | None) -> Body:
    found = read_lines(root)
    worths = [worth(line) for line in found.lines]
    anchor = anchor_of(found, worths, headline)
    weights = weigh(found, worths, anchor)
    span = best_span(found, weights)
    if span is None:
        return _second_opinion(root, found, Body((), True), anchored=False)
    silence_lists(found, worths, span)
    first = anchor + 1 if anchor is not None and span.first <= anchor < span.last else span.first
    blocks, left_out = blocks_of(found.lines[first : span.last])
    above = [Removed("above the story", line.text) for line in found.lines[span.first : first] if line.text]
    body = Body(tuple(blocks), False, (*above, *left_out))
    share = share_of(weights, span)
    if len(prose(blocks)) < FEW or share < 0.4 or (anchor is None and share < 0.7):
        return _second_opinion(root, found, body, anchored=anchor is not None)
    return body


def _second_opinion(tree: HtmlElement, found: Lines, body: Body, *, anchored: bool) -> Body:
    """Ask trafilatura. Where the two agree nothing changes; where ours is a scrap of theirs, theirs is taken.

    A scrap right under its headline is a short story, and what trafilatura adds to it is other stories.
    """
    ours, lines = prose(body.blocks), second_reading(tree, found)
    theirs = "\n".join(lines)
    if not theirs:
        return Body(body.blocks, True, body.removed)
    ours_in_theirs, theirs_in_ours = agreement(ours, theirs)
    if ours_in_theirs >= 0.8 and theirs_in_ours >= 0.6:
        return body
    scrap = not anchored and len(ours) < FEW and ours_in_theirs >= 0.8 and len(theirs) <= 4 * len(ours)
    if not ours or scrap:
        return Body(tuple(Block(line) for line in lines), True, body.removed)
    return Body(body.blocks, True, body.removed)
