"""The story's own blocks out of a page's tree."""

from dataclasses import dataclass

from lxml.html import HtmlElement

from crawler.draft import Block, Removed
from crawler.extract.container import anchor_of, best_span, silence_noise
from crawler.extract.lines import read_lines
from crawler.outlet import Outlet


@dataclass(frozen=True, slots=True)
class Body:
    """The blocks of the story in page order, whether they are doubtful, and what was left out inside the story."""

    blocks: tuple[Block, ...]
    doubtful: bool
    removed: tuple[Removed, ...] = ()


def read_body(tree: HtmlElement, outlet: Outlet | None, headline: str | None) -> Body:
    """The blocks of the story on a page. The tree is spent afterwards: read everything else before."""
    found = read_lines(tree)
    anchor = anchor_of(found, headline)
    silence_noise(found, anchor)
    span = best_span(found, anchor)
    if span is None:
        return Body((), True)
    first = anchor + 1 if anchor is not None and span.first <= anchor < span.last else span.first
    kept: list[Block] = []
    removed = [Removed("above the story", line.text) for line in found.lines[span.first : first] if line.text]
    for line in found.lines[first : span.last]:
        if line.noise or line.links > 0.5:
            removed.append(Removed("not the story", line.text))
        else:
            kept.append(Block(line.text, line.kind, line.image))
    return Body(tuple(kept), False, tuple(removed))
