"""Caption and credit apart, in every printed form; captions out of the body."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive import Article, Image
from crawler.clean.captions import is_caption, mark_captions, split_credit, take_captions
from crawler.draft import Block, Draft, Kind

PROSE = Block(
    "鎮上的圖書館週六重新開門，三百多人排隊進場，隊伍一直排到對街的麵店門口。館長說，新館比舊館多了四十個座位，書也多了一倍。"
)


@pytest.mark.parametrize(
    ("printed", "caption", "credit"),
    [
        ("舊橋重開。龐可揚攝", "舊橋重開。", "龐可揚"),
        ("舊橋重開！龐可揚攝", "舊橋重開！", "龐可揚"),
        ("舊橋重開。(周一菊攝)", "舊橋重開。", "周一菊"),
        ("鎮長剪綵。（本報記者攝）", "鎮長剪綵。", "本報記者"),
        ("海边的告示牌。 图片来源：方一舟", "海边的告示牌。", "方一舟"),
        ("鎮長剪綵。(記者高一原／攝影)", "鎮長剪綵。", "高一原"),
        ("鎮長剪綵。（記者楊青/攝影）", "鎮長剪綵。", "楊青"),
        ("鎮長（左）剪綵（主辦方提供）", "鎮長（左）剪綵", "主辦方"),
        ("舊橋夜景。(李歐/大紀元)", "舊橋夜景。", "李歐/大紀元"),
        ("大雪後的街道(圖:加通社)T10", "大雪後的街道", "加通社"),
        ("大雪後的街道（圖/美聯社）", "大雪後的街道", "美聯社"),
        ("商場外觀(图片:CBC, CTV)", "商場外觀", "CBC, CTV"),
        ("■屋主展示帳單", "屋主展示帳單", None),
        ("◎獲釋後與家人團聚", "獲釋後與家人團聚", None),
        ("圖片說明:志工在現場", "志工在現場", None),
        ("碼頭的船 © AP", "碼頭的船", "AP"),
        ("新书发布会。图自越通社", "新书发布会。", "越通社"),
        ("码头夜景 图源:CTV", "码头夜景", "CTV"),
        ("图片来源:Stuff", None, "Stuff"),
        ("周刊創刊。(图片来源:晨声记者王子禾 摄)", "周刊創刊。", "晨声记者王子禾"),
        ("圖片來源: AFP/GettyImages", None, "AFP/GettyImages"),
        ("Source: SBS / Yi Gan", None, "SBS / Yi Gan"),
        ("Photo: Pool / Ian Grey / The Press", None, "Pool / Ian Grey / The Press"),
        ("曹一超 攝", None, "曹一超"),
        ("市集人氣第一。 本报记者 陈一才 摄", "市集人氣第一。", "陈一才"),
        ("消防車停在橋外。新华社发（万象 摄）", "消防車停在橋外。", "新华社发（万象 摄）"),
        ("图为会场,中新社发", "图为会场", "中新社发"),
        ("導演徐某（右）與觀眾（左）合影", "導演徐某（右）與觀眾（左）合影", None),
        ("他說：「這是我攝的。」", "他說：「這是我攝的。」", None),
    ],
)
def test_printed_form(printed: str, caption: str | None, credit: str | None) -> None:
    assert split_credit(printed) == (caption, credit)


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("舊橋重開。龐可揚攝", True),
        ("鎮長剪綵（記者楊青/攝影）", True),
        ("鎮長剪綵。", False),
        ("新書發布會 圖自越通社", True),
        ("港口全景圖片來源：港口社", True),
        ("男子企圖自殺 警方及時救下", False),
        ("圖自殺未遂 男子獲救", False),
        ("版圖自十九世紀起縮小", False),
        ("意圖來源成謎", False),
        ("本文由主辦單位提供", False),
        ("他把作品（一部電影）交給了市政府。", False),
        (PROSE.text * 2 + "龐可揚攝", False),
        ("第一天下雨。第二天下雪。第三天放晴。龐可揚攝", False),
    ],
)
def test_line_without_markup(line: str, wanted: bool) -> None:
    assert is_caption(line) is wanted


def cleaned(*blocks: Block) -> Draft:
    return take_captions(mark_captions(Draft(Article(url=None), blocks)))


def test_captions_leave_the_body_in_order_and_say_so() -> None:
    found = cleaned(PROSE, Block("舊橋重開。龐可揚攝"), PROSE, Block("鎮長剪綵。", Kind.CAPTION, "/b.jpg"))
    assert [block.text for block in found.blocks] == [PROSE.text, PROSE.text]
    assert found.article.images == (Image(None, "舊橋重開。", "龐可揚"), Image("/b.jpg", "鎮長剪綵。", None))
    assert {removed.rule for removed in found.removed} == {"caption"}


def test_picture_waits_for_the_caption_below_it() -> None:
    found = cleaned(
        Block("", Kind.CAPTION, "/a.jpg"),
        Block("舊橋重開。龐可揚攝", Kind.CAPTION),
        PROSE,
        Block("", Kind.CAPTION, "/c.jpg"),
    )
    assert found.article.images == (Image("/a.jpg", "舊橋重開。", "龐可揚"), Image("/c.jpg"))


def test_caption_printed_twice_is_one_picture() -> None:
    twice = Block("舊橋重開。龐可揚攝", Kind.CAPTION, "/a.jpg")
    assert len(cleaned(twice, twice, PROSE).article.images) == 1


def test_page_of_pictures_keeps_its_words() -> None:
    lines = [Block(f"第{i}張：舊橋重開。龐可揚攝") for i in range(4)]
    assert len(cleaned(*lines).blocks) == 4


@given(st.text(alphabet="舊橋。！（）()記者攝影/圖:源 ©AP攝提供由新华社发", max_size=40))
def test_nothing_is_made_up(text: str) -> None:
    caption, credit = split_credit(text)
    assert caption is None or caption in text
    assert credit is None or credit in text
