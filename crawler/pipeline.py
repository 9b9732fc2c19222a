"""The order of reading: extract, clean, measure. The only file that knows it."""

from dataclasses import replace

from crawler.clean import clean
from crawler.draft import Draft, Kind, Page
from crawler.extract import extract
from crawler.extract.marks import measure
from crawler.extract.script import language_of, script_of
from crawler.outlet import Outlet


def read(page: Page, outlet: Outlet | None = None) -> Draft:
    """Read a page to the end: an article whose body, script, language and marks are final, and what was removed.

    Raises PageUnreadable where the page has no text.
    """
    draft = clean(extract(page, outlet), outlet)
    body = tuple(block.text for block in draft.blocks if block.kind is not Kind.CAPTION and block.text)
    text = "\n".join((draft.article.headline or "", *body))
    article = replace(draft.article, body=body, script=script_of(text), language=language_of(text))
    return replace(draft, article=replace(article, marks=measure(article)))
