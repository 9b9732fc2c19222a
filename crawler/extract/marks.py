"""What is missing or doubtful in an article: each mark from one stated rule."""

import re

from lxml.html import HtmlElement

from archive import Article, Mark
from crawler.extract.body import Body
from crawler.extract.claims import Claims
from crawler.extract.markup import text_of

SHORT = 80  # Chinese characters or words of a body; a brief of two sentences passes

_NOT_FOUND = re.compile(
    r"^\W*(?:404|(?:頁面|页面|網頁|网页|文章|內容|内容|您(?:所)?(?:訪問|访问|查找|尋找)的.{0,12})(?:未找到|找不到|不存在|已(?:被)?(?:刪除|删除|移除|下架)|無法找到|无法找到)"
    r"|找不到(?:頁面|页面|網頁|网页|文章)|page not found|not found|error 404|nothing found|抱歉.{0,8}(?:不存在|找不到|刪除|删除))",
    re.I,
)
_WALL = re.compile(
    r"just a moment|checking your browser|attention required|verify(?:ing)? (?:that )?you are (?:a )?human|are you a robot|"
    r"access denied|enable javascript and cookies|ddos protection|請完成(?:安全)?驗證|请完成(?:安全)?验证|安全驗證|安全验证|人機驗證|人机验证|訪問過於頻繁|访问过于频繁|滑動驗證|滑动验证",
    re.I,
)
_MORE = re.compile(
    r"(?:閱讀全文|阅读全文|繼續閱讀|继续阅读|閱讀更多|阅读更多|read more|continue reading|\[(?:詳細|详细|…)\])\W*$",
    re.I,
)
_TEASER = re.compile(
    r"(?:訂閱|订阅|登入|登錄|登录|加入會員|加入会员|成為會員|成为会员|付費|付费|購買|购买|升級|升级).{0,14}(?:閱讀|阅读|繼續|继续|解鎖|解锁|觀看|观看|查看|瀏覽|浏览|看).{0,10}(?:全文|完整|更多|文章|內容|内容)?"
    r"|(?:閱讀|阅读|查看|解鎖|解锁)全文.{0,12}(?:訂閱|订阅|登入|登录|付費|付费|會員|会员)|(?:會員|会员|訂戶|订户|VIP)(?:限定|專屬|专属|專享|专享|獨享|独享)|"
    r"this (?:article|content) is for (?:subscribers|members)|subscribe to (?:read|continue)",
    re.I,
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


def kind_of_page(article: Article, claims: Claims, tree: HtmlElement, body: Body) -> tuple[Mark, ...]:
    """Marks of pages that answered 200 and are no story, or not the whole of one; best-effort text is given with them.

    A wall and a 404 have hardly any text, so a long page is neither: a story may well be about robots.
    """
    lines = [block.text for block in body.blocks if block.text]
    size = size_of("\n".join(lines))
    said = [claims.title, *lines, *(removed.text for removed in body.removed[:40])]
    story = bool(claims.story) or claims.first("og:type") == "article" or article.published_source == "visible"
    rules = (
        (Mark.BOT_WALL, size < 3 * SHORT and any(_WALL.search(line) for line in said)),
        (Mark.SOFT_404, size < 2 * SHORT and any(_NOT_FOUND.match(line) for line in said)),
        (Mark.TEASER, any(len(line) < 80 and _TEASER.search(line) for line in said[1:])),
        (Mark.LIST_PAGE, not story and _is_list(tree, lines, size)),
        (Mark.DOUBTFUL_BODY, body.doubtful and size > 0),
    )
    return tuple(mark for mark, holds in rules if holds)


def _is_list(tree: HtmlElement, lines: list[str], size: int) -> bool:
    """A page of links to stories: many linked headlines and hardly any text, or one teaser after another."""
    links = sum(12 <= len(text_of(link, 60)) <= 60 for link in tree.iter("a"))
    teasers = sum(bool(_MORE.search(line)) for line in lines)
    return teasers >= 3 or (links >= 15 and size < 2 * SHORT and size < 8 * links)


def size_of(text: str) -> int:
    """How long a text is: Chinese characters and words in other letters."""
    han = sum("\u3400" <= c <= "\u9fff" for c in text)
    return han + len(re.findall(r"[^\W\d_\u3400-\u9fff]{2,}", text))


def _broken(article: Article) -> bool:
    parts = [article.headline or "", article.byline or "", *article.body, *(i.caption or "" for i in article.images)]
    return any("�" in part for part in parts)
