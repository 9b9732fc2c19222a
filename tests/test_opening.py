"""The opening line: what it says is recorded, and whether it leaves the body."""

import pytest

from archive import Article
from crawler.clean.opening import read_opening, read_signature
from crawler.draft import Block, Draft, Kind, Removed

PROSE = "鎮上的圖書館週六重新開門，三百多人排隊進場，隊伍一直排到對街的麵店門口。"


def opened(*lines: str, article: Article | None = None) -> Draft:
    return read_opening(Draft(article or Article(url=None), tuple(Block(line) for line in lines)))


def test_line_that_is_a_byline_and_nothing_else_leaves() -> None:
    found = opened("記者林小滿╱松林市報導", PROSE)
    assert [block.text for block in found.blocks] == [PROSE]
    assert (found.article.byline, found.article.authors) == ("記者林小滿╱松林市報導", ("林小滿",))
    assert found.article.dateline == "松林市"
    assert [(removed.rule, removed.text) for removed in found.removed] == [("byline line", "記者林小滿╱松林市報導")]


def test_section_agency_and_place_leave_for_their_fields() -> None:
    found = opened("【新聞速遞】通訊社 好萊塢報道", PROSE)
    said = found.article
    assert (said.section, said.byline, said.agency, said.dateline) == ("新聞速遞", "通訊社", "通訊社", "好萊塢")
    assert said.authors == ()
    assert len(found.blocks) == 1


def test_section_of_the_page_stands_above_that_of_the_line() -> None:
    assert opened("【新聞速遞】通訊社 好萊塢報道", article=Article(url=None, section="社區")).article.section == "社區"


@pytest.mark.parametrize(
    ("opening", "agency", "dateline", "authors"),
    [
        ("中新社馬尼拉3月15日電：", "中新社", "馬尼拉", ()),
        ("本报讯（记者温如初）", None, None, ("温如初",)),
        ("（新山17日讯）", None, "新山", ()),
    ],
)
def test_formula_before_the_first_sentence_is_read_and_stays(
    opening: str, agency: str | None, dateline: str | None, authors: tuple[str, ...]
) -> None:
    found = opened(opening + PROSE)
    assert [block.text for block in found.blocks] == [opening + PROSE]
    said = found.article
    assert (said.agency, said.dateline, said.authors) == (agency, dateline, authors)


def test_formula_that_names_nobody_leaves_when_it_stands_alone() -> None:
    found = opened("（本報訊）", PROSE)
    assert [block.text for block in found.blocks] == [PROSE]
    assert (found.article.byline, found.article.authors) == ("本報訊", ())


def test_who_signs_below_stands_above_the_paper_itself() -> None:
    found = read_signature(opened("【本報訊】" + PROSE, PROSE + "（张一峰）"))
    assert (found.article.byline, found.article.authors) == ("张一峰", ("张一峰",))


def test_byline_at_the_end_leaves_too() -> None:
    found = opened(PROSE, PROSE, PROSE, PROSE, PROSE, "（作者：方一舟）")
    assert len(found.blocks) == 5
    assert found.article.authors == ("方一舟",)


def test_byline_in_the_middle_belongs_to_the_story() -> None:
    lines = [PROSE] * 6 + ["記者林小滿╱松林市報導"] + [PROSE] * 6
    found = opened(*lines)
    assert len(found.blocks) == len(lines)
    assert found.article.byline is None


def test_reporter_in_the_opening_stands_above_a_log_in_name() -> None:
    logged_in = Article(url=None, byline="qiaobao2", authors=("qiaobao2",))
    assert opened("記者林小滿╱松林市報導", PROSE, article=logged_in).article.authors == ("林小滿",)
    signed = Article(url=None, byline="記者温如初／松林市報導", authors=("温如初",))
    assert opened("本报讯（记者方一舟）" + PROSE, article=signed).article.authors == ("温如初",)


def test_captions_are_not_the_opening() -> None:
    blocks = (*(Block(f"圖{i}", Kind.CAPTION) for i in range(6)), Block("文/洪雅禾"), Block(PROSE))
    assert read_opening(Draft(Article(url=None), blocks)).article.authors == ("洪雅禾",)


def test_signature_behind_the_last_sentence_stays() -> None:
    draft = Draft(Article(url=None), (Block(PROSE), Block(PROSE + "（张一峰）")))
    found = read_signature(draft)
    assert (found.article.byline, found.article.authors) == ("张一峰", ("张一峰",))
    assert found.blocks == draft.blocks
    below = Draft(Article(url=None), (Block(PROSE),), (Removed("tail", "采写：晨声记者 方禾"),))
    assert read_signature(below).article.authors == ("方禾",)
    signed = Draft(Article(url=None, byline="文/洪雅禾"), draft.blocks)
    assert read_signature(signed).article.byline == "文/洪雅禾"


def test_reporter_beside_the_source_below_the_story_signs_it() -> None:
    done = read_signature(opened(PROSE, PROSE, "港路报·港路网记者 林小满 来源：港路报"))
    assert (done.article.byline, done.article.authors) == ("港路报·港路网记者 林小满", ("林小满",))
