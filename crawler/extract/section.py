"""The outlet's own heading for a story: claimed, or the last step of a trail of bread crumbs."""

import re
from collections.abc import Iterable, Iterator

from lxml.html import HtmlElement

from crawler.extract.claims import Claims, words_of
from crawler.extract.markup import text_of
from crawler.lexicon.plain import bare, kept, plain

_TRAIL = re.compile(
    r"bread-?crumb|\bcrumbs?\b|(?:^|\s)(?:path|pt|navi?path|weizhi|dangqian|(?:cur|now)?_?(?:location|"
    r"position))(?:\s|$)|you-?are-?here",
    re.IGNORECASE,
)
# In the spelling of `crawler.lexicon.plain`.
_NOT_A_SECTION = re.compile(
    r"(?:首页|主页|网站首页|home|frontpage|正文.*|栏目首页|内文|全文|详细|详情|查看详情|查看内容|文章|"
    r"新闻正文|uncategorized|未分类.*|all|全部|"
    r"[您你]的位置.*|当前位置.*)"
)
_DATE = re.compile(r"\s(?:19|20)\d\d\s?[年/-].*$")
_HOME = re.compile(r"(?:.{0,8}(?:位置|所在|here)\W*)?(?:网站)?(?:首页|主页|home)", re.IGNORECASE)
_HOME_AT_ALL = re.compile("[首主HhＨｈ]")  # a page has hundreds of links
_STEP = re.compile(r"\s*[>›»＞→]\s*")
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


def _sections(texts: Iterable[str], headline: str | None) -> Iterator[str]:
    """Those of the texts that may be a section's name: not home, not the story itself."""
    story = bare(headline or "")
    for text in texts:
        name = text.strip(" >›»：:")
        form = bare(name)
        if 0 < len(name) <= 24 and form and not _NOT_A_SECTION.fullmatch(plain(name)) and not _is_story(form, story):
            yield name


def _is_story(form: str, story: str) -> bool:
    """Whether a step of a trail is the headline, or what a trail shows of a long one. A section's name is short."""
    return form == story or (len(form) > 6 and form in story)


def _trail(tree: HtmlElement) -> list[str]:
    for element in tree.iter("nav", "div", "ul", "ol", "p", "span", "td", "section"):
        if not _names_trail(f"{element.get('class') or ''} {element.get('id') or ''}"):
            continue
        text = text_of(element, 200)
        steps = _PARTS.split(text)
        if len(steps) < 2 and "crumb" in (element.get("class") or "").lower():
            steps = [text_of(link, 60) for link in element.iter("a")]
        steps = [_SPREAD.sub("", _DATE.sub("", step).strip()) for step in steps if step.strip()]
        if 2 <= len(steps) <= 8 and len(text) < 200:
            return steps
    return _unnamed_trail(tree)


@kept
def _names_trail(names: str) -> bool:
    return _TRAIL.search(names) is not None


def _unnamed_trail(tree: HtmlElement) -> list[str]:
    """A trail in an element without a telling name: 首頁 > 僑社 > 內文, the home page linked."""
    for link in tree.iter("a"):
        text = link.text
        if not text or not _HOME_AT_ALL.search(text) or not _HOME.fullmatch(plain(text)[:12]):
            continue
        parent = link.getparent()
        steps = _STEP.split(text_of(parent, 200))
        if 2 <= len(steps) <= 8 and _HOME.fullmatch(plain(steps[0])) and all(0 < len(step) < 80 for step in steps):
            return steps
    return []
