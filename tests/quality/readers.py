"""Who reads the pages: our pipeline, and trafilatura in its own modes as anyone would call it."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import trafilatura

from archive import Article
from crawler.draft import Page
from crawler.errors import PageUnreadable
from crawler.pipeline import read
from tests.quality.corpus import Case
from tests.quality.metric import Score, compare, without_headline

MODES: dict[str, dict[str, Any]] = {
    "default": {},
    "fast": {"fast": True},
    "precision": {"favor_precision": True},
    "recall": {"favor_recall": True},
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reader made of one page, what it cost, and the whole article where the reader is ours."""

    score: Score
    seconds: float
    article: Article | None = None


def ours(case: Case) -> Reading:
    """Our reading of a page, bytes to article, nothing known of the outlet."""
    start = time.process_time()
    try:
        article = read(Page(body=case.body, url=case.url)).article
    except PageUnreadable:
        article = Article(url=case.url)
    return _scored(case, "\n".join(article.body), time.process_time() - start, article)


def mode(name: str) -> Callable[[Case], Reading]:
    """A mode of trafilatura as a reader."""

    def reader(case: Case) -> Reading:
        text = case.body.decode("utf-8", "replace")
        start = time.process_time()
        document = trafilatura.bare_extraction(text, url=case.url, with_metadata=True, **MODES[name])
        seconds = time.process_time() - start
        return _scored(case, getattr(document, "text", None) or "", seconds)

    return reader


def _scored(case: Case, text: str, seconds: float, article: Article | None = None) -> Reading:
    return Reading(compare(case.gold, without_headline(text, case.headline)), seconds, article)
