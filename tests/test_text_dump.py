"""Text dumps: lines without markup, read to the same article as the page they came from."""

from archive import Article, Mark
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


def dumped(*lines: str) -> Article:
    return read(Page(body="\n\n".join(lines).encode())).article


TITLE = "圖書館重新開門 三百人排隊進場"


def test_teasers_at_the_side_are_neither_headline_nor_story() -> None:
    found = dumped(
        "港口專題",
        "• 渡輪公司選舉",
        "渡輪公司董事會選舉星期六晚上結束，候選人共有七名。…",
        "往期專題",
        TITLE,
        "日期：2024-06-02 09:05:11 閱讀：31 來源：松林週報",
        *STORY,
    )
    assert found.headline == TITLE
    assert list(found.body) == STORY


def test_ticker_above_the_headline_is_other_stories() -> None:
    ticker = "港口渡輪下星期一起改道行駛請旅客注意 松林市議會通過新年度預算增聘消防員 老街麵店慶祝開業六十週年請吃麵"
    found = dumped(ticker, TITLE, *STORY)
    assert (found.headline, list(found.body)) == (TITLE, STORY)


def test_section_named_by_the_trail_is_no_headline() -> None:
    found = dumped("首頁 > 社區新聞", "社區新聞", *STORY)
    assert (found.headline, list(found.body)) == (None, STORY)


def test_paper_s_desk_under_the_headline_is_no_headline() -> None:
    found = dumped("登錄名: 密碼: 忘密碼了", TITLE, "日期: 24年06月1期", "《松林週報》編輯部", *STORY)
    assert (found.headline, list(found.body)) == (TITLE, STORY)


def test_row_under_the_headline_names_the_reporter() -> None:
    found = dumped(TITLE, "2024-06-02 17:26:34 来源: 松林週報 林小滿 阅读 (11140次)", *STORY)
    assert (found.authors, found.agency) == (("林小滿",), "松林週報")


def test_lines_broken_at_the_width_of_a_page_are_paragraphs_again() -> None:
    broken = "\n".join(STORY[0][i : i + 20] for i in range(0, len(STORY[0]), 20))
    assert list(dumped(TITLE, broken, STORY[1]).body) == STORY


def test_captions_without_markup_are_beside_the_story() -> None:
    captions = (
        "館長周慧安歡迎第一位讀者。圖自松林社",
        "讀者排隊進場。（周慧安/松林週報）",
        "新館的大門 © AP",
        "圖片來源：松林週報",
        "門口的隊伍。（圖：松林社）",
    )
    found = dumped(TITLE, STORY[0], *captions, STORY[1])
    assert list(found.body) == STORY
    assert [image.credit for image in found.images] == ["松林社", "周慧安/松林週報", "AP", "松林週報", "松林社"]


def test_list_of_other_stories_below_is_left_out_with_its_teasers() -> None:
    found = dumped(
        TITLE,
        *STORY,
        "松林論壇熱點",
        "港口渡輪下星期改道，乘客受影響！只能坐巴士(組圖)",
        "據《松林週報》報導，從下星期起，…",
        "港口,渡輪,松林,新聞,社區,圖書館,麵店,預算",
    )
    assert list(found.body) == STORY


def test_what_is_left_out_of_a_dump_can_be_shown() -> None:
    draft = read(Page(body="\n\n".join(("首頁 > 社區", TITLE, *STORY)).encode()))
    assert [(one.rule, one.text) for one in draft.removed] == [("above the headline", "首頁 > 社區")]


def test_paragraphs_that_only_their_indent_parts_are_paragraphs() -> None:
    found = dumped(TITLE, "\u3000\u3000" + "\u3000\u3000".join(STORY))
    assert list(found.body) == STORY


def test_dump_that_opens_with_a_whole_paragraph_opens_with_its_story() -> None:
    """A list stands between it and more prose; which is longer does not matter."""
    opening = STORY[0] + STORY[1]
    prices = ["成人票原價30元", "孩子票原價10元", "長者票原價15元", "六月一日起半價", "團體票原價20元"]
    found = dumped(
        TITLE, opening, *prices, *prices[::-1], STORY[1] + STORY[0] + "鎮民都說好，孩子們也說好，沒有人說不好。"
    )
    assert found.headline == TITLE
    assert found.body[0] == opening
    assert found.body[-1].startswith(STORY[1])
