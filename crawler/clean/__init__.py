"""Draft → draft: what is not the story goes, and what belongs beside it finds its place. This file knows the order."""

from collections.abc import Sequence

from archive import LearnedLine
from crawler.clean.boilerplate import drop_boilerplate
from crawler.clean.captions import mark_captions, take_captions
from crawler.clean.jammers import drop_jammers
from crawler.clean.learned import drop_learned
from crawler.clean.opening import read_opening, read_signature
from crawler.clean.repeats import drop_repeats
from crawler.clean.spacing import heal_spacing
from crawler.draft import Draft
from crawler.outlet import Outlet

__all__ = ["clean"]


def clean(draft: Draft, outlet: Outlet | None = None, learned: Sequence[LearnedLine] = ()) -> Draft:
    """Clean a draft. The opening is read first, while the story's first line is still first; captions leave last."""
    draft = read_opening(draft)
    draft = mark_captions(draft)
    draft = drop_jammers(draft)
    draft = drop_repeats(draft)
    draft = drop_boilerplate(draft)
    draft = read_signature(draft)
    draft = heal_spacing(draft)
    draft = take_captions(draft)
    if outlet is not None and outlet.fix is not None:
        draft = outlet.fix(draft)
    return drop_learned(draft, learned)
