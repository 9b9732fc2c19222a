"""Datasette's own pages over the archive: its search box finds Chinese, and the questions are answered."""

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from archive.serve.language import say
from archive.serve.meanings import COLUMNS, GAPS
from archive.serve.questions import QUESTIONS
from archive.serve.scripts import tag_of_text
from tests.reading_room import furnish, opened

FERRY = "舊金山渡輪月底增開夜班 票價不變"
MARKET = "唐人街夜市缺水，摊主自己挑"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stacks")
    furnish(folder)
    return folder


@pytest.fixture
async def client(folder: Path) -> AsyncIterator[Any]:
    async with opened(folder) as datasette:
        yield datasette.client


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


HEADINGS = {
    "en": ["No.", "Outlet", "Headline", "Revisions", "First archived", "Last change seen"],
    "zh-Hant": ["編號", "媒體", "標題", "版本", "首次收錄", "最近見到改動"],
    "zh-Hans": ["编号", "媒体", "标题", "版本", "首次收录", "最近见到改动"],
}


@pytest.mark.parametrize("language", HEADINGS)
async def test_an_answer_is_headed_and_dated_in_words(client: Any, language: str) -> None:
    answer = await client.get("/archive/edits_after_publication", headers={"accept-language": language})
    assert re.findall(r'<th scope="col"[^>]*>(.*?)</th>', answer.text) == HEADINGS[language]
    day = r"\d{4}-\d\d-\d\d" if language == "en" else r"\d{4}年\d+月\d+日"
    assert len(re.findall(rf'<time datetime="[^"]+Z">{day} \d\d:\d\d:\d\d UTC</time>', answer.text)) == 2
    assert re.search(rf'<td lang="zh-Hant"[^>]*><a href="/article/202509260001">{FERRY}</a>', answer.text)
    assert re.search(r'<td lang="zh-Hant"[^>]*>河西時報</td>', answer.text)


async def test_a_date_reads_like_a_moment_however_little_is_known_of_it(client: Any) -> None:
    html = (await client.get("/archive/withdrawn_articles", headers={"accept-language": "zh-TW"})).text
    assert '<time datetime="2024-12-01">2024年12月1日</time>' in html
    sql = quote("select '2025-03' as published_at, '2025-03' as code")
    html = (await client.get(f"/archive?sql={sql}", headers={"accept-language": "zh-TW"})).text
    assert re.findall(r"<td[^>]*>(.*?)</td>", html) == ['<time datetime="2025-03">2025年3月</time>', "2025-03"]


async def test_every_column_and_every_gap_of_a_question_has_its_words(client: Any) -> None:
    for question in QUESTIONS:
        rows = (await client.get(f"/archive/{question.name}.json?word=a&name=a&_shape=arrays")).json()
        assert set(rows["columns"]) <= set(COLUMNS), question.name
        assert set(re.findall(r":(\w+)", question.sql)) <= set(GAPS), question.name


async def test_sql_of_ones_own_keeps_its_names_and_its_seconds(client: Any) -> None:
    sql = quote("select '2025-09-27T01:02:03Z' as seen, url, 'x' as headline, null as n, 1 as revision from articles")
    html = (await client.get(f"/archive?sql={sql}", headers={"accept-language": "en"})).text
    assert re.findall(r'<th scope="col"[^>]*>(.*?)</th>', html) == ["seen", "url", "headline", "n", "revision"]
    assert '<time datetime="2025-09-27T01:02:03Z">2025-09-27 01:02:03 UTC</time>' in html


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("舊金山渡輪月底增開夜班", "zh-Hant"),
        ("台灣民眾", "zh-Hant"),
        ("旧金山渡轮月底增开夜班", "zh-Hans"),
        ("悉尼", "zh"),
        ("Harbor Hotline", None),
        ("", None),
    ],
)
def test_a_text_that_nobody_measured_tells_its_script(text: str, tag: str | None) -> None:
    assert tag_of_text(text) == tag


async def test_a_number_that_points_to_a_run_or_capture_says_when_it_was(client: Any) -> None:
    for table, column in (("failures", "run"), ("failures", "capture"), ("articles", "capture")):
        html = (await client.get(f"/archive/{table}")).text
        cell = re.search(rf'<td class="col-{column} number"[^>]*><a href="[^"]*">([^<]*)</a>', html)
        assert cell, table
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT.*Z", cell[1]), (table, cell[1])


@pytest.mark.parametrize("language", ["zh-Hant", "zh-Hans", "en"])
async def test_sql_that_takes_too_long_is_said_in_words(client: Any, language: str, monkeypatch: Any) -> None:
    monkeypatch.setitem(client.ds._settings, "sql_time_limit_ms", 50)
    sql = quote("with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n")
    answer = await client.get(f"/archive?sql={sql}", headers={"accept-language": language})
    assert answer.status_code == 503
    assert say(language, "That takes too long") in answer.text
    assert "textarea" not in answer.text.partition("<main")[2]
    assert (await client.get(f"/archive.json?sql={sql}")).status_code in {400, 503}
