"""The second witness: trafilatura on what is left of the tree, asked only where the first is in doubt."""

from collections import Counter
from configparser import ConfigParser
from functools import cache
from itertools import accumulate

from lxml.html import HtmlElement

from crawler.extract.lines import Lines
from crawler.lexicon.plain import plain


@cache
def _settings() -> ConfigParser:
    from trafilatura.settings import use_config  # noqa: PLC0415

    config: ConfigParser = use_config()
    # The stock 250 characters are a long story in Chinese: below it trafilatura keeps the page's menus instead.
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", "50")
    return config


# A page beyond these bounds is no story in an odd form but an attack or a broken program: no second look.
MOST_ELEMENTS = 5_000
DEEPEST = 200


def second_reading(tree: HtmlElement, found: Lines) -> list[str]:
    """The paragraphs trafilatura finds once what is not the story is cut out of the tree.

    None on a page too large or too deep to be worth a second look.
    """
    if len(found.spans) > MOST_ELEMENTS or max((span.depth for span in found.spans), default=0) > DEEPEST:
        return []
    loud = [0, *accumulate(int(not line.noise) for line in found.lines)]
    for span in found.spans:
        silent = span.first < span.last and loud[span.first] == loud[span.last]
        if silent and span.element.getparent() is not None:
            span.element.drop_tree()
    import trafilatura  # noqa: PLC0415 - 60 ms of each reader's start, and few sites need a second look

    text = trafilatura.extract(tree, fast=True, favor_precision=True, include_comments=False, config=_settings())
    return [line.strip() for line in (text or "").split("\n") if line.strip()]


def agreement(one: str, other: str) -> tuple[float, float]:
    """How much of the first text is in the second, and of the second in the first, by runs of three characters."""
    ours, theirs = _runs(one), _runs(other)
    both = sum((ours & theirs).values())
    return both / (sum(ours.values()) or 1), both / (sum(theirs.values()) or 1)


def _runs(text: str) -> Counter[str]:
    said = plain(text)
    return Counter(said[i : i + 3] for i in range(len(said) - 2))
