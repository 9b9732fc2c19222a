"""Searches kept in the reader's browser."""

import xml.etree.ElementTree as ET
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.serve.saved import keep, kept
from archive.serve.selection import Selection
from tests.reading_room import furnish, opened

FERRY, PAPER = Selection(q="渡輪", widen=True), Selection(outlet="nanwan", since="2024")


@pytest.fixture
async def client(tmp_path: Path) -> AsyncIterator[Any]:
    furnish(tmp_path)
    async with opened(tmp_path) as datasette:
        yield datasette.client


def test_what_is_kept_is_read_back() -> None:
    assert kept(keep([FERRY, PAPER])) == [FERRY, PAPER]


@given(st.one_of(st.none(), st.text(), st.sampled_from(["bnVsbA==", "W10=", "WzFd", "W3sicSI6IHt9fV0=", "e30="])))
def test_a_cookie_that_is_not_ours_holds_nothing_or_searches(cookie: str | None) -> None:
    assert all(isinstance(search, Selection) for search in kept(cookie))


def test_the_oldest_give_way() -> None:
    many = [Selection(q=f"第{number}次搜尋：{'渡輪' * 20}") for number in range(100)]
    cookie = keep(many)
    assert len(cookie) <= 3_500
    assert kept(cookie) == many[: len(kept(cookie))]
    assert len(kept(cookie)) > 5


def test_a_search_that_no_cookie_holds_costs_no_other() -> None:
    assert kept(keep([Selection(q="渡輪" * 2_000), FERRY])) == [FERRY]


async def test_a_search_is_kept_shown_followed_and_dropped(client: Any) -> None:
    async def follow(path: str, cookie: str) -> str:
        answer = await client.get(path, cookies={"searches": cookie})
        assert (answer.status_code, answer.headers["location"]) == (302, "/saved")
        assert "Max-Age=31536000" in answer.headers["set-cookie"]
        assert "httponly" in answer.headers["set-cookie"].lower()
        return str(answer.cookies["searches"]).strip('"')

    cookie = await follow(f"/saved/keep{FERRY.url()}", "")
    cookie = await follow(f"/saved/keep{PAPER.url()}", cookie)
    cookie = await follow(f"/saved/keep{FERRY.but(sort='oldest').url()}", cookie)
    assert kept(cookie) == [FERRY, PAPER], "one search is kept once, whatever its order"
    shown = (await client.get("/saved", cookies={"searches": cookie}, headers={"accept-language": "en"})).text
    assert f'href="/search?q={quote("渡輪")}&amp;widen=1"' in shown
    assert "Outlet: 南湾周报" in shown
    assert "2 articles" in shown
    feeds = ET.fromstring((await client.get("/saved.opml", cookies={"searches": cookie})).text).iter("outline")
    addresses = [str(feed.get("xmlUrl")) for feed in feeds]
    assert len(addresses) == 2
    assert (await client.get(addresses[0].removeprefix("http://localhost"))).text.count("<entry>") == 2
    assert kept(await follow(f"/saved/drop{PAPER.url()}", cookie)) == [FERRY]


async def test_nothing_kept_is_said(client: Any) -> None:
    assert "None yet." in (await client.get("/saved", headers={"accept-language": "en"})).text
    answer = await client.get("/saved/keep")
    assert kept(str(answer.cookies["searches"]).strip('"')) == []
