"""Datasette's own pages over the archive: its search box finds Chinese, and the questions are answered."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

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
