"""The whole way, over HTTP on loopback: what a crawl stores, records and says. The spider is the production one."""

import json
import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import pytest

from archive import Page, check, count, open_reader, search
from crawler.fetch.crawl import crawl
from crawler.fetch.report import Report, summary
from crawler.outlet import Outlet
from crawler.plan import Plan
from tests.newsroom.__main__ import IMPATIENT
from tests.newsroom.outlets import declared
from tests.newsroom.server import Asked, Newsroom
from tests.newsroom.truth import Truth, truth


def crawled(outlets: Sequence[Outlet], folder: Path, *, revisit: bool = False) -> list[Report]:
    """Crawl in a process of its own: Scrapy's reactor does not start twice."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(crawl, list(outlets), folder, Plan(revisit=revisit), settings=IMPATIENT).result()


def rows(folder: Path, sql: str, *values: object) -> list[sqlite3.Row]:
    reader = open_reader(folder)
    try:
        return reader.execute(sql, values).fetchall()
    finally:
        reader.close()


@dataclass(frozen=True)
class Crawled:
    """The demo's outlets, crawled at first sight and again two days later, and what the stories really say."""

    folder: Path
    first: list[Report]
    second: list[Report]
    truth: dict[str, Truth]
    asked: list[Asked]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    folder = tmp_path_factory.mktemp("demo")
    with Newsroom.anywhere() as newsroom:
        outlets = list(declared(newsroom).values())
        first = crawled(outlets, folder)
        before = len(newsroom.asked())
        newsroom.edition = 2
        second = crawled(outlets, folder, revisit=True)
        yield Crawled(folder, first, second, truth(newsroom), newsroom.asked()[before:])


def test_every_story_is_stored_at_the_first_crawl(demo: Crawled) -> None:
    assert [(r.outlet.slug, r.tally.found, r.tally.fetched, r.tally.stored, r.tally.failed) for r in demo.first] == [
        ("gangwan", 19, 19, 19, 0),
        ("hepan", 19, 19, 19, 0),
        ("nandao", 17, 17, 17, 0),
        ("yinghua", 17, 17, 17, 0),
    ]
    assert all(report.is_well for report in demo.first)


def test_the_second_crawl_notices_what_changed_and_nothing_else(demo: Crawled) -> None:
    counts = [(r.tally.stored, r.tally.revised, r.tally.withdrawn, r.tally.failed) for r in demo.second]
    assert counts == [(1, 1, 0, 0), (0, 0, 1, 0), (1, 0, 0, 0), (1, 0, 0, 0)]


def test_a_known_page_is_asked_for_only_if_it_changed(demo: Crawled) -> None:
    again = [asked for asked in demo.asked if asked.path.endswith("/") and asked.path.startswith("/2026")]
    assert len([asked for asked in again if "if-none-match" in asked.headers]) == 19
    assert 304 in {asked.status for asked in demo.asked}


def test_the_changed_story_has_both_its_texts(demo: Crawled) -> None:
    [(number,)] = rows(demo.folder, "SELECT id FROM articles WHERE revision = 2")
    texts = rows(demo.folder, "SELECT number, body FROM revisions WHERE article = ? ORDER BY number", number)
    assert [row["number"] for row in texts] == [1, 2]
    assert "更正" not in texts[0]["body"]
    assert "更正" in texts[1]["body"]


def test_the_withdrawn_story_keeps_its_text(demo: Crawled) -> None:
    [row] = rows(demo.folder, "SELECT url, body FROM articles WHERE withdrawn_at IS NOT NULL")
    assert row["url"] not in demo.truth
    assert len(row["body"]) > 100


FIELDS = ("headline", "deck", "section", "agency", "dateline", "script")
DATES = ("published_at", "published_precision", "modified_at")
# What our rules do not find, and why.
MISSED = {
    # 日本, 治安: the page has them in a meta tag alone, and neither stands in the story; they might be the site's own
    ("hepan/ikebukuro-copy", "tags"),
}


def wrongly_held(demo: Crawled, name: str, wanted: Callable[[Truth], object]) -> dict[str, tuple[object, object]]:
    """Story → what is held and what is wanted, where the two differ."""
    held = {row["url"]: row[name] for row in rows(demo.folder, f"SELECT url, {name} FROM articles")}
    return {
        f"{story.outlet}/{story.name}": (held.get(url), wanted(story))
        for url, story in demo.truth.items()
        if held.get(url) != wanted(story) and (f"{story.outlet}/{story.name}", name) not in MISSED
    }


@pytest.mark.parametrize("name", [*FIELDS, *DATES])
def test_a_field_is_what_the_story_says(demo: Crawled, name: str) -> None:
    assert wrongly_held(demo, name, lambda story: getattr(story, name)) == {}


@pytest.mark.parametrize("name", ["authors", "tags"])
def test_a_list_is_what_the_story_says(demo: Crawled, name: str) -> None:
    assert wrongly_held(demo, name, lambda story: json.dumps(getattr(story, name), ensure_ascii=False)) == {}


def test_the_byline_is_the_whole_credit_as_printed(demo: Crawled) -> None:
    """Without the brackets around it. 【本報訊】 is one as well: nobody signs but the paper."""
    assert wrongly_held(demo, "byline", credit) == {}


def credit(story: Truth) -> str | None:
    line, lead_in = story.credit_line or story.byline, (story.lead_in or "").strip("【】")
    if line is None:
        return lead_in if lead_in.startswith("本") else None
    return story.byline if re.match("【.+】.", line) else line.strip("【】")  # 【移民快訊】 is a section


def test_the_body_is_the_story_and_nothing_else(demo: Crawled) -> None:
    """A dateline in front of the first sentence is part of what was printed, and stays."""
    held = {row["url"]: row["body"].split("\n\n") for row in rows(demo.folder, "SELECT url, body FROM articles")}
    wrong = {}
    for url, story in demo.truth.items():
        told = [f"{story.lead_in or ''}{story.body[0]}", *story.body[1:]]
        got = held[url]
        if got != told:
            wrong[url] = ([p for p in got if p not in told], [p for p in told if p not in got])
    assert wrong == {}


def test_pictures_have_caption_and_credit_apart(demo: Crawled) -> None:
    wrong = {}
    for url, story in demo.truth.items():
        held = rows(
            demo.folder,
            """SELECT i.url, caption, credit FROM images i JOIN articles a ON a.id = i.article
                WHERE a.url = ? ORDER BY position""",
            url,
        )
        if [tuple(row) for row in held] != [(i.url, i.caption, i.credit) for i in story.images]:
            wrong[url] = [tuple(row) for row in held]
    assert wrong == {}


def test_every_article_leads_to_the_bytes_it_was_read_from(demo: Crawled) -> None:
    assert rows(demo.folder, "SELECT url FROM articles WHERE capture IS NULL") == []
    assert list(check(demo.folder)) == []


@pytest.mark.parametrize(
    ("query", "story"),
    [
        ("北京", "hotline-talk"),
        ("接诉即办", "hotline-talk"),
        ("餃", "dumpling-shop"),
        ("三藩市", "san-francisco-seniors"),
    ],
)
def test_search_finds_it_in_either_script(demo: Crawled, query: str, story: str) -> None:
    reader = open_reader(demo.folder)
    try:
        found = [hit.url for hit in search(reader, query, page=Page(limit=100))]
        number, exact = count(reader, query)
    finally:
        reader.close()
    assert any(url.endswith(f"/{story}/") for url in found)
    assert (number, exact) == (len(found), True)


def test_the_runs_are_on_record(demo: Crawled) -> None:
    runs = rows(demo.folder, "SELECT outlet, outcome, found, ended_at, bytes FROM runs ORDER BY id")
    assert [row["outcome"] for row in runs] == ["finished"] * 8
    assert all(row["bytes"] > 0 and row["ended_at"] for row in runs)


def test_the_summary_counts_everything(demo: Crawled) -> None:
    last = summary(demo.first).splitlines()[-1]
    assert last.startswith(
        "all 4 outlets: 72 found, 72 fetched, 72 stored, 0 revised, 0 withdrawn, 0 unchanged, 0 failed"
    )


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Report, Newsroom]]:
    """An outlet where everything that can go wrong with a page does."""
    folder = tmp_path_factory.mktemp("broken")
    with Newsroom.anywhere("fengxie") as newsroom:
        [report] = crawled([*declared(newsroom).values()], folder)
        yield folder, report, newsroom


@pytest.mark.parametrize(
    ("page", "reason", "said", "has_capture"),
    [
        ("901", "unreadable", "PDF", True),
        ("902", "unreadable", "empty", True),
        ("903", "cut_off", "not as long as", True),
        ("904", "no_article", "no story on this page", True),
        ("905", "http_403", "refuses us this page", True),
        ("906", "http_410", "taken down", True),
        ("907", "http_500", "server has a fault", True),
        ("908", "soft_404", "says it does not exist", True),
        ("909", "robots", "robots.txt asks us not to", False),
        ("910", "http_404", "no such page", True),
    ],
)
def test_a_bad_page_is_a_recorded_failure(
    broken: tuple[Path, Report, Newsroom], page: str, reason: str, said: str, has_capture: bool
) -> None:
    folder, _, newsroom = broken
    [row] = rows(folder, "SELECT * FROM failures WHERE url = ?", newsroom.url("fengxie", f"/news/{page}.html"))
    assert (row["reason"], row["capture"] is not None) == (reason, has_capture)
    assert said in row["message"]


def test_the_crawl_goes_on_past_bad_pages(broken: tuple[Path, Report, Newsroom]) -> None:
    folder, report, newsroom = broken
    assert (report.tally.found, report.tally.stored, report.tally.failed, report.tally.refused) == (13, 3, 9, 1)
    assert report.tally.outcome == "finished"
    assert not report.is_well
    stored = {row["url"]: row for row in rows(folder, "SELECT * FROM articles")}
    assert set(stored) == set(truth(newsroom))


def test_big5_that_claims_to_be_utf_8_is_read_as_what_it_is(broken: tuple[Path, Report, Newsroom]) -> None:
    folder, _, newsroom = broken
    held = {row["url"]: row["body"] for row in rows(folder, "SELECT url, body FROM articles")}
    [story] = [story for story in truth(newsroom).values() if story.name == "mislabelled"]
    assert held[story.url] == "\n\n".join(story.body)


def test_a_newsroom_that_is_closed_is_unreachable_and_the_archive_unharmed(tmp_path: Path) -> None:
    with Newsroom.anywhere("yinghua") as newsroom:
        outlets = list(declared(newsroom).values())
    [report] = crawled(outlets, tmp_path)
    assert report.tally.outcome == "unreachable"
    assert not report.is_well
    assert list(check(tmp_path)) == []
    assert {row["reason"] for row in rows(tmp_path, "SELECT reason FROM failures")} == {"refused"}
