"""Reading one article: the page, the other script, the differences between its revisions, citations."""

import json
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.copies import Part
from archive.serve.differences import Paragraph, differences
from archive.serve.moments import shown
from tests.reading_room import furnish, opened

FERRY, MARKET, ENGLISH = 202509260001, 202411020001, 202503010001


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("desk")
    furnish(folder)
    return folder


@pytest.fixture
async def client(folder: Path) -> AsyncIterator[Any]:
    async with opened(folder) as datasette:
        yield datasette.client


async def page(client: Any, path: str, language: str = "en") -> str:
    answer = await client.get(path, headers={"accept-language": language})
    assert answer.status_code == 200
    return str(answer.text)


def words(html: str) -> str:
    """What a page says, without its markup."""
    return " ".join(re.sub(r"<[^>]*>", " ", html).split()).replace(" : ", ": ")


async def test_the_page_has_all_the_archive_knows(client: Any) -> None:
    said = words(await page(client, f"/article/{FERRY}"))
    for part in (
        "河西時報 · 本地新聞",
        "舊金山渡輪月底增開夜班 票價不變",
        "市府說，先試半年",
        "記者林渡 · 2025-09-25 19:30 PDT · Dateline 舊金山",
        "公司又說，輪椅乘客可以先上船。",
        "傍晚的渡輪碼頭，乘客排隊上船。 林渡攝 picture on the outlet's site",
        "渡輪 交通",
        "https://hexi.example/ferry · in a web archive",
        "2025-09-26T02:30:00Z as printed on the page, to the minute: 2025年9月25日 晚上7:30",
        "Capture No. 4: qiaowen-",
        "Read by rules 1",
    ):
        assert part in said.replace("&#39;", "'"), part
    assert said.count("what changed") == 1
    assert said.count("the outlet changed it") == 1


async def test_what_is_not_known_is_said_not_made_up(client: Any) -> None:
    said = words(await page(client, "/search?since=&q=怪題目"))
    assert "河西時報 · undated" in said
    number = re.search(r"/article/(\d+)\?", await page(client, "/search?q=怪題目"))
    assert number
    said = words(await page(client, f"/article/{number[1]}"))
    assert said.count("No date of publication was found.") == 2
    assert "2025-03 " in words(await page(client, f"/article/{ENGLISH}"))


async def test_a_withdrawn_article_says_so(client: Any) -> None:
    html = await page(client, "/article/202412010001")
    assert "Withdrawn: this article is gone from the outlet&#39;s site." in html
    assert re.search(r"found missing on \S+ \S+ AE[DS]T: it leads to the home page", words(html))
    assert re.search(r"Gone from the web \S+ \S+ AE[DS]T · it leads to the home page · Capture 2", words(html))


STARS, STARS_TWIN, STARS_COPIED = 202406070001, 202406070002, 202406080001


async def test_the_page_says_who_ran_the_story_first_and_who_else(client: Any) -> None:
    said = words(await page(client, f"/article/{STARS_COPIED}"))
    for part in (
        "南湾周报 · 2024-06-07 11:00 AEST · first to run it · Simplified",
        "南湾周报 · 2024-06-07 11:05 AEST · 100 % in common 天文館修好老望遠鏡 週五起夜裡開放 what is different",
        "老望遠鏡重見星空 天文館週五起夜間開放 this article",
    ):
        assert part in said, part
    assert "Run 3 times" in said
    assert "Who else ran it" not in await page(client, f"/article/{FERRY}")


async def test_an_outlets_own_version_in_the_other_script_is_linked(client: Any) -> None:
    assert f'<a href="/article/{STARS_TWIN}">The outlet&#39;s own traditional version</a>' in (
        await page(client, f"/article/{STARS}")
    )
    assert "own simplified version" in await page(client, f"/article/{STARS_TWIN}")
    assert "version</a>" not in await page(client, f"/article/{STARS_COPIED}"), "the other outlet's is not its own"


async def test_other_addresses_of_the_story_are_linked(client: Any) -> None:
    assert "The same story in the other script: https://hexi.example/gb/stars" in (
        words(await page(client, f"/article/{STARS_COPIED}"))
    )


async def test_copies_are_compared_across_scripts(client: Any) -> None:
    html = await page(client, f"/article/{STARS_COPIED}/beside/{STARS}")
    assert "修镜子的<del>老</del>师傅" in html
    assert re.search(r'<p class="changed"><ins>馆长提醒.*?</ins></p>', html)
    assert "<p>南湾天文馆说，停用六年的老望远镜已经修好" in html, "what differs in script alone does not differ"
    assert (await client.get(f"/article/{STARS}/beside/99")).status_code == 404


async def test_the_other_script_is_for_display_only(client: Any) -> None:
    html = await page(client, f"/article/{FERRY}?script=Hans")
    said = words(html)
    assert "旧金山渡轮月底增开夜班 票价不变" in said
    assert "公司又说，轮椅乘客可以先上船。" in said
    assert "Converted for display." in said
    assert '<div class="text" lang="zh-Hans">' in html
    assert "〈舊金山渡輪月底增開夜班 票價不變〉" in said, "what is cited is the original"
    assert "唐人街夜市缺水，攤主自己挑" in words(await page(client, f"/article/{MARKET}?script=Hant"))
    assert "Converted" not in await page(client, f"/article/{FERRY}?script=Hant")
    assert "Converted" not in await page(client, f"/article/{ENGLISH}?script=Hans")


async def test_the_differences_of_revisions(client: Any) -> None:
    html = await page(client, f"/article/{FERRY}/changes?from=1&to=2")
    assert "舊金山渡輪月底增開夜班 <del>乘客盼</del>票價不<del>漲</del><ins>變</ins>" in html
    assert "每晚增開<del>兩</del><ins>三</ins>班船" in html
    assert '<p class="changed"><ins>公司又說，輪椅乘客可以先上船。</ins></p>' in html
    back = await page(client, f"/article/{FERRY}/changes?from=2&to=1")
    assert "每晚增開<del>三</del><ins>兩</ins>班船" in back
    assert "only ever had one text" in await page(client, f"/article/{MARKET}/changes")


def part(changes: str) -> Paragraph:
    """`一[二|三]四` as a paragraph in which 二 became 三."""
    parts = []
    for same, gone, new in re.findall(r"([^\[]*)(?:\[([^|]*)\|([^\]]*)\])?", changes):
        parts += [Part("same", same)] * bool(same) + [Part("gone", gone)] * bool(gone) + [Part("new", new)] * bool(new)
    return tuple(parts)


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        (["一樣"], ["一樣"], ["一樣"]),
        (["頭", "尾"], ["頭", "中間一段", "尾"], ["頭", "[|中間一段]", "尾"]),
        (["頭", "中間一段", "尾"], ["頭", "尾"], ["頭", "[中間一段|]", "尾"]),
        (["警方說有三人受傷。"], ["警方說有五人受傷，一人送院。"], ["警方說有[三|五]人受傷[|，一人送院]。"]),
        # Characters that agree by chance are no agreement.
        (["市長說明天再議此事"], ["市長說後天不議此事"], ["市長說[明天再|後天不]議此事"]),
        # Another text altogether is shown whole.
        (["春天來了花都開"], ["股市大跌投資人慌"], ["[春天來了花都開|]", "[|股市大跌投資人慌]"]),
        ([""], ["有了副題"], ["[|有了副題]"]),
    ],
)
def test_differences_as_a_reader_would_mark_them(old: list[str], new: list[str], changed: list[str]) -> None:
    assert differences(old, new) == [part(line) for line in changed]


@given(st.lists(st.text("甲乙丙丁。", min_size=1), max_size=5), st.lists(st.text("甲乙丙丁。", min_size=1), max_size=5))
def test_both_texts_can_be_read_back_from_their_differences(old: list[str], new: list[str]) -> None:
    marked = differences(old, new)
    before = ["".join(p.text for p in line if p.change != "new") for line in marked]
    after = ["".join(p.text for p in line if p.change != "gone") for line in marked]
    assert [line for line in before if line] == old
    assert [line for line in after if line] == new


async def cited(client: Any, number: int, form: str) -> str:
    answer = await client.get(f"/article/{number}/cite/{form}")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].startswith(f'attachment; filename="qiaowen-{number}.')
    # The day the article was last found is the day the test runs.
    return re.sub(r"20\d\d(-|/|年)1?\d(-|/|月)\d\d?日?(?=}|\r|读取|讀取)", "TODAY", str(answer.text))


async def test_citations(client: Any) -> None:
    assert re.sub(r"（.*讀取）", "", await cited(client, FERRY, "plain")) == (
        "林渡：〈舊金山渡輪月底增開夜班 票價不變〉，《河西時報》，2025年9月25日，https://hexi.example/ferry。\n"
    )
    bibtex = await cited(client, FERRY, "bibtex")
    for line in (
        f"@article{{qiaowen{FERRY},",
        "author = {{林渡}},",
        "title = {{舊金山渡輪月底增開夜班 票價不變}},",
        "journal = {河西時報},",
        "year = {2025},",
        "month = {9},",
        "day = {25},",
        "url = {https://hexi.example/ferry},",
    ):
        assert line in bibtex
    ris = (await cited(client, FERRY, "ris")).split("\r\n")
    assert ris[:4] == ["TY  - NEWS", "AU  - 林渡", "TI  - 舊金山渡輪月底增開夜班 票價不變", "T2  - 河西時報"]
    assert "DA  - 2025/09/25/" in ris
    assert ris[-2:] == ["ER  - ", ""]
    (csl,) = json.loads(await cited(client, FERRY, "csl"))
    assert csl["type"] == "article-newspaper"
    assert csl["author"] == [{"literal": "林渡"}]
    assert csl["issued"] == {"date-parts": [[2025, 9, 25]]}
    assert csl["language"] == "zh-Hant"


async def test_a_citation_makes_up_nothing_and_breaks_nothing(client: Any) -> None:
    (csl,) = json.loads(await cited(client, ENGLISH, "csl"))
    assert csl["issued"] == {"date-parts": [[2025, 3]]}
    assert "author" not in csl
    assert (await cited(client, ENGLISH, "plain")).startswith(
        "“Harbor Hotline Adds Cantonese Line”. 河西時報. 2025-03."
    )
    number = (await client.get("/search.json?q=怪題目")).json()["articles"][0]["id"]
    bibtex = await cited(client, number, "bibtex")
    assert "year" not in bibtex
    assert bibtex.count("{") - bibtex.count(r"\{") == bibtex.count("}") - bibtex.count(r"\}")
    assert "DA  -" not in await cited(client, number, "ris")


@pytest.mark.parametrize(
    ("moment", "zone", "english", "chinese"),
    [
        ("2025-09-25T17:04:11Z", "America/Los_Angeles", "2025-09-25 10:04 PDT", "2025年9月25日 10:04 PDT"),
        ("2025-09-25T17:04:11Z", None, "2025-09-25 17:04 UTC", "2025年9月25日 17:04 UTC"),
        ("2025-09-25T23:04:11Z", "Australia/Sydney", "2025-09-26 09:04 AEST", "2025年9月26日 09:04 AEST"),
        ("2025-09-05", "America/Los_Angeles", "2025-09-05", "2025年9月5日"),
        ("2025-09", None, "2025-09", "2025年9月"),
        ("2025", None, "2025", "2025年"),
        ("some day", None, "some day", "some day"),
    ],
)
def test_moments_are_shown_on_the_clock_they_were_printed_by(
    moment: str, zone: str | None, english: str, chinese: str
) -> None:
    assert shown("en", moment, zone) == english
    assert shown("zh-Hant", moment, zone) == chinese
