"""The second witness: a story's text beside what the outlet's own WordPress API gives as its content."""

import json
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import pytest

from archive import Mark
from crawler.discover import told
from crawler.fetch.crawl import crawl
from crawler.fetch.witness import weighed
from crawler.reextract import reextract
from crawler.sources import WordPress
from tests.conftest import STORY
from tests.newsroom import hostile
from tests.newsroom.hostile import Answer, Hostile, Site, declared_at, html
from tests.test_hostile import HURRIED

SAID = "".join(STORY.body)
OTHER = "本報今起調整訂閱方案，老讀者可於月底前到門市辦理續訂，詳情請洽發行部，或參閱本報網站公告，謝謝各位長期支持。"


def doubts(read: str, said: str, *marks: Mark) -> bool:
    return Mark.DOUBTFUL_BODY in weighed(replace(STORY, body=(read,), marks=marks), said).marks


def test_who_agrees_lays_a_doubt() -> None:
    assert not doubts(SAID, SAID)
    assert not doubts(SAID, SAID, Mark.DOUBTFUL_BODY)
    assert not doubts(SAID, f"記者林若海 {SAID} 圖：年宵花市一角。")
    assert weighed(replace(STORY, marks=(Mark.SHORT,)), SAID).marks == (Mark.SHORT,)


def test_who_disagrees_raises_one() -> None:
    assert doubts(SAID + OTHER, SAID)
    assert doubts(SAID[:20], SAID)
    assert doubts(SAID, OTHER)


@pytest.mark.parametrize("said", ["", "港灣區年宵花市[…]"])
def test_a_witness_who_says_next_to_nothing_is_not_heard(said: str) -> None:
    assert not doubts(SAID, said)
    assert doubts(SAID, said, Mark.DOUBTFUL_BODY)


def test_what_the_api_tells_is_told_without_its_markup() -> None:
    posts = [
        {"link": "https://harbour.example/7?utm_source=api", "content": {"rendered": "<p>花市&amp;<b>開鑼</b></p>"}},
        {"link": "https://harbour.example/8", "content": {"rendered": "<p>只給會員</p>", "protected": True}},
        {"link": "https://harbour.example/9"},
    ]
    assert told(json.dumps(posts).encode(), "https://harbour.example/") == {"https://harbour.example/7": "花市&開鑼"}


def api(path: str, before: int, site: Site) -> Answer | None:
    """Three stories; the API has the first as it stands, of the second something else, of the third nothing."""
    if not path.startswith("/wp-json/"):
        return html("<link rel=stylesheet>", status=404) if path == "/feed" else None
    if "page=1" not in path.rpartition("&")[2]:
        return Answer(b"{}", status=400)
    texts = ["".join(hostile.STORY), OTHER * 3, ""]
    posts = [
        {"link": f"{site.base}/story/{number}", "date_gmt": "2026-11-14T17:00:00", "title": {"rendered": "海灘"},
         "content": {"rendered": f"<p>{text}</p>"}} for number, text in enumerate(texts, start=1)
    ]  # fmt: skip
    return Answer(json.dumps(posts).encode(), headers={"Content-Type": "application/json"})


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("witness")
    with Hostile([Site("api", api)]) as web, ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        site = web.sites["api"]
        outlet = replace(site.declared(), sources=(WordPress(url=f"{site.base}/"),))
        pool.submit(crawl, [outlet], folder, settings=HURRIED).result()
        yield folder


def test_a_crawl_hears_the_witness_and_keeps_what_it_said(stored: Path) -> None:
    with closing(sqlite3.connect(stored / "archive.db")) as reader:
        found = dict(reader.execute("SELECT substr(url, -1), marks FROM articles").fetchall())
        kept = reader.execute(
            "SELECT DISTINCT c.content_type FROM sightings s JOIN captures c ON c.id = s.witness"
        ).fetchall()
    assert {number: "doubtful_body" in marks for number, marks in found.items()} == {"1": False, "2": True, "3": False}
    assert kept == [("application/json",)]


def test_reading_again_hears_the_witness_too(stored: Path) -> None:
    def marks() -> list[tuple[str, str]]:
        with closing(sqlite3.connect(stored / "archive.db")) as reader:
            return reader.execute("SELECT url, marks FROM articles ORDER BY url").fetchall()

    before = marks()
    [url] = [url for url, marked in before if "doubtful_body" in marked]
    outlets = {"api": declared_at("api", url.rpartition("/story")[0])}
    assert reextract(stored, outlets, processes=1).unchanged == 3
    assert marks() == before
