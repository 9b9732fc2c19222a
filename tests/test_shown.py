"""Pages that their own scripts build, shown by Chromium: what is kept, and what a page may ask for."""

import importlib.util
import json
import shutil
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from archive import check, open_shelf
from crawler.fetch.browser import chromium, settings_for
from crawler.fetch.crawl import crawl
from crawler.fetch.crew import lanes_of
from crawler.fetch.report import Report, summary
from crawler.outlet import Outlet
from crawler.sources import Listing
from tests.newsroom.hostile import STORY, Answer, Hostile, Site, html, redirect
from tests.test_hostile import HURRIED

MISSING = [
    name
    for name, is_here in (
        ("scrapy-playwright", importlib.util.find_spec("scrapy_playwright")),
        ("chromium", shutil.which("chromium")),
    )
    if not is_here
]
needs_browser = pytest.mark.skipif(
    bool(MISSING), reason=f"NOT TESTED: pages that need a browser, for want of {' and '.join(MISSING)}"
)

# A list that a script fetches and builds; what else the page tries is none of a page's business.
LIST = """<h1>今日新聞</h1><ul id=list></ul><img src="/pixel.png"><link rel=stylesheet href="/style.css">
<iframe src="/advertisement"></iframe><script src="/list.js"></script>"""
SCRIPT = """
const news = fetch('/list.json').then(answer => answer.json()).then(paths => paths.forEach(path => {
  const item = document.createElement('li');
  item.innerHTML = `<a href="${path}">一則新聞</a>`;
  document.getElementById('list').append(item);
}));
fetch('http://localhost:9/foreign').catch(() => 0);
fetch('http://169.254.169.254/latest/').catch(() => 0);
fetch('/secret/all').catch(() => 0);
fetch('/count', {method: 'POST', body: 'seen'}).catch(() => 0);
new WebSocket(`ws://${location.host}/socket`);
open('/popup');
document.head.insertAdjacentHTML('beforeend', '<meta http-equiv="refresh" content="1;url=/elsewhere">');
navigator.serviceWorker?.register('/worker.js').catch(() => 0);
setTimeout(() => { location.href = '/elsewhere' }, 50);
"""
BUILT = """<script>
document.title = '海灘清理志工增至三倍';
document.write('<article><h1>海灘清理志工增至三倍</h1><time datetime="2026-11-14T09:00:00-08:00"></time>');
for (const text of %s) document.write('<p>' + text + '</p>');
document.write('</article>');
</script>"""


def built_by_script(path: str, before: int, site: Site) -> Answer | None:
    """A list built by a script; stories that are whole as they come, or built by a script as well."""
    if path == "/robots.txt":
        return Answer(b"User-agent: *\nDisallow: /secret/\n", headers={"Content-Type": "text/plain"})
    if path == "/news":
        return redirect("/news/")
    if path == "/news/":
        return html(LIST)
    if path == "/list.js":
        return Answer(SCRIPT.encode(), headers={"Content-Type": "text/javascript; charset=utf-8"})
    if path == "/list.json":
        return Answer(b'["/story/1", "/story/2"]', headers={"Content-Type": "application/json"})
    return None


def stories_too(path: str, before: int, site: Site) -> Answer | None:
    if path == "/story/2" and site.day == 1:
        return html("<script>setTimeout(() => { while (true); }, 0)</script>")
    if path.startswith("/story/"):
        page = f"<!doctype html><meta charset=big5>{BUILT % list(STORY)}".encode("big5")
        return Answer(page, headers={"Content-Type": "text/html"})
    return built_by_script(path, before, site)


SITES = {"listed": built_by_script, "built": stories_too}
QUICK = HURRIED | {"BROWSER_PATIENCE_SECONDS": 20, "BROWSER_SETTLED_AFTER_SECONDS": 15}


def declared(site: Site) -> Outlet:
    listing = Listing(url=f"{site.base}/news", links="#list a", browser=True)
    return replace(site.declared(), sources=(listing,), browser=site.slug == "built")


def crawled(outlets: list[Outlet], folder: Path) -> list[Report]:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(crawl, outlets, folder, settings=QUICK).result()


@dataclass(frozen=True)
class Shown:
    folder: Path
    sites: dict[str, Site]
    reports: dict[str, Report]

    def rows(self, sql: str) -> list[sqlite3.Row]:
        with closing(sqlite3.connect(self.folder / "archive.db")) as reader:
            reader.row_factory = sqlite3.Row
            return reader.execute(sql).fetchall()

    def stored(self, slug: str) -> set[str]:
        return {row["url"].removeprefix(self.sites[slug].base) for row in self.rows("SELECT url, outlet FROM articles")
                if row["outlet"] == slug}  # fmt: skip


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    folder = tmp_path_factory.mktemp("shown")
    with Hostile([Site(slug, vice) for slug, vice in SITES.items()]) as hostile:
        reports = crawled([declared(site) for site in hostile.sites.values()], folder)
        yield Shown(folder, hostile.sites, {report.outlet.slug: report for report in reports})


@needs_browser
def test_a_list_built_by_a_script_is_read(shown: Shown) -> None:
    tally = shown.reports["listed"].tally
    assert (tally.found, tally.stored, tally.failed, tally.verdict) == (2, 2, 0, "well")
    assert shown.stored("listed") == {"/story/1", "/story/2"}


@needs_browser
def test_the_browser_itself_asks_for_nothing(shown: Shown) -> None:
    """Every request came from the crawl, by its name; those a page has no business with never came."""
    for site in shown.sites.values():
        assert {asked.headers["user-agent"].split("/")[0] for asked in site.asked} == {"Qiaowen"}
    wanted = ["/robots.txt", "/news", "/news/", "/list.js", "/list.json", "/story/1", "/story/2"]
    assert sorted(shown.sites["listed"].paths()) == sorted(wanted)


@needs_browser
def test_what_a_page_must_not_ask_for_is_counted(shown: Shown) -> None:
    [row] = shown.rows("SELECT refused, reasons FROM runs WHERE outlet = 'listed'")
    assert row["refused"] == 4
    assert json.loads(row["reasons"]) == {"off_host": 2, "robots": 1, "not_get": 1}


@needs_browser
def test_what_came_and_what_was_shown_are_kept_apart(shown: Shown) -> None:
    base = shown.sites["listed"].base
    [file] = (shown.folder / "warc").iterdir()
    with file.open("rb") as stream:
        kinds = [
            (record.rec_type, record.content_stream().read())
            for record in ArchiveIterator(stream)
            if record.rec_headers.get_header("WARC-Target-URI") == f"{base}/news/"
        ]
    assert [kind for kind, _ in kinds] == ["response", "request", "resource"]
    assert "一則新聞" not in kinds[0][1].decode()
    assert kinds[2][1].decode().count("一則新聞") == 2
    assert list(check(shown.folder)) == []


@needs_browser
def test_a_story_built_by_a_script_is_read_from_what_was_shown(shown: Shown) -> None:
    [row] = shown.rows("SELECT url, headline, body, capture FROM articles WHERE outlet = 'built'")
    assert (row["url"], row["headline"]) == (f"{shown.sites['built'].base}/story/1", "海灘清理志工增至三倍")
    assert row["body"].split("\n\n") == list(STORY)
    capture = open_shelf(shown.folder).read(row["capture"])
    assert (capture.status, capture.headers) == (None, (("Content-Type", "text/html; charset=utf-8"),))


@needs_browser
def test_a_page_that_hangs_the_browser_is_one_failure(shown: Shown) -> None:
    [row] = shown.rows("SELECT url, reason, message, capture FROM failures WHERE outlet = 'built'")
    assert (row["url"].rpartition("/")[2], row["reason"]) == ("2", "not_shown")
    assert "after 20 seconds" in row["message"]
    assert row["capture"] is not None
    assert shown.rows("SELECT * FROM hosts") == []


def test_without_a_browser_there_is_one_clear_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QIAOWEN_CHROMIUM", "/nowhere/chromium")
    with Hostile([Site("listed", built_by_script), Site("plain", lambda *_: None)]) as hostile:
        needy, plain = declared(hostile.sites["listed"]), hostile.sites["plain"].declared()
        reports = crawled([needy, plain], tmp_path)
        assert hostile.sites["listed"].paths() == []
    assert [report.tally.outcome for report in reports] == ["no_browser", "finished"]
    assert summary(reports).splitlines()[0].startswith("listed: its pages need a browser, and there is none")
    assert settings_for(plain) == {}


@needs_browser
def test_outlets_that_need_the_browser_take_turns() -> None:
    assert Path(chromium()).exists()
    with Hostile([Site(slug, built_by_script) for slug in ("one", "two")]) as hostile:
        mine, other = (declared(site) for site in hostile.sites.values())
    assert "browser" in lanes_of(mine) & lanes_of(other)
    assert "browser" not in lanes_of(replace(mine, sources=(Listing(url="http://127.0.0.1/"),)))
