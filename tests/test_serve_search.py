"""Searching the archive served: what is found, how it is shown, narrowed, counted and taken away."""

import csv
import io
import re
import xml.etree.ElementTree as ET
from collections.abc import AsyncIterator
from html import unescape as html_text
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, unquote_plus

import pytest

from archive import Archive
from archive.serve import app
from archive.serve.selection import Selection
from tests.conftest import story
from tests.reading_room import NANWAN, furnish, opened

ATOM = {"atom": "http://www.w3.org/2005/Atom"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stacks")
    furnish(folder)
    return folder


@pytest.fixture
async def client(folder: Path) -> AsyncIterator[Any]:
    async with opened(folder) as datasette:
        yield datasette.client


async def search(client: Any, query: str, rest: str = "") -> str:
    answer = await client.get(f"/search?q={quote(query)}{rest}", headers={"accept-language": "en"})
    assert answer.status_code == 200
    return str(answer.text)


def headlines(html: str) -> list[str]:
    """The headlines of the results, their marks taken out."""
    found = re.findall(r'<article class="hit">\s*<h3[^>]*><a[^>]*>(.*?)</a>', html, re.DOTALL)
    return [re.sub(r"</?mark>", "", headline) for headline in found]


FERRY = "舊金山渡輪月底增開夜班 票價不變"
MARKET = "唐人街夜市缺水，摊主自己挑"
STARS = [
    "老望遠鏡重見星空 天文館週五起夜間開放",
    "天文館修好老望遠鏡 週五起夜裡開放",
    "天文馆修好老望远镜 周五起夜里开放",
]
HOSTILE = "&lt;script&gt;alert(&#39;標題&#39;)&lt;/script&gt;怪題目"
ALL = [HOSTILE, FERRY, "Harbor Hotline Adds Cantonese Line", "图书馆周日闭馆一天", MARKET, *STARS]


@pytest.mark.parametrize("query", ["渡輪", "渡轮"])
async def test_either_script_finds_both_newest_first(client: Any, query: str) -> None:
    assert headlines(await search(client, query)) == [HOSTILE, FERRY]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("旧金山", [FERRY, MARKET]),
        ("舊金山 -夜市", [FERRY]),
        ('"夜班早就"', [FERRY]),
        ("船", [FERRY]),
        ("HOTLINE harbor", ["Harbor Hotline Adds Cantonese Line"]),
        ("headline:夜市", [MARKET]),
        ("林渡", [FERRY]),
        ("不存在的詞", []),
        ("", ALL),
    ],
)
async def test_what_a_query_finds(client: Any, query: str, found: list[str]) -> None:
    assert headlines(await search(client, query)) == found


@pytest.mark.parametrize("query", ['"', "'", "NOT", "AND OR", "title:)", "%00", "-", "(((", "*", "~", "<script>"])
async def test_no_query_is_an_error(client: Any, query: str) -> None:
    await search(client, query)


async def test_hits_are_marked_in_the_glyphs_they_were_printed_in(client: Any) -> None:
    html = await search(client, "旧金山")
    assert "舊金山</mark>渡輪月底" in html
    assert "去过<mark>旧金山</mark>的老摊主" in html
    assert "&lt;iframe src=" in await search(client, "標記")


async def test_every_text_says_its_language(client: Any) -> None:
    html = await search(client, "旧金山")
    assert f'<h3 lang="zh-Hans"><a href="/article/202411020001?q={quote("旧金山")}">' in html
    assert f'<h3 lang="zh-Hant"><a href="/article/202509260001?q={quote("旧金山")}">' in html


@pytest.mark.parametrize(
    ("narrowing", "found"),
    [
        ("outlet=nanwan", ["图书馆周日闭馆一天", MARKET, *STARS[1:]]),
        (f"place={quote('悉尼')}", ["图书馆周日闭馆一天", MARKET, *STARS[1:]]),
        ("script=Hans", ["图书馆周日闭馆一天", MARKET, STARS[2]]),
        (f"section={quote('本地新聞')}", [FERRY]),
        (f"byline={quote('通讯员苏禾')}", [MARKET]),
        (f"agency={quote('南湾社')}", [MARKET]),
        ("since=2025", [FERRY, "Harbor Hotline Adds Cantonese Line"]),
        ("since=2025-04", [FERRY]),
        ("until=2024", ["图书馆周日闭馆一天", MARKET, *STARS]),
        ("until=2024-11-02", [MARKET, *STARS]),
        # In Los Angeles it was the evening of the 25th.
        ("since=2025-09-25&until=2025-09-25", [FERRY]),
        ("since=2025-09-26", []),
        ("since=2025-02-30&until=2024", ["图书馆周日闭馆一天", MARKET, *STARS]),
        ("since=yesterday", ALL),
        ("sort=oldest&outlet=nanwan", [STARS[2], STARS[1], MARKET, "图书馆周日闭馆一天"]),
        ("outlet=nanwan&since=2025", []),
    ],
)
async def test_narrowing(client: Any, narrowing: str, found: list[str]) -> None:
    assert headlines(await search(client, "", f"&{narrowing}")) == found


async def test_what_is_chosen_can_be_given_up(client: Any) -> None:
    html = await search(client, "旧金山", "&outlet=nanwan&since=2024")
    chosen = dict(re.findall(r'href="([^"]*)" title="Remove">(.*?) <span aria-hidden', html))
    assert chosen == {
        f"/search?q={quote('旧金山')}&amp;since=2024": 'Outlet: <span lang="zh-Hans">南湾周报</span>',
        f"/search?q={quote('旧金山')}&amp;outlet=nanwan": 'From: <span lang="">2024</span>',
    }


async def test_regional_names_are_offered_and_searched(client: Any) -> None:
    html = await search(client, "三藩市")
    assert headlines(html) == []
    assert "Also called" in html
    answer = await client.get(f"/search?q={quote('三藩市')}", headers={"accept-language": "zh-TW"})
    assert ">舊金山</a>" in answer.text, "in the script of the reader"
    assert headlines(await search(client, "三藩市", "&widen=1")) == [FERRY, MARKET]
    assert headlines(await search(client, "~三藩市")) == [FERRY, MARKET]


@pytest.mark.parametrize(
    ("asked", "ways"),
    [
        ("q=無影 無蹤&outlet=hexi", ["q=無影 無蹤", "q=無影 OR 無蹤&outlet=hexi"]),
        ("q=三藩市&outlet=hexi&since=2026", ["q=三藩市", "q=三藩市&outlet=hexi&since=2026&widen=1"]),
        ("q=無影 OR 無蹤", []),
        ('q="無影 無蹤"', []),
        ("q=無影", []),
        ("outlet=nobody", []),
    ],
)
async def test_where_nothing_is_found_there_are_ways_on(client: Any, asked: str, ways: list[str]) -> None:
    html = (await client.get(f"/search?{quote(asked, safe='=&')}", headers={"accept-language": "en"})).text
    offered = re.findall(r'<li><a href="([^"]*)">Look for', html)
    assert [unquote_plus(html_text(way)).partition("?")[2] for way in offered] == ways
    assert "Nothing found." in html
    assert "Try fewer words" in html


async def test_an_empty_archive_says_that_it_is_empty(tmp_path: Path) -> None:
    Archive(tmp_path, software="test").close()
    async with opened(tmp_path) as datasette:
        for path in ("/", "/search", "/outlets", "/health"):
            html = (await datasette.client.get(path, headers={"accept-language": "en"})).text
            assert "Nothing has been archived yet." in html, path
            assert "<table" not in html, path


async def test_a_word_in_context(client: Any) -> None:
    answer = await client.get(f"/concordance?q={quote('渡轮')}&outlet=hexi&since=2025")
    lines = re.findall(
        r"<bdi>(.*?)</bdi></td><td[^>]*><a[^>]*><mark>(.*?)</mark></a></td><td[^>]*>(.*?)</td>", answer.text
    )
    assert lines == [
        ("舊金山", "渡輪", "月底增開夜班 票價不變"),
        ("舊金山", "渡輪", "公司說，月底起每晚增開三班船，最後一班十"),
        ("", "渡輪", "公司說，票價年內不變，明年再議。"),
        ("傍晚的", "渡輪", "碼頭，乘客排隊上船。"),
        ("新漆的", "渡輪", ""),
    ]
    assert (await client.get("/concordance")).headers["location"] == "/search"


async def test_json_csv_and_atom_of_a_search(client: Any) -> None:
    query = f"q={quote('旧金山')}"
    articles = (await client.get(f"/search.json?{query}")).json()
    assert [article["headline"] for article in articles["articles"]] == [FERRY, MARKET]
    assert articles["articles"][0]["archived"] == "http://localhost/article/202509260001"
    assert articles["next"] is None
    table = list(csv.DictReader(io.StringIO((await client.get(f"/search.csv?{query}")).text.lstrip("\ufeff"))))
    assert [row["url"] for row in table] == ["https://hexi.example/ferry", "https://nanwan.example/market"]
    feed = ET.fromstring((await client.get(f"/search.atom?{query}")).text)
    assert [entry.text for entry in feed.findall("atom:entry/atom:title", ATOM)] == [FERRY, MARKET]
    assert [entry.text for entry in feed.findall("atom:entry/atom:published", ATOM)] == ["2025-09-26T02:30:00Z"]


async def test_a_spreadsheet_runs_nothing_and_a_feed_holds_no_markup(client: Any) -> None:
    table = list(csv.DictReader(io.StringIO((await client.get("/search.csv")).text.lstrip("\ufeff"))))
    assert table[0]["byline"] == '\'=HYPERLINK("http://evil.example")'
    feed = ET.fromstring((await client.get("/search.atom")).text)
    summary = feed.find("atom:entry/atom:summary", ATOM)
    assert summary is not None
    assert (summary.text or "").startswith("<iframe src=")
    assert list(summary) == []


async def test_what_a_crawl_stores_is_found_at_once(tmp_path: Path) -> None:
    with Archive(tmp_path, software="test") as archive:
        archive.register(NANWAN)
        datasette = app(tmp_path)
        assert headlines(await search(datasette.client, "水仙")) == []
        archive.store(story(1), outlet="nanwan", seen_as="https://1", capture=None, rules="test")
        with archive.db.atomic():
            archive.db.execute(
                "UPDATE articles SET published_source = 'a code of the future', marks = '[\"unheard_of\"]'"
            )
            assert headlines(await search(datasette.client, "水仙")) == ["港灣花市開鑼 三百攤位迎新春"]
        page = await datasette.client.get("/article/202601240001")
        assert page.status_code == 200
        assert "a code of the future" in page.text
        assert "unheard_of" in page.text
        datasette.executor.shutdown()
        datasette.get_database().close()


@pytest.mark.parametrize(
    ("selection", "url"),
    [
        (Selection(), ""),
        (Selection(q="台灣 & 香港"), "?q=%E5%8F%B0%E7%81%A3+%26+%E9%A6%99%E6%B8%AF"),
        (Selection(q="a", outlet="x", since="2024", sort="oldest", after=7, widen=True),
         "?q=a&outlet=x&since=2024&widen=1&sort=oldest&after=7"),
    ],
)  # fmt: skip
def test_a_selection_is_its_url(selection: Selection, url: str) -> None:
    assert selection.url() == url
    assert Selection.from_args(dict(parse_qsl(url.lstrip("?")))) == selection
