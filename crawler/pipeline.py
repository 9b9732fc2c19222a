"""The order of reading: extract, clean, measure. The only file that knows it."""

from collections.abc import Sequence
from dataclasses import replace

from archive import Article, LearnedLine, Mark
from crawler.clean import clean
from crawler.draft import Draft, Kind, Page
from crawler.errors import Fault
from crawler.extract import extract
from crawler.extract.marks import measure
from crawler.extract.script import language_of, script_of
from crawler.outlet import Outlet
from crawler.rules import version

# What is written beside every article that is read here. It changes when any of the rules does.
RULES = version()

_REFUSED = {
    Mark.BOT_WALL: "the server sent a check for robots in place of the page",
    Mark.SOFT_404: "the page says it does not exist, with a status that says it does",
    Mark.LIST_PAGE: "this is a list of stories, not a story",
    Mark.NO_ARTICLE: "there is no story on this page",
}


def read(page: Page, outlet: Outlet | None = None, learned: Sequence[LearnedLine] = ()) -> Draft:
    """Read a page to the end: an article whose body, script, language and marks are final, and what was removed.

    Raises PageUnreadable where the page has no text.
    """
    draft = clean(extract(page, outlet), outlet, learned)
    body = tuple(block.text for block in draft.blocks if block.kind is not Kind.CAPTION and block.text)
    text = "\n".join((draft.article.headline or "", *body))
    article = replace(draft.article, body=body, script=script_of(text), language=language_of(text))
    return replace(draft, article=replace(article, marks=measure(article)))


def read_story(pages: Sequence[Page], outlet: Outlet | None = None, learned: Sequence[LearnedLine] = ()) -> Draft:
    """Read a story that runs over several pages: the record of the first, the body and pictures of all, in order.

    Raises PageUnreadable where one of them has no text.
    """
    first, *rest = (read(page, outlet, learned) for page in pages)
    if not rest:
        return first
    body = (*first.article.body, *(paragraph for draft in rest for paragraph in draft.article.body))
    images = (*first.article.images, *(image for draft in rest for image in draft.article.images))
    marks = tuple(mark for mark in first.article.marks if mark is not Mark.SHORT)  # of the first page alone
    article = replace(first.article, body=body, images=images, marks=marks)
    removed = (*first.removed, *(removed for draft in rest for removed in draft.removed))
    candidates = (*first.candidates, *(candidate for draft in rest for candidate in draft.candidates))
    numbers = {number for draft in (first, *rest) for number in draft.learned}
    return Draft(
        replace(article, marks=measure(article)), first.blocks, removed, candidates, learned=tuple(sorted(numbers))
    )


def rules_of(draft: Draft) -> str:
    """The rules that made a draft what it is: their version, and the numbers of the learned lines that took part."""
    return f"{RULES} learned {','.join(map(str, draft.learned))}" if draft.learned else RULES


def refusal(article: Article) -> Fault | None:
    """Why what was read is not to be kept as an article; None where it is one."""
    for mark, message in _REFUSED.items():
        if mark in article.marks:
            return Fault(mark.value, message)
    if not article.body:
        return Fault(Mark.NO_ARTICLE.value, _REFUSED[Mark.NO_ARTICLE])
    if article.url is None:
        return Fault("no_address", "neither the page nor its caller says what its address is")
    return None
