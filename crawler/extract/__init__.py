"""Page → draft: the parts of the story as the page prints them, not yet rid of what is not the story."""

from dataclasses import replace
from urllib.parse import urljoin

from lxml.html import HtmlElement

from archive import Article
from crawler.draft import Block, Draft, Page
from crawler.extract.alternates import read_alternates
from crawler.extract.around import Near, holder_of, lines_around
from crawler.extract.body import FEW, Body, read_body
from crawler.extract.byline import read_byline
from crawler.extract.claims import canonical_url, read_claims
from crawler.extract.deck import read_deck
from crawler.extract.decode import decode
from crawler.extract.embedded import blocks_in, scripts_of, story_in
from crawler.extract.headline import headline_above, headline_of_body, read_headline
from crawler.extract.hero import hero_of
from crawler.extract.marks import kind_of_page
from crawler.extract.markup import fold, is_markup, parse
from crawler.extract.published import complete_day, read_published
from crawler.extract.section import read_section
from crawler.extract.tags import keywords_of, read_tags
from crawler.extract.text import read_text
from crawler.outlet import Outlet

__all__ = ["extract"]


def extract(page: Page, outlet: Outlet | None = None) -> Draft:
    """Read one page, HTML or a text dump, told apart by looking.

    Raises PageUnreadable where there is no text: an empty, binary, oversized or hopelessly nested page.
    """
    decoded = decode(page.body, page.content_type, outlet.encoding if outlet else None)
    if not is_markup(decoded.text):
        return read_text(decoded.text, page.url)
    tree = parse(decoded.text)
    claims = read_claims(tree)
    headline = read_headline(tree, claims)
    url = canonical_url(claims, page.url, outlet)
    article = Article(
        url=url,
        headline=headline.text,
        section=read_section(tree, claims, headline.text),
        tags=read_tags(tree, claims),
        alternates=read_alternates(tree, url, page.url, outlet),
    )
    around = lines_around(headline.element) if headline.element is not None else []
    scripts = scripts_of(tree)
    body = read_body(tree, outlet, headline.text)
    if scripts and len(_prose(body)) < FEW and (story := story_in(scripts, claims.title)) is not None:
        claims = replace(claims, story={**story, **claims.story})
        article = replace(article, headline=fold(story["headline"]))
        body = Body(blocks_in(story), True, body.removed)
    elif headline.element is None and body.blocks:
        around, article = _headed(tree, body, article)
    article = replace(article, deck=read_deck(around, article.headline))
    article = read_byline(article, claims, around, outlet)
    if not article.tags:
        article = replace(article, tags=keywords_of(claims, article.headline, _prose(body)))
    article = read_published(article, claims, around, page, outlet)
    article = complete_day(article, body.blocks, page.url)
    article = replace(article, marks=(*article.marks, *kind_of_page(article, claims, tree, body, around)))
    hero = hero_of(headline.element, claims, body.blocks)
    blocks = body.blocks if hero is None else (hero, *body.blocks)
    return Draft(article, tuple(_absolute(block, article.url) for block in blocks), body.removed)


def _headed(tree: HtmlElement, body: Body, article: Article) -> tuple[list[Near], Article]:
    """What stands around a story whose headline no heading prints, and the article with its headline."""
    first = headline_of_body(article.headline, [block.text for block in body.blocks])
    holder = holder_of(tree, first) if first is not None else None
    if holder is not None:
        return lines_around(holder), replace(article, headline=first)
    around = _lines_around_story(tree, body)
    return around, replace(article, headline=headline_above(article.headline, around, _prose(body)[:2_000]))


def _lines_around_story(tree: HtmlElement, body: Body) -> list[Near]:
    """Where no heading is known, what stands around the first paragraph stands around the headline."""
    first = next((block.text for block in body.blocks if len(block.text) > 14), "")
    holder = holder_of(tree, first) if first else None
    return lines_around(holder) if holder is not None else []


def _prose(body: Body) -> str:
    return "".join(block.text for block in body.blocks)


def _absolute(block: Block, url: str | None) -> Block:
    """A block whose picture has a full address, where that of the page is known."""
    if block.image is None or url is None:
        return block
    try:
        return replace(block, image=urljoin(url, block.image))
    except ValueError:
        return replace(block, image=None)
