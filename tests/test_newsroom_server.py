"""How the pretend newsroom is served: conditional requests, gzip, ports, the log, and the outlet that is broken."""

import gzip
import http.client
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import lxml.html
import pytest

from tests.newsroom import PORTS, Newsroom, declared, truth
from tests.newsroom.client import ask, locs, path_of
from tests.newsroom.fengxie import BROKEN


@pytest.fixture
def newsroom() -> Iterator[Newsroom]:
    with Newsroom.anywhere(*PORTS) as opened:
        yield opened


def test_withdrawn_story_is_gone_and_changed_story_differs(newsroom: Newsroom) -> None:
    lost = next(t for t in truth(newsroom, "hepan").values() if t.name == "chaye-shui")
    path = path_of(newsroom, lost)
    assert ask(newsroom, "hepan", path)[0] == 200
    newsroom.edition = 2
    assert ask(newsroom, "hepan", path)[0] == 404
    assert lost.url not in locs(newsroom, "hepan", "/sitemap-2026-11.xml")


def test_conditional_requests_are_answered_honestly(newsroom: Newsroom) -> None:
    path = next(path_of(newsroom, t) for t in truth(newsroom, "gangwan").values() if t.name == "bike-lane-vote")
    _, headers, _ = ask(newsroom, "gangwan", path)
    tag, date = headers["ETag"], headers["Last-Modified"]
    assert parsedate_to_datetime(date) == datetime(2026, 11, 20, 6, tzinfo=UTC)
    status, headers, body = ask(newsroom, "gangwan", path, If_None_Match=tag)
    assert (status, body, headers["ETag"]) == (304, b"", tag)
    assert ask(newsroom, "gangwan", path, If_Modified_Since=date)[0] == 304
    assert ask(newsroom, "gangwan", path, If_Modified_Since=date, If_None_Match='W/"other"')[0] == 200
    newsroom.edition = 2
    status, headers, body = ask(newsroom, "gangwan", path, If_None_Match=tag, If_Modified_Since=date)
    assert status == 200
    assert headers["ETag"] != tag
    assert parsedate_to_datetime(headers["Last-Modified"]) == datetime(2026, 11, 22, 6, tzinfo=UTC)
    assert "更正" in body.decode()


def test_page_that_did_not_change_keeps_its_tag_through_editions(newsroom: Newsroom) -> None:
    path = next(path_of(newsroom, t) for t in truth(newsroom, "yinghua").values() if t.name == "sushi-master")
    _, before, _ = ask(newsroom, "yinghua", path)
    newsroom.edition = 2
    assert ask(newsroom, "yinghua", path, If_None_Match=before["ETag"])[0] == 304
    assert ask(newsroom, "yinghua", path, If_Modified_Since=before["Last-Modified"])[0] == 304


def test_gzip_only_when_asked(newsroom: Newsroom) -> None:
    _, headers, bare = ask(newsroom, "yinghua", "/")
    assert headers["Content-Encoding"] is None
    _, headers, packed = ask(newsroom, "yinghua", "/", Accept_Encoding="gzip, deflate")
    assert headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed) == bare


def test_connections_stay_open_and_requests_are_logged(newsroom: Newsroom) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", newsroom.ports["gangwan"], timeout=10)
    for path in ("/", "/nowhere/", "/feed/?x=1"):
        connection.request("GET", path, headers={"User-Agent": "reader"})
        connection.getresponse().read()
    connection.close()
    asked = newsroom.asked("gangwan")
    assert [(a.path, a.status) for a in asked] == [("/", 200), ("/nowhere/", 404), ("/feed/?x=1", 200)]
    assert asked[0].headers["user-agent"] == "reader"
    assert newsroom.asked("hepan") == []


def test_pictures_are_pictures(newsroom: Newsroom) -> None:
    told = next(t for t in truth(newsroom, "gangwan").values() if t.images)
    path = str(told.images[0].url).removeprefix(newsroom.url("gangwan", ""))
    _, headers, body = ask(newsroom, "gangwan", path)
    assert headers["Content-Type"] == "image/png"
    assert body.startswith(b"\x89PNG\r\n\x1a\n")


def test_busy_port_is_named_and_nothing_stays_open() -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        taken = holder.getsockname()[1]
        newsroom = Newsroom({"gangwan": 0, "hepan": taken})
        with pytest.raises(OSError, match=f"port {taken} .*hepan.* taken"):
            newsroom.start()
    with pytest.raises(ConnectionRefusedError):
        ask(newsroom, "gangwan", "/")


# The broken outlet


def test_broken_pages_look_like_stories_and_are_listed(newsroom: Newsroom) -> None:
    outlet = declared(newsroom)["fengxie"]
    expected = {newsroom.url("fengxie", path) for path in BROKEN} | set(truth(newsroom, "fengxie"))
    page = lxml.html.document_fromstring(ask(newsroom, "fengxie", "/")[2])
    assert {newsroom.url("fengxie", a.get("href", "")) for a in page.cssselect("ul.stories a")} == expected
    assert set(locs(newsroom, "fengxie", "/sitemap.xml")) == expected
    assert all(outlet.is_article(url) for url in expected)


@pytest.mark.parametrize(
    ("number", "status", "kind", "start"),
    [
        (901, 200, "application/pdf", b"%PDF-"),
        (902, 200, "text/html; charset=UTF-8", b""),
        (904, 200, "text/html; charset=UTF-8", b"<!DOCTYPE html>"),
        (905, 403, "text/html; charset=UTF-8", b"<!DOCTYPE html>"),
        (906, 410, "text/html; charset=UTF-8", b"<!DOCTYPE html>"),
        (907, 500, "text/plain; charset=utf-8", "資料庫".encode()),
        (908, 200, "text/html; charset=UTF-8", b"<!DOCTYPE html>"),
        (910, 404, "text/html; charset=UTF-8", b"<!DOCTYPE html>"),
    ],
)
def test_broken_pages_are_broken_as_said(newsroom: Newsroom, number: int, status: int, kind: str, start: bytes) -> None:
    answered, headers, body = ask(newsroom, "fengxie", f"/news/{number}.html")
    assert (answered, headers["Content-Type"]) == (status, kind)
    assert body.startswith(start)
    assert bool(body) == bool(start)


def test_cut_off_page_ends_before_its_length(newsroom: Newsroom) -> None:
    with pytest.raises(http.client.IncompleteRead) as cut:
        ask(newsroom, "fengxie", "/news/903.html")
    assert len(cut.value.partial) == 700


def test_soft_404_and_forbidden_page(newsroom: Newsroom) -> None:
    assert "頁面不存在" in ask(newsroom, "fengxie", "/news/908.html")[2].decode()
    assert b"Disallow: /news/909.html" in ask(newsroom, "fengxie", "/robots.txt")[2]


def test_mislabelled_story_is_big5_under_a_claim_of_utf_8(newsroom: Newsroom) -> None:
    told = next(t for t in truth(newsroom, "fengxie").values() if t.name == "mislabelled")
    _, headers, body = ask(newsroom, "fengxie", path_of(newsroom, told))
    assert headers["Content-Type"] == "text/html; charset=UTF-8"
    with pytest.raises(UnicodeDecodeError):
        body.decode()
    assert told.body[0] in body.decode("big5hkscs")


def test_busy_story_asks_for_patience_once(newsroom: Newsroom) -> None:
    path = path_of(newsroom, next(t for t in truth(newsroom, "fengxie").values() if t.name == "busy"))
    status, headers, _ = ask(newsroom, "fengxie", path)
    assert (status, headers["Retry-After"]) == (429, "1")
    assert ask(newsroom, "fengxie", path)[0] == 200
