"""Whether a page that still answers has lost its story: a notice stands in its place, or nothing. A pure rule.

A page whose layout changed still has the text somewhere, where our rules do not find it: that is no withdrawal.
"""

import re

from archive import Article, Mark
from crawler.draft import Page
from crawler.errors import Fault, PageUnreadable
from crawler.extract.decode import decode
from crawler.extract.markup import is_markup, parse, visible
from crawler.lexicon.plain import bare, plain

RUN = 8  # characters; a run of so many is seldom shared by chance
STILL_THERE = 0.05  # of the last text's runs: a headline and a line of it may be quoted in a list of stories
HARDLY_ANY = 0.2  # of the last text's length
BRIEF = 80  # characters; of so short a text, only a notice tells that it is gone
LONGEST_NOTICE = 60  # characters

# Matched against `plain` lines: no blanks, lower case, simplified script.
_WHAT = (
    "(?:(?:本|该|此|这)(?:篇|条|则|个)?(?:文章?|报[道导]|新闻|稿件?|帖子?|贴文|内容|页面?|信息|资讯)"
    "|(?:文章|报[道导]|新闻|稿件|帖子|内容|页面|网页|信息|资讯)(?:内容)?)"
)
_TAKEN = "(?:删除|移除|下架|撤下|撤稿|撤回|撤除|屏蔽|隐藏|取消|下线|关闭)"
_NOT_THERE = (
    rf"(?:(?:[已经由因应][^,。的]{{0,12}}?)?(?:予以|自行|被|遭)?{_TAKEN}|不存在|找不到|未找到|(?:已|已经)?(?:失效|过期)"
    r"|(?:暂时?)?(?:无法|不能|不再|不予)(?:[显顯]示|查看|浏览|访问|提供|开放)|不可用)"
)
_NOTICE = re.compile(
    rf"^\W*(?:(?:很?抱歉|对不起|很?遗憾|敬启者|提示|公告|声明|通知)\W*)?(?:[您你].{{0,8}}的)?{_WHAT}{_NOT_THERE}(?:[了或]|(?=[请敬如])|\W|$)"
    rf"|^\W*已{_TAKEN}\W*$"
    r"|(?:article|story|page|post|content)(?:hasbeen|was|is)(?:removed|deleted|nolongeravailable|unavailable|withdrawn)"
)


def lost(last: str, page: Page, article: Article | None) -> Fault | None:
    """Why a page is to be taken for one whose story is gone: `notice` or `emptied`; None for one that has a story.

    `last` is the body it had when it was last read, `article` what is read in it now, if anything.
    """
    shown = _shown(page)
    old = bare(last)
    if shown is None or not old or (article is not None and {Mark.BOT_WALL, Mark.TEASER} & set(article.marks)):
        return None
    left = len(bare("".join(article.body))) if article is not None else 0
    if left > max(HARDLY_ANY * len(old), LONGEST_NOTICE) or _share(old, bare("".join(shown))) > STILL_THERE:
        return None
    notice = next((line for line in map(_line, shown) if len(line) <= LONGEST_NOTICE and is_notice(line)), None)
    if notice is not None:
        return Fault("notice", f"where the story was, the page says: {notice}")
    if len(old) >= BRIEF and left <= HARDLY_ANY * len(old):
        return Fault("emptied", "the page is there, but nothing of the story it had")
    return None


def is_notice(line: str) -> bool:
    """Whether a line says that what stood here was taken away."""
    return _NOTICE.search(plain(line)) is not None


def _line(piece: str) -> str:
    return " ".join(piece.split())


def _shown(page: Page) -> list[str] | None:
    """The pieces of text that a page shows; None where nobody can tell."""
    if not page.body.strip():
        return []
    try:
        text = decode(page.body, page.content_type).text
        return [*visible(parse(text))] if is_markup(text) else text.splitlines()
    except PageUnreadable:
        return None


def _share(old: str, shown: str) -> float:
    """How much of a text stands somewhere on the page, 0 to 1."""
    runs = {old[at : at + RUN] for at in range(max(1, len(old) - RUN + 1))}
    return sum(run in shown for run in runs) / len(runs)
