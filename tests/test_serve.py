"""The archive served: every page, in every language, safe whatever the archived text holds."""

import re
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from archive import Archive, ArchiveNewer, open_reader
from archive.errors import ArchiveMissing, PortBusy
from archive.serve import app, serve
from tests.reading_room import furnish, opened


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, int]]:
    folder = tmp_path_factory.mktemp("reading room")
    return folder, furnish(folder)


@pytest.fixture
def numbers(shelf: tuple[Path, dict[str, int]]) -> dict[str, int]:
    return shelf[1]


@pytest.fixture
async def client(shelf: tuple[Path, dict[str, int]]) -> AsyncIterator[Any]:
    async with opened(shelf[0]) as datasette:
        yield datasette.client


def pages(numbers: dict[str, int]) -> list[str]:
    """Every kind of page there is."""
    ferry, hostile = numbers["ferry"], numbers["hostile"]
    return [
        "/",
        "/search",
        f"/search?q={quote('渡輪')}",
        f"/search?q={quote('渡輪')}&sort=relevance&since=2025&until=2025-12-31&script=Hant",
        "/search?sort=oldest&after=1",
        f"/concordance?q={quote('渡轮')}",
        f"/article/{ferry}",
        f"/article/{ferry}?script=Hans&q={quote('渡轮')}",
        f"/article/{ferry}/changes",
        f"/article/{hostile}",
        f"/article/{hostile}/changes",
        f"/article/{numbers['stars']}/beside/{hostile}",
        "/saved",
        "/outlets",
        "/compare?outlet=hexi&outlet=nanwan",
        "/outlet/hexi",
        "/outlet/nanwan",
        "/health",
        "/questions",
        "/schema",
        "/archive",
        "/archive?_show_hidden=1",
        "/archive/articles",
        "/archive/articles?_facet=outlet&_sort=id&outlet__exact=hexi",
        f"/archive/articles/{hostile}",
        "/archive/articles_tokens",
        "/archive/captures/1",
        "/archive/edits_after_publication",
        f"/archive/word_by_year?word={quote('渡轮')}",
        f"/archive?sql={quote('select id, headline from articles')}",
        "/-/versions",
    ]


class Markup(HTMLParser):
    """The elements of a page and their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))


async def text(client: Any, path: str, **headers: str) -> str:
    answer = await client.get(path, headers={"accept-language": "en"} | headers)
    assert answer.status_code == 200, f"{path}: {answer.status_code}\n{answer.text[:500]}"
    return str(answer.text)


@pytest.mark.parametrize("language", ["zh-Hant", "zh-Hans", "en"])
async def test_every_page_answers_in_every_language(client: Any, numbers: dict[str, int], language: str) -> None:
    for path in pages(numbers):
        html = await text(client, path, **{"accept-language": language})
        assert f'<html lang="{language}">' in html, path


async def test_nothing_archived_is_markup_and_nothing_comes_from_elsewhere(
    client: Any, numbers: dict[str, int]
) -> None:
    for path in pages(numbers):
        elements = Markup(await text(client, path)).elements
        assert {tag for tag, _ in elements}.isdisjoint({"script", "iframe", "img", "style", "object", "b"}), path
        for tag, attributes in elements:
            assert not [name for name in attributes if name.startswith("on") or name == "style"], (path, tag)
            assert "javascript:" not in (attributes.get("href") or ""), path
            if tag == "link" and attributes.get("rel") in {"stylesheet", "icon"}:
                assert (attributes["href"] or "").startswith("/static/"), path


async def test_every_answer_forbids_what_is_not_ours(client: Any, numbers: dict[str, int]) -> None:
    for path in ("/", "/nope", "/search.json", "/archive/articles.csv", f"/article/{numbers['hostile']}"):
        headers = (await client.get(path)).headers
        assert headers["content-security-policy"].startswith("default-src 'none'; style-src 'self'"), path
        assert headers["x-content-type-options"] == "nosniff"
        assert "noindex" in headers["x-robots-tag"]
        assert "Accept-Language" in headers.get_list("vary")[-1]


async def test_the_style_sheet_is_asked_for_anew_when_it_has_changed(client: Any) -> None:
    """A reader's browser keeps it for a day: another version has another address."""
    sheet = re.search(r'href="(/static/reading-room\.css\?[0-9a-f]{8})"', await text(client, "/"))
    assert sheet
    assert (await client.get(sheet[1])).status_code == 200


async def test_robots_are_kept_out(client: Any) -> None:
    assert await text(client, "/robots.txt") == "User-agent: *\nDisallow: /\n"


async def test_our_own_links_all_lead_somewhere(client: Any, numbers: dict[str, int]) -> None:
    seen: set[str] = set()
    for path in pages(numbers):
        for _, attributes in Markup(await text(client, path)).elements:
            href = attributes.get("href") or ""
            if href.startswith("/") and not href.startswith("/static/"):
                seen.add(href.partition("#")[0])
    for href in sorted(seen):
        answer = await client.get(href)
        assert answer.status_code in {200, 302}, href


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        ("/nope", 404, "The archive has no page of this address."),
        ("/article/99", 404, "The archive has no page of this address."),
        ("/outlet/nobody", 404, "The archive has no page of this address."),
        ("/archive?sql=delete+from+articles", 400, "Statement must be a SELECT"),
        ("/archive/articles?_sort=nope", 400, "Cannot sort table by nope"),
    ],
)
async def test_what_is_not_to_be_had_is_said_in_a_sentence(
    client: Any, path: str, status: int, says: str, capfd: pytest.CaptureFixture[str]
) -> None:
    answer = await client.get(path, headers={"accept-language": "en"})
    assert answer.status_code == status
    assert says in answer.text
    assert capfd.readouterr() == ("", "")


async def test_a_question_too_long_is_given_up(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(conn: sqlite3.Connection) -> None:
        conn.execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n")

    monkeypatch.setattr("archive.serve.census.outlets", endless)
    monkeypatch.setitem(client.ds._settings, "sql_time_limit_ms", 50)
    answer = await client.get("/outlets", headers={"accept-language": "en"})
    assert answer.status_code == 503
    assert "The archive was not asked further" in answer.text
    monkeypatch.undo()
    assert (await client.get("/outlets")).status_code == 200


async def test_a_fault_is_told_to_the_keeper_and_not_to_the_reader(
    client: Any, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: Any) -> None:
        raise ZeroDivisionError("a secret of the house")

    monkeypatch.setattr("archive.serve.census.outlets", broken)
    answer = await client.get("/outlets", headers={"accept-language": "en"})
    assert answer.status_code == 500
    assert "That is our fault." in answer.text
    assert "secret" not in answer.text
    assert "ZeroDivisionError: a secret of the house" in capfd.readouterr().err


@pytest.mark.parametrize("view", ["search", "cjk_query"])
async def test_a_view_that_must_be_asked_is_shown_with_an_example(client: Any, view: str) -> None:
    answer = await client.get(f"/archive/{view}")
    assert (answer.status_code, answer.headers["location"]) == (302, f"/archive/{view}?query=Vancouver")
    assert (await client.get(answer.headers["location"])).status_code == 200


async def test_a_program_is_told_in_json(client: Any) -> None:
    answer = await client.get("/archive/nope.json")
    assert answer.status_code == 404
    assert answer.json() == {"ok": False, "error": "Table not found", "status": 404}


async def test_the_archive_cannot_be_written_to(client: Any) -> None:
    database = client.ds.get_database()
    with pytest.raises(Exception, match="readonly database"):
        await database.execute_fn(lambda conn: conn.execute("DELETE FROM articles"))


def test_a_folder_without_an_archive_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(ArchiveMissing, match="there is no archive here"):
        serve(tmp_path, host="127.0.0.1", port=0, announce=print)


def test_an_archive_of_an_earlier_version_is_brought_to_this_one(tmp_path: Path) -> None:
    furnish(tmp_path)
    with Archive(tmp_path, software="test") as archive:
        archive.db.execute("DROP INDEX articles_narrow")
        archive.db.execute("DROP INDEX articles_revised")
        archive.db.execute("DROP INDEX articles_withdrawn")
        archive.db.execute("DELETE FROM _sqlite_migrations WHERE name = 'reading_room'")
    app(tmp_path)
    reader = open_reader(tmp_path)
    assert reader.execute("SELECT count(*) FROM sqlite_master WHERE name = 'articles_narrow'").fetchone()[0] == 1
    reader.close()


def test_an_archive_of_a_later_version_is_left_alone(tmp_path: Path) -> None:
    furnish(tmp_path)
    with Archive(tmp_path, software="test") as archive:
        archive.db.execute("UPDATE _sqlite_migrations SET name = 'of_the_future' WHERE name = 'reading_room'")
    with pytest.raises(ArchiveNewer, match="of_the_future"):
        app(tmp_path)


def test_a_busy_port_is_said_so(shelf: tuple[Path, dict[str, int]]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PortBusy, match=rf"127\.0\.0\.1:{port}: Address already in use.*--port 0"):
            serve(shelf[0], host="127.0.0.1", port=port, announce=print)


def test_it_serves_until_interrupted_and_ends_without_a_word(shelf: tuple[Path, dict[str, int]]) -> None:
    code = (
        "import sys; from pathlib import Path; from archive.serve import serve;"
        "serve(Path(sys.argv[1]), host='127.0.0.1', port=0, announce=lambda line: print(line, flush=True))"
    )
    server = subprocess.Popen(
        [sys.executable, "-c", code, str(shelf[0])], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        assert server.stdout is not None
        address = server.stdout.readline().strip()
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", address)
        # Announced is listening: the very first request is answered.
        assert httpx.get(address, timeout=30, trust_env=False).status_code == 200
        time.sleep(0.1)
        server.send_signal(2)
        out, err = server.communicate(timeout=30)
    finally:
        server.kill()
        server.wait()
    assert (server.returncode, out, err) == (0, "", "")
