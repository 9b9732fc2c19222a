"""The story's own blocks out of a page's tree."""

from dataclasses import dataclass

from lxml.html import HtmlElement

from crawler.draft import Block, Removed
from crawler.extract.container import best_span, silence_noise
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
    silence_noise(found)
    span = best_span(found)
    if span is None:
        return Body((), True)
    kept, removed = [], []
    for line in found.lines[span.first : span.last]:
        if line.noise or line.links > 0.5:
            removed.append(Removed("not the story", line.text))
        else:
            kept.append(Block(line.text, line.kind, line.image))
    return Body(tuple(kept), False, tuple(removed))
