"""Searches kept in the reader's browser."""

import xml.etree.ElementTree as ET
from base64 import urlsafe_b64encode
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


async def change(client: Any, verb: str, selection: Selection, cookie: str) -> str:
    """What is kept after the form of a page is sent: the cookie."""
    page = "/saved" if verb == "drop" else f"/search{selection.url() or '?q=x'}"
    form = await client.get(page, cookies={"searches": cookie})
    cookies = {"searches": cookie, "ds_csrftoken": form.cookies["ds_csrftoken"]}
    given = selection.given | {"csrftoken": cookies["ds_csrftoken"]}
    assert f'<form class="plain" action="/saved/{verb}" method="post">' in form.text
    answer = await client.post(f"/saved/{verb}", data=given, cookies=cookies)
    assert (answer.status_code, answer.headers["location"]) == (302, "/saved")
    assert "Max-Age=31536000" in answer.headers["set-cookie"]
    assert "httponly" in answer.headers["set-cookie"].lower()
    return str(answer.cookies["searches"]).strip('"')


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


@pytest.mark.parametrize(
    "listed",
    ['[{"q":"x"},' * 1_000 + '{"q":"y"}]', "[" * 2_000, "[" * 1_000_000, "[" + ",".join(['{"q":"x"}'] * 300) + "]"],
    ids=["torn", "deep", "endless", "many"],
)
def test_a_cookie_made_to_hold_the_server_up_holds_little(listed: str) -> None:
    cookie = urlsafe_b64encode(listed.encode()).decode()
    assert len(kept(cookie)) <= 20


def test_a_search_that_no_cookie_holds_costs_no_other() -> None:
    assert kept(keep([Selection(q="渡輪" * 2_000), FERRY])) == [FERRY]


async def test_a_search_is_kept_shown_followed_and_dropped(client: Any) -> None:
    cookie = await change(client, "keep", FERRY, "")
    cookie = await change(client, "keep", PAPER, cookie)
    cookie = await change(client, "keep", FERRY.but(sort="oldest"), cookie)
    assert kept(cookie) == [FERRY, PAPER], "one search is kept once, whatever its order"
    shown = (await client.get("/saved", cookies={"searches": cookie}, headers={"accept-language": "en"})).text
    assert f'href="/search?q={quote("渡輪")}&amp;widen=1"' in shown
    assert 'Outlet: <span lang="zh-Hans">南湾周报</span>' in shown
    assert "2 articles" in shown
    feeds = ET.fromstring((await client.get("/saved.opml", cookies={"searches": cookie})).text).iter("outline")
    addresses = [str(feed.get("xmlUrl")) for feed in feeds]
    assert len(addresses) == 2
    assert (await client.get(addresses[0].removeprefix("http://localhost"))).text.count("<entry>") == 2
    assert kept(await change(client, "drop", PAPER, cookie)) == [FERRY]


@pytest.mark.parametrize("way", ["by a link", "without a cookie", "with another's token", "without a token"])
async def test_nobody_else_changes_what_is_kept(client: Any, way: str) -> None:
    """A page elsewhere can send a reader's browser here; a form from there comes without cookies, or the token."""
    page = await client.get(f"/search{FERRY.url()}")
    cookies = {"searches": keep([PAPER]), "ds_csrftoken": page.cookies["ds_csrftoken"]}
    english, given = {"accept-language": "en"}, FERRY.given
    if way == "by a link":
        answer = await client.get(f"/saved/keep{FERRY.url()}", cookies=cookies, headers=english)
        assert answer.status_code == 405
    else:
        token = {"csrftoken": cookies["ds_csrftoken"] if way == "without a cookie" else "made up"}
        answer = await client.post(
            "/saved/keep",
            data=given if way == "without a token" else given | token,
            cookies={} if way == "without a cookie" else cookies,
            headers=english,
        )
        assert answer.status_code == 403
        assert "Nothing was changed" in answer.text
        assert '<html lang="en">' in answer.text
    assert "searches" not in answer.cookies


async def test_nothing_kept_is_said(client: Any) -> None:
    assert "None yet." in (await client.get("/saved", headers={"accept-language": "en"})).text
    assert kept(await change(client, "keep", Selection(), "")) == []
