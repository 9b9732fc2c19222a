"""The archive as it may be put on the web: immutable, or as a catalogue without the texts."""

import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from archive import Archive, ArchiveBusy, ArchiveError, ArchiveMissing, publish
from archive.describe import TABLES
from archive.serve.catalogue import LEFT_EMPTY, open_catalogue
from tests.reading_room import FERRY, STARS, furnish, opened
from tests.test_serve import Markup


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published")
    furnish(folder)
    publish(folder, folder / "catalogue.db")
    return folder


@pytest.fixture
async def catalogue(folder: Path, tmp_path: Path) -> AsyncIterator[Any]:
    open_catalogue(folder / "catalogue.db", tmp_path)
    async with opened(tmp_path, immutable=True, is_catalogue=True) as datasette:
        yield datasette.client


async def text(client: Any, path: str) -> str:
    answer = await client.get(path, headers={"accept-language": "en"})
    assert answer.status_code == 200, f"{path}: {answer.status_code}\n{answer.text[:500]}"
    return str(answer.text)


async def test_a_catalogue_has_headlines_and_opening_words_and_says_so(catalogue: Any) -> None:
    html = await text(catalogue, f"/search?q={quote('老望遠鏡')}")
    assert html.count('<article class="hit">') == 3
    assert "This is a catalogue" in html
    page = await text(catalogue, "/article/202406070001")
    assert str(STARS.headline) in page
    assert STARS.body[0][:40] in page
    assert "Read on at the outlet" in page
    assert "first to run it" in page


async def test_a_catalogue_shows_the_clock_of_the_outlet(catalogue: Any) -> None:
    assert "2025-09-25 19:30 PDT" in await text(catalogue, "/article/202509260001")
    assert '<article class="hit">' in await text(catalogue, "/search?since=2025-09-25&until=2025-09-25")


async def test_the_tables_shown_of_a_catalogue_are_those_that_hold_something(catalogue: Any) -> None:
    database = catalogue.ds.get_database()
    names = [row[0] for row in await database.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")]
    asked = {name for name in names if name in TABLES and not name.startswith("cjk") and name != "search"}
    held = {name for name in asked if (await database.execute(f"SELECT 1 FROM {name} LIMIT 1")).rows}
    assert asked - held == LEFT_EMPTY
    for path in ("/archive?_show_hidden=1", "/schema"):
        shown = await text(catalogue, path)
        assert {name for name in asked if f"<code>{name}</code>" in shown} == held, path


async def test_no_page_and_no_sql_of_a_catalogue_has_the_texts(catalogue: Any) -> None:
    assert STARS.body[2][:12] not in await text(catalogue, "/article/202406070001")
    sql = "select id from articles where body like '%放映%' or captions like '%碼頭%'"
    assert (await catalogue.get(f"/archive.json?sql={quote(sql)}&_shape=array")).json() == []
    for table in ("readings", "captures", "runs", "failures", "images", "takedowns"):
        assert (await catalogue.get(f"/archive/{table}.json?_shape=array")).json() == [], table
    assert '<article class="hit">' not in await text(catalogue, f"/search?q={quote('放映')}")


async def test_a_catalogue_offers_nothing_that_it_cannot_answer(catalogue: Any) -> None:
    for path in ("/", "/search", "/outlets", "/outlet/hexi", "/questions", "/archive", "/article/202509260001"):
        html = await text(catalogue, path)
        for _, attributes in Markup(html).elements:
            href = (attributes.get("href") or "").partition("#")[0]
            assert not href.endswith(("/changes", "/health", "edits_after_publication")), (path, href)
            if href.startswith("/") and not href.startswith("/static/"):
                assert (await catalogue.get(href)).status_code in {200, 302}, href
    assert (await catalogue.get("/article/202509260001/changes")).status_code == 404


def test_what_is_no_catalogue_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(ArchiveMissing, match="qiaowen publish"):
        open_catalogue(tmp_path / "none.db", tmp_path / "a")
    (tmp_path / "letter.txt").write_text("dear reader\n" * 100)
    with pytest.raises(ArchiveError, match="is no catalogue"):
        open_catalogue(tmp_path / "letter.txt", tmp_path / "b")


async def test_an_immutable_archive_reads_as_any_other(folder: Path) -> None:
    async with opened(folder, immutable=True) as datasette:
        assert str(FERRY.section) in await text(datasette.client, f"/search?q={quote('渡輪')}")
        assert not datasette.get_database().is_mutable


def test_an_archive_that_is_written_to_cannot_be_immutable(tmp_path: Path) -> None:
    from archive.serve import app  # noqa: PLC0415

    furnish(tmp_path)
    with Archive(tmp_path, software="test") as archive:
        archive.db.execute("UPDATE outlets SET place = 'elsewhere'")
        with pytest.raises(ArchiveBusy, match="without --immutable"):
            app(tmp_path, immutable=True)


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_the_command_serves_a_catalogue_alone_and_leaves_no_copy(folder: Path, tmp_path: Path, end: int) -> None:
    """However it is ended: by a reader at the keyboard, or by what runs it as a service."""
    (tmp_path / "tmp").mkdir()
    command = [sys.executable, "-m", "crawler.commands", "--archive", str(tmp_path / "none"), "serve", "--port", "0"]
    server = subprocess.Popen(
        [*command, "--catalogue", str(folder / "catalogue.db")],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"TMPDIR": str(tmp_path / "tmp")},
    )
    try:
        assert server.stdout is not None
        address = server.stdout.readline().strip()
        assert "This is a catalogue" in httpx.get(address, timeout=30, trust_env=False).text
        server.send_signal(end)
        assert server.wait(30) in {0, -end}
        assert list((tmp_path / "tmp").iterdir()) == []
    finally:
        server.kill()
        server.communicate()
