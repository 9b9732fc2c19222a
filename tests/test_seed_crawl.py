"""The page this project started from, served on loopback and crawled by its outlet: the archive holds what it says."""

import json
import threading
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from archive import count, open_reader
from crawler.fetch.crawl import crawl
from crawler.outlet import Feed, Outlet
from crawler.outlets import outlet
from tests.conftest import SHARED
from tests.newsroom.__main__ import IMPATIENT

SEED = SHARED / "seed"
HOME = "https://www.ushealthlifestyle.com/archives/66277"

pytestmark = pytest.mark.skipif(
    not SEED.exists(), reason="THE SEED PAGE IS NOT HERE: ../shared/seed is absent, so nothing was checked against it"
)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base's own name
        pass

    def end_headers(self) -> None:
        if self.path.startswith("/archives"):
            self.send_header("Content-Type", "text/html; charset=UTF-8")
        super().end_headers()


@pytest.fixture(scope="module")
def archived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an archive into which the outlet was crawled from a server on this machine."""
    site, folder = tmp_path_factory.mktemp("site"), tmp_path_factory.mktemp("data")
    (site / "archives").mkdir()
    (site / "archives" / "66277").write_bytes((SEED / "page.html").read_bytes())
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site)))
    base = f"http://127.0.0.1:{server.server_port}"
    (site / "feed").write_text(
        f'<rss version="2.0"><channel><title>x</title><item><link>{base}/archives/66277</link></item></channel></rss>',
        "utf-8",
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with pytest.MonkeyPatch.context() as patch, ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        patch.setenv("QIAOWEN_CONTACT", "tests@example.org")
        [report] = pool.submit(crawl, [_here(base)], folder, settings=IMPATIENT).result()
    server.shutdown()
    server.server_close()
    assert (report.tally.stored, report.tally.failed) == (1, 0)
    return folder


def _here(base: str) -> Outlet:
    """The declared outlet, its addresses moved to this machine."""
    declared = outlet("ushealthlifestyle")
    return replace(
        declared,
        home=f"{base}/",
        sources=(Feed(url=f"{base}/feed", evidence="seen"),),
        article=rf"{base}/archives/\d+$",
        hosts=(*declared.hosts, "127.0.0.1"),
    )


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    held: dict[str, Any] = json.loads((SEED / "expected.json").read_text("utf-8"))
    return held


@pytest.fixture(scope="module")
def article(archived: Path) -> dict[str, Any]:
    reader = open_reader(archived)
    [row] = reader.execute("SELECT * FROM articles").fetchall()
    images = reader.execute("SELECT url, caption, credit FROM images ORDER BY position").fetchall()
    reader.close()
    return dict(row) | {"images": [dict(image) for image in images]}


def test_the_record_is_what_the_page_says(article: dict[str, Any], expected: dict[str, Any]) -> None:
    assert article["url"] == expected["url"] == HOME
    assert article["headline"] == expected["title"]
    assert article["section"] == expected["section"]
    assert article["byline"] == article["agency"] == expected["byline"]
    assert json.loads(article["authors"]) == []
    assert article["dateline"] == expected["dateline"]
    assert (article["script"], article["language"]) == (expected["script"], expected["language"])


def test_the_date_is_the_pages_and_not_the_events(article: dict[str, Any]) -> None:
    assert article["published_at"] == "2025-09-25T17:04:11Z"
    assert article["published_precision"] == "second"
    assert article["published_source"] in {"json-ld", "meta"}
    assert article["modified_at"] == "2025-09-26T01:30:02Z"


def test_the_body_is_eighteen_paragraphs_in_order(article: dict[str, Any], expected: dict[str, Any]) -> None:
    assert len(expected["body"]) == 18
    assert article["body"].split("\n\n") == expected["body"]


def test_seventeen_pictures_have_caption_and_credit_apart(article: dict[str, Any], expected: dict[str, Any]) -> None:
    assert len(expected["captions"]) == 17
    assert [{"caption": i["caption"], "credit": i["credit"]} for i in article["images"]] == expected["captions"]
    assert all(i["url"].startswith("https://www.ushealthlifestyle.com/wp-content/uploads/") for i in article["images"])


@pytest.mark.parametrize(
    "boilerplate",
    [
        "Skip to main content",
        "關於我們",
        "首頁",
        "不構成任何投資",
        "分享此文",
        "相關文章",
        "Leave a Reply",
        "reCAPTCHA",
        "近期文章",
        "版權所有",
        "上一篇",
    ],
)
def test_no_boilerplate_is_anywhere_in_the_article(article: dict[str, Any], boilerplate: str) -> None:
    assert boilerplate not in json.dumps(article, ensure_ascii=False)


@pytest.mark.parametrize("query", ["北京", "城", "接诉即办", "接訴即辦", "Hotline Beijing", "hotline 北京城市治理"])
def test_search_finds_it(archived: Path, query: str) -> None:
    reader = open_reader(archived)
    assert count(reader, query) == (1, True)
    reader.close()
