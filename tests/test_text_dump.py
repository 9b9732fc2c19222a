"""Text dumps: lines without markup, read to the same article as the page they came from."""

from archive import Mark
from crawler.draft import Page
from crawler.pipeline import read

STORY = [
    "鎮上的圖書館2024年6月1日重新開門，三百多人排隊進場，隊伍一直排到對街的麵店門口，老闆端出了熱湯請大家喝，從早上忙到下午。",
    "館長周慧安說，新館比舊館多了四十個座位，中文書也多了一倍。她謝謝每一個捐過書的人，名字都刻在門口的牆上，一個也沒有漏掉。",
]
DUMP = "\n\n".join(
    (
        "跳至主要內容",
        "首頁 > 社區",
        "我的頻道",
        "2024年06月02日 星期日 14:47:39",
        "圖書館重新開門 三百人排隊進場",
        "記者林小滿╱松林市報導",
        STORY[0],
        "館長周慧安（右）歡迎第一位讀者。林小滿攝",
        STORY[1],
        "Leave a Reply",
    )
)


def test_dump_gives_headline_byline_body_and_captions() -> None:
    found = read(Page(body=DUMP.encode())).article
    assert found.headline == "圖書館重新開門 三百人排隊進場"
    assert list(found.body) == STORY
    assert (found.byline, found.authors, found.dateline) == ("記者林小滿╱松林市報導", ("林小滿",), "松林市")
    assert [(image.url, image.caption, image.credit) for image in found.images] == [
        (None, "館長周慧安（右）歡迎第一位讀者。", "林小滿")
    ]
    assert found.script == "Hant"


def test_dates_in_a_dump_are_those_of_events() -> None:
    found = read(Page(body=DUMP.encode())).article
    assert found.published_at is None
    assert Mark.NO_DATE in found.marks


def test_dump_in_gb18030_is_read_too() -> None:
    assert read(Page(body=DUMP.encode("gb18030"))).article.headline == "圖書館重新開門 三百人排隊進場"


def test_headline_printed_twice_is_not_body() -> None:
    title = "圖書館重新開門 三百人排隊進場"
    found = read(Page(body="\n".join((title, title, *STORY)).encode())).article
    assert found.headline == title
    assert list(found.body) == STORY


def test_dump_without_a_headline_says_so() -> None:
    found = read(Page(body="\n\n".join(STORY).encode())).article
    assert found.headline is None
    assert Mark.NO_HEADLINE in found.marks
    assert list(found.body) == STORY
