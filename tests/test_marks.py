"""What is missing or doubtful is marked, and nothing else is."""

import pytest

from archive import Article, Image, Mark
from crawler.draft import Page
from crawler.extract.marks import measure, size_of
from crawler.pipeline import read

PARAGRAPH = "鎮上的圖書館週六重新開門，三百多人排隊進場，隊伍一直排到對街的麵店門口。館長說，新館比舊館多了四十個座位。"
STORY = "".join(f"<p>{PARAGRAPH}第{i}天也是如此。</p>" for i in range(3))


def marks(body: str, title: str = "圖書館重新開門", head: str = "") -> set[Mark]:
    page = f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>"
    return set(read(Page(body=page.encode())).article.marks)


def test_sound_page_has_no_mark() -> None:
    assert marks(f"<h1>圖書館重新開門</h1><p class='date'>2024-06-01 10:00</p><div>{STORY}</div>") == set()


@pytest.mark.parametrize(
    ("article", "mark"),
    [
        (Article(url=None), Mark.NO_ARTICLE),
        (Article(url=None, body=("雨停了。",)), Mark.SHORT),
        (Article(url=None, body=("雨停了。",)), Mark.NO_DATE),
        (Article(url=None, body=("雨停了。",)), Mark.NO_HEADLINE),
        (Article(url=None, body=("雨\ufffd了。",)), Mark.MOJIBAKE),
        (Article(url=None, headline="雨\ufffd了"), Mark.MOJIBAKE),
        (Article(url=None, images=(Image(caption="\ufffd"),)), Mark.MOJIBAKE),
    ],
)
def test_what_is_missing(article: Article, mark: Mark) -> None:
    assert mark in measure(article)


def test_marks_already_there_stay_first_and_single() -> None:
    marked = Article(url=None, marks=(Mark.DATE_CONFLICT, Mark.NO_DATE))
    assert measure(marked)[:2] == (Mark.DATE_CONFLICT, Mark.NO_DATE)
    assert len(measure(marked)) == len(set(measure(marked)))


def test_size_counts_signs_and_words() -> None:
    assert size_of("圖書館 opened on Saturday，真好。") == 8


@pytest.mark.parametrize(
    ("title", "body", "mark"),
    [
        ("Just a moment...", "<p>Checking your browser before accessing the site.</p>", Mark.BOT_WALL),
        ("安全验证", "<p>请完成安全验证后继续访问本站，验证只需几秒钟时间。</p>", Mark.BOT_WALL),
        (
            "找不到網頁 - 港灣報",
            "<h1>找不到網頁</h1><p>您要找的文章可能已經移走，請再找一次。</p>",
            Mark.SOFT_404,
        ),
        ("港灣報", "<h1>頁面不存在</h1><p>你要看的頁面不存在或已被移除，五秒後返回首頁。</p>", Mark.SOFT_404),
        ("港灣報", "<h1>查無此頁</h1><p>請由首頁再找。</p>", Mark.SOFT_404),
        ("页面不存在", "<p>页面不存在或已被删除，三秒后返回首页。</p>", Mark.SOFT_404),
        ("圖書館重新開門", f"<h1>圖書館重新開門</h1><p>{PARAGRAPH}</p><p>訂閱後繼續閱讀全文</p>", Mark.TEASER),
        ("圖書館重新開門", f"<h1>圖書館重新開門</h1><p>{PARAGRAPH}</p><p>會員專享內容</p>", Mark.TEASER),
        (
            "社區新聞 - 港灣報",
            "<h1>社區新聞</h1>" + "".join(f"<p><a href='/{i}'>鎮上第{i}家麵店今天重新開張</a></p>" for i in range(30)),
            Mark.LIST_PAGE,
        ),
    ],
)
def test_page_that_is_no_story(title: str, body: str, mark: Mark) -> None:
    assert mark in marks(body, title)


@pytest.mark.parametrize(
    "line",
    [
        "記者問機器人：你是機器人嗎？館長笑說，請完成安全驗證才能借書。",
        "他登入網站後看到錯誤訊息，館方說文章不存在。",
        "讀者可以訂閱電子報。",
    ],
)
def test_story_about_walls_and_errors_is_a_story(line: str) -> None:
    found = marks(f"<h1>圖書館重新開門</h1><p class='date'>2024-06-01</p><div>{STORY}<p>{line}</p>{STORY}</div>")
    assert found <= {Mark.DOUBTFUL_BODY}
