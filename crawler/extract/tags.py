"""The key words an outlet gave to a story: claimed, linked under it, or printed in a row 關鍵詞：…"""

import re
from collections.abc import Iterable

from lxml.html import HtmlElement

from crawler.extract.claims import Claims, words_of
from crawler.extract.markup import text_of
from crawler.lexicon.plain import bare, kept

MOST_TAGS = 15  # a list of more is a cloud of the site's tags, not a story's
MOST_KEYWORDS = 8  # in a meta tag; more are there for search engines

_LISTS = re.compile(
    r"(?:^|[\s_-])(?:tags?-?links|(?:post|entry|article|story|news)[_-]?tags?|tag-?list|tagcloud-story)(?:$|[\s_-])",
    re.IGNORECASE,
)
_ROW = re.compile(r"^\s*(?:相[关關])?(?:tags?|keywords?|[关關][键鍵][字词詞]|[标標][签籤])\s*[:：]\s*", re.IGNORECASE)
_BETWEEN = re.compile(r"[,，、;；|]")


def read_tags(tree: HtmlElement, claims: Claims) -> tuple[str, ...]:
    """Key words given to this story: claimed, or printed as links under it."""
    claimed = words_of(claims.story.get("keywords")) or list(claims.meta.get("article:tag", ()))
    claimed = claimed or [claims.first("news_keywords") or ""]
    return _tags(claimed) or _tags(_linked(tree)) or _tags(_row(tree))


def keywords_of(claims: Claims, headline: str | None, story: str) -> tuple[str, ...]:
    """The key words of the meta tag where they are the story's: few, not the site's name, half of them in the text."""
    found = _tags(claims.meta.get("keywords", ()))
    if not found or len(found) > MOST_KEYWORDS:
        return ()
    told = bare(f"{headline or ''}{story}")
    site = bare(f"{claims.first('og:site_name') or ''} {claims.title.removeprefix(headline or '')}")
    own = [tag for tag in found if bare(tag) in told]
    if 2 * len(own) < len(found) or any(bare(tag) in site for tag in found):
        return ()
    return tuple(tag for tag in found if bare(tag) != bare(headline or ""))


def _tags(texts: Iterable[str]) -> tuple[str, ...]:
    parts = (tag.strip(" #") for text in texts for tag in _BETWEEN.split(text))
    found = tuple(dict.fromkeys(tag for tag in parts if 0 < len(tag) <= 30))
    return found if len(found) <= MOST_TAGS else ()


def _linked(tree: HtmlElement) -> list[str]:
    marked = [link for link in tree.iter("a") if "tag" in (link.get("rel") or "").split()]
    if marked:
        return [text_of(link, 40) for link in marked]
    for element in tree.iter("div", "span", "ul", "p"):
        if (names := element.get("class")) and _names_list(names):
            return [text_of(link, 40) for link in element.iter("a")]
    return []


@kept
def _names_list(names: str) -> bool:
    return _LISTS.search(names) is not None


def _row(tree: HtmlElement) -> list[str]:
    """A row that says what it is: 關鍵詞：渡輪 港口, each of them a link or not."""
    for element in tree.iter("div", "p", "td", "dd", "li", "span", "strong", "b", "label", "em"):
        if not element.text or not _ROW.match(element.text):
            continue
        row = element if element.tag in {"div", "p", "td", "dd", "li"} else element.getparent()
        links = [text_of(link, 40) for link in row.iter("a")] if row is not None else []
        return links or _ROW.sub("", text_of(row, 200)).split(" ")
    return []
