"""Searching the archive served: what is found, how it is shown, narrowed, counted and taken away."""

import csv
import io
import re
import sqlite3
import xml.etree.ElementTree as ET
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote

import pytest

from archive import Archive
from archive.opening import open_reader as open_file
from archive.serve import app, moments, results
from archive.serve.remembered import remembered
from archive.serve.selection import Selection
from archive.serve.surroundings import surroundings
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


def open_reader(folder: Path) -> sqlite3.Connection:
    """The archive as the pages read it."""
    reader = open_file(folder)
    moments.register(reader)
    return reader


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
    assert f'href="/search?q={quote("旧金山")}&amp;since=2024" title="Remove">Outlet: 南湾周报' in html
    assert f'href="/search?q={quote("旧金山")}&amp;outlet=nanwan" title="Remove">From: 2024' in html


async def test_facets_count_the_hits(folder: Path) -> None:
    reader = open_reader(folder)
    facets = {facet.name: dict(facet.values) for facet in surroundings(reader, Selection(q="旧金山")).facets}
    reader.close()
    assert facets == {
        "outlet": {"hexi": 1, "nanwan": 1},
        "place": {"洛杉磯": 1, "悉尼": 1},
        "script": {"Hant": 1, "Hans": 1},
        "section": {"本地新聞": 1, "社区": 1},
        "byline": {"記者林渡": 1, "通讯员苏禾": 1},
        "agency": {"南湾社": 1},
        "year": {"2025": 1, "2024": 1},
    }


async def test_the_timeline_tells_hits_from_growth(folder: Path) -> None:
    reader = open_reader(folder)
    over_time = surroundings(reader, Selection(q="旧金山")).timeline
    reader.close()
    assert [(p.name, p.hits, p.all) for p in over_time.periods if p.all] == [
        ("2024-11", 1, 1),
        ("2024-12", 0, 1),
        ("2025-03", 0, 1),
        ("2025-09", 1, 1),
    ]
    assert (over_time.periods[0].name, over_time.periods[-1].name, len(over_time.periods)) == ("2024-11", "2025-09", 11)


@pytest.mark.parametrize(
    ("days", "periods"),
    [
        (["2024-12-30", "2025-01-02"], ["2024-12-30", "2024-12-31", "2025-01-01", "2025-01-02"]),
        (["2024-11-02", "2025-03"], ["2024-11", "2024-12", "2025-01", "2025-02", "2025-03"]),
        (["2019-05-01", "2023-05-01"], ["2019", "2020", "2021", "2022", "2023"]),
        ([], []),
    ],
)
def test_a_long_time_is_told_in_longer_steps(archive: Archive, days: list[str], periods: list[str]) -> None:
    for number, day in enumerate(days):
        told = story(number, published_at=day, published_precision="day")
        archive.store(told, outlet="harbour", seen_as=f"https://{number}", capture=None, rules="test")
    reader = open_reader(archive.folder)
    over_time = surroundings(reader, Selection(q="水仙")).timeline
    reader.close()
    assert [period.name for period in over_time.periods] == periods
    assert [over_time.periods[place].hits for place in (0, -1) if days] == [1] * len(days)


async def test_regional_names_are_offered_and_searched(client: Any) -> None:
    html = await search(client, "三藩市")
    assert headlines(html) == []
    assert "Also called" in html
    answer = await client.get(f"/search?q={quote('三藩市')}", headers={"accept-language": "zh-TW"})
    assert ">舊金山</a>" in answer.text, "in the script of the reader"
    assert headlines(await search(client, "三藩市", "&widen=1")) == [FERRY, MARKET]
    assert headlines(await search(client, "~三藩市")) == [FERRY, MARKET]


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


async def test_datasettes_own_box_and_json_find_chinese(client: Any) -> None:
    for query in ("旧金山", "舊金山"):
        rows = (await client.get(f"/archive/articles.json?_search={quote(query)}&_shape=array")).json()
        assert [row["headline"] for row in rows] == [FERRY, MARKET]
    sql = "select count(*) as n from articles_fts where articles_fts match zh_match('渡轮')"
    assert (await client.get(f"/archive.json?sql={quote(sql)}&_shape=array")).json() == [{"n": 2}]


@pytest.mark.parametrize("query", ["渡", "渡 -電", "渡輪 票", "渡 OR 轮", '"'])
async def test_datasettes_box_finds_what_the_search_page_finds(client: Any, query: str) -> None:
    found = (await client.get(f"/archive/articles.json?_search={quote(query)}&_size=max")).json()
    ours = (await client.get(f"/search.json?q={quote(query)}")).json() if query != '"' else {"articles": []}
    assert {row[0] for row in found["rows"]} == {article["id"] for article in ours["articles"]}
    assert ("articles_chars" in found["query"]["sql"]) == (query != '"')


async def test_questions_are_answered(client: Any) -> None:
    async def answer(path: str) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = (await client.get(f"/archive/{path}")).json()
        return rows

    word = quote("渡轮")
    assert await answer(f"word_by_year.json?word={word}&_shape=array") == [
        {"year": "2024", "articles_with_the_word": 0, "all_articles": 5, "percent": 0.0},
        {"year": "2025", "articles_with_the_word": 1, "all_articles": 2, "percent": 50.0},
    ]
    assert [row["headline"] for row in await answer("edits_after_publication.json?_shape=array")] == [FERRY]
    assert [row["headline"] for row in await answer("withdrawn_articles.json?_shape=array")] == ["图书馆周日闭馆一天"]
    assert [row["outlet"] for row in await answer(f"first_with_a_name.json?name={quote('舊金山')}&_shape=array")] == [
        "南湾周报",
        "河西時報",
    ]
    assert [row["agency"] for row in await answer(f"agency_copy.json?agency={quote('南湾社')}&_shape=array")] == [
        "南湾社"
    ]
    assert len(await answer("bylines_by_year.json?_shape=array")) == 4
    assert [row["id"] for row in await answer("undated_articles.json?_shape=array")] != []


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


def test_the_index_that_makes_narrowing_fast_changes_nothing(tmp_path: Path) -> None:
    furnish(tmp_path)
    selections = [
        Selection.from_args({"q": q, **narrowing})
        for q in ("旧金山", "船", "")
        for narrowing in (
            {"outlet": "hexi"}, {"place": "悉尼"}, {"script": "Hans"}, {"section": "社区"}, {"since": "2025"},
            {"byline": "通讯员苏禾", "until": "2024"}, {"agency": "南湾社"}, {},
        )
    ]  # fmt: skip

    def answers() -> list[Any]:
        reader = open_reader(tmp_path)
        answered = [
            (results.page(reader, asked, 20), results.count(reader, asked), surroundings(reader, asked).facets)
            for asked in selections
        ]
        reader.close()
        return answered

    with sqlite3.connect(tmp_path / "archive.db") as writer:
        writer.execute("DROP INDEX IF EXISTS articles_narrow")
    without = answers()
    with sqlite3.connect(tmp_path / "archive.db") as writer:
        writer.execute(
            "CREATE INDEX articles_narrow ON articles(id, published_at, outlet, script, section, byline, agency)"
        )
    assert answers() == without
    assert any(page for page, _, _ in without)


def test_pages_follow_one_another_and_miss_nothing(archive: Archive) -> None:
    for number in range(50):
        archive.store(story(number), outlet="harbour", seen_as=f"https://{number}", capture=None, rules="test")
    reader = open_reader(archive.folder)
    for sort in ("newest", "oldest", "relevance"):
        for query in ("水仙", ""):
            seen: list[int] = []
            following: Selection | None = Selection(q=query, sort=sort)
            for _ in range(3):
                assert following is not None
                numbers = results.page(reader, following, results.PAGE + 1)
                seen += numbers[: results.PAGE]
                following = results.following(following, numbers)
            assert following is None
            assert len(set(seen)) == len(seen) == 50
    reader.close()


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


def test_what_took_long_to_count_is_remembered_until_the_archive_changes_and_a_minute_went_by(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = open_reader(archive.folder)
    counted: list[int] = []
    clock = [1000.0]

    def slowly() -> int:
        clock[0] += 1
        counted.append(len(counted))
        return len(counted)

    monkeypatch.setattr("archive.serve.remembered.time.monotonic", lambda: clock[0])
    key = "a test of memory"
    assert [remembered(reader, key, slowly) for _ in range(3)] == [1, 1, 1]
    clock[0] += 3600
    assert remembered(reader, key, slowly) == 1, "nothing has changed"
    archive.store(story(1), outlet="harbour", seen_as="https://1", capture=None, rules="test")
    assert remembered(reader, key, slowly) == 2
    archive.store(story(2), outlet="harbour", seen_as="https://2", capture=None, rules="test")
    assert remembered(reader, key, slowly) == 2, "within a minute"
    clock[0] += 61
    assert remembered(reader, key, slowly) == 3
    assert [remembered(reader, "quick", lambda: len(counted)), remembered(reader, "quick", lambda: 0)] == [3, 0]
    reader.close()
