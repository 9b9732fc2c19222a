"""What is missing or doubtful in an article: each mark from one stated rule."""

import re
from collections.abc import Sequence
from itertools import islice

from lxml.html import HtmlElement

from archive import Article, Mark
from crawler.extract.around import Near
from crawler.extract.body import Body
from crawler.extract.claims import Claims
from crawler.extract.markup import text_of
from crawler.lexicon.plain import plain

SHORT = 80  # Chinese characters or words of a body; a brief of two sentences passes

LONGEST = 120  # characters; what a wall or a missing page says is shorter than a paragraph

_HAN = re.compile(r"[\u3400-\u9fff]+")
_WORDS = re.compile(r"[^\W\d_\u3400-\u9fff]{2,}")
# Patterns are matched against `plain` lines: no blanks, lower case, simplified script.
_PAGE = "(?:页面?|网页|文章|内容|新闻)"
_ASKED_FOR = "(?:[您你]所?(?:要|想)?(?:访问|查找|寻找|浏览|看)的)"
_GONE = "(?:未找到|找不到|查无此?|没有[这此]一?[个篇]?|不存在|已[经]?被?(?:删除|移除|下架)|无法找到)"
_NOT_FOUND = re.compile(
    rf"^\W*(?:404|{_ASKED_FOR}?{_PAGE}{_GONE}|{_ASKED_FOR}.{{0,12}}{_GONE}|{_GONE}{_PAGE}"
    r"|(?:page)?notfound|error404|nothingfound|抱歉.{0,8}(?:不存在|找不到|删除))"
)
_WALL = re.compile(
    r"justamoment|checkingyourbrowser|attentionrequired|verify(?:ing)?(?:that)?youare(?:a)?human|"
    r"areyouarobot|accessdenied|"
    r"enablejavascriptandcookies|ddosprotection|[请請]完成(?:安全)?[验驗][证證]|(?:安全|"
    r"人[机機])[验驗][证證]|访问过于频繁|滑动[验驗][证證]"
)
_MORE = re.compile(r"(?:(?:阅读|閱读|繼续|继续阅读|阅读更多)全?文?|readmore|continuereading|\[(?:详[细細]|…)\])\W*$")
_PAID = "(?:订阅|登[入录錄]|加入[会會][员員]|成[为為][会會][员員]|付[费費]|[购購][买買]|升[级級])"
_READ = "(?:阅读|[继繼][续續]|解[锁鎖]|[观觀]看|查看)"
_WHOLE = "(?:全文|完整|本文|文章|全部[内內]容)"
_TEASER = re.compile(
    rf"{_PAID}.{{0,10}}{_READ}.{{0,8}}{_WHOLE}|{_READ}{_WHOLE}.{{0,8}}{_PAID}|"
    r"(?:[会會][员員]|[订訂][户戶]|vip)(?:限定|[专專][属屬享]|[独獨]享)(?:文章|[内內]容|全文)|"
    r"this(?:article|content)isfor(?:subscribers|members)|subscribeto(?:read|continue)"
)


def measure(article: Article) -> tuple[Mark, ...]:
    """The marks of a finished article, after those it already carries."""
    size = size_of("\n".join(article.body))
    rules = (
        (Mark.NO_HEADLINE, article.headline is None),
        (Mark.NO_DATE, article.published_at is None),
        (Mark.SHORT, 0 < size < SHORT),
        (Mark.NO_ARTICLE, size == 0),
        (Mark.MOJIBAKE, _broken(article)),
    )
    return tuple(dict.fromkeys((*article.marks, *(mark for mark, holds in rules if holds))))


def kind_of_page(
    article: Article, claims: Claims, tree: HtmlElement, body: Body, around: Sequence[Near]
) -> tuple[Mark, ...]:
    """Marks of pages that answered 200 and are no story, or not the whole of one; best-effort text is given with them.

    A wall and a 404 have hardly any text, so a long page is neither: a story may well be about robots.
    """
    lines = [block.text for block in body.blocks if block.text]
    size = size_of("\n".join(lines))
    beside = (*(removed.text for removed in body.removed[:40]), *(near.text for near in around if near.after))
    headings = [article.headline or "", *(text_of(heading, 80) for heading in islice(tree.iter("h1", "h2"), 6))]
    said = [plain(line) for line in (claims.title, *headings, *lines, *beside) if len(line) < LONGEST]
    story = bool(claims.story) or claims.first("og:type") == "article" or article.published_source == "visible"
    rules = (
        (Mark.BOT_WALL, size < 3 * SHORT and any(_WALL.search(line) for line in said)),
        (Mark.SOFT_404, size < 2 * SHORT and any(_NOT_FOUND.match(line) for line in said)),
        (Mark.TEASER, any(len(line) < 60 and _TEASER.search(line) for line in said[1:])),
        (Mark.LIST_PAGE, not story and _is_list(tree, lines, size)),
        (Mark.DOUBTFUL_BODY, body.doubtful and size > 0),
    )
    return tuple(mark for mark, holds in rules if holds)


def _is_list(tree: HtmlElement, lines: list[str], size: int) -> bool:
    """A page of links to stories: many linked headlines and hardly any text, or one teaser after another."""
    if sum(bool(_MORE.search(plain(line[-20:]))) for line in lines) >= 3:
        return True
    if size >= 2 * SHORT:
        return False
    links = sum(12 <= len(text_of(link, 60)) <= 60 for link in tree.iter("a"))
    return links >= 15 and size < 8 * links


def size_of(text: str) -> int:
    """How long a text is: Chinese characters and words in other letters."""
    others, runs = _HAN.subn(" ", text)
    return len(text) - len(others) + runs + len(_WORDS.findall(others))


def _broken(article: Article) -> bool:
    parts = [article.headline or "", article.byline or "", *article.body, *(i.caption or "" for i in article.images)]
    return any("�" in part for part in parts)
