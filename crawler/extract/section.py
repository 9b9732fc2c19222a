"""The outlet's own heading for a story, and the key words it gave."""

import re
from collections.abc import Iterable, Iterator

from lxml.html import HtmlElement

from crawler.extract.claims import Claims, words_of
from crawler.extract.markup import text_of
from crawler.lexicon.plain import bare, plain

MOST_TAGS = 15  # a list of more is a cloud of the site's tags, not a story's

_TRAIL = re.compile(
    r"bread-?crumb|\bcrumbs?\b|(?:^|\s)(?:path|pt|navi?path|weizhi|dangqian|(?:cur|now)?_?(?:location|position))(?:\s|$)|you-?are-?here",
    re.IGNORECASE,
)
# In the spelling of `crawler.lexicon.plain`.
_NOT_A_SECTION = re.compile(
    r"(?:首页|主页|网站首页|home|frontpage|正文.*|栏目首页|内文|全文|详细|详情|查看详情|查看内容|文章|新闻正文|uncategorized|未分类.*|all|全部|"
    r"[您你]的位置.*|当前位置.*)"
)
_TAG_LISTS = re.compile(
    r"(?:^|[\s_-])(?:tags?-?links|(?:post|entry|article|story|news)[_-]?tags?|tag-?list|tagcloud-story)(?:$|[\s_-])",
    re.IGNORECASE,
)
_DATE = re.compile(r"\s(?:19|20)\d\d\s?[年/-].*$")
_SPREAD = re.compile(r"(?<=^[\u4e00-\u9fff])\s(?=[\u4e00-\u9fff]$)")  # 行 業, set wide for looks
_PARTS = re.compile(r"[>›»＞/|]|&gt;|::")


def read_section(tree: HtmlElement, claims: Claims, headline: str | None) -> str | None:
    """What the page claims, else the last step of its trail of bread crumbs that is neither home nor the story."""
    claimed = [*words_of(claims.story.get("articleSection")), *claims.meta.get("article:section", ())]
    found = next(_sections(claimed, headline), None)
    if found is None:
        found = next(_sections(reversed(claims.crumbs), headline), None)
    if found is None:
        found = next(_sections(reversed(_trail(tree)), headline), None)
    return found


def read_tags(tree: HtmlElement, claims: Claims) -> tuple[str, ...]:
    """Key words given to this story: claimed, or printed as links under it."""
    claimed = words_of(claims.story.get("keywords")) or list(claims.meta.get("article:tag", ()))
    claimed = claimed or [claims.first("news_keywords") or ""]
    tags = [tag.strip(" #") for text in claimed for tag in re.split(r"[,，、;；]", text)]
    if not any(tags):
        tags = [text_of(link, 40).strip(" #") for link in _tag_links(tree)]
    found = tuple(dict.fromkeys(tag for tag in tags if 0 < len(tag) <= 30))
    return found if len(found) <= MOST_TAGS else ()


def _tag_links(tree: HtmlElement) -> list[HtmlElement]:
    marked = [link for link in tree.iter("a") if "tag" in (link.get("rel") or "").split()]
    if marked:
        return marked
    for element in tree.iter("div", "span", "ul", "p"):
        if _TAG_LISTS.search(element.get("class") or ""):
            return list(element.iter("a"))
    return []


def _sections(texts: Iterable[str], headline: str | None) -> Iterator[str]:
    story = bare(headline or "")
    for text in texts:
        name = text.strip(" >›»：:")
        form = bare(name)
        if 0 < len(name) <= 24 and form and not _NOT_A_SECTION.fullmatch(plain(name)) and form not in story:
            yield name


def _trail(tree: HtmlElement) -> list[str]:
    for element in tree.iter("nav", "div", "ul", "ol", "p", "span", "td", "section"):
        if not _TRAIL.search(f"{element.get('class') or ''} {element.get('id') or ''}"):
            continue
        text = text_of(element, 200)
        steps = _PARTS.split(text)
        if len(steps) < 2 and "crumb" in (element.get("class") or "").lower():
            steps = [text_of(link, 60) for link in element.iter("a")]
        steps = [_SPREAD.sub("", _DATE.sub("", step).strip()) for step in steps if step.strip()]
        if 2 <= len(steps) <= 8 and len(text) < 200:
            return steps
    return []
