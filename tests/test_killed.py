"""A crawl that is killed, told to stop, or started twice: nothing is lost, nothing is there twice.

QIAOWEN_KILLS says how often it is killed (20, if it does not say).
"""

import json
import os
import pickle
import random
import signal
import sqlite3
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from archive import check
from tests.newsroom.hostile import Answer, Hostile, Site, page

HOUSE = Path(__file__).parent.parent
KILLS = int(os.environ.get("QIAOWEN_KILLS", "20"))
STORIES = 15 * KILLS
LANES = 4

# As many pages in hand as the settings allow of real ones, which are larger; gathered for less long, in proportion.
GATHERED = 8
BRISK = {
    "GATHER_ARTICLES": GATHERED,
    "GATHER_SECONDS": 0.2,
    "DOWNLOAD_DELAY": 0.01,
    "AUTOTHROTTLE_ENABLED": False,
    "CONCURRENT_REQUESTS_PER_DOMAIN": LANES,
    "SCRAPER_SLOT_MAX_ACTIVE_SIZE": 4096,
}
# Four in the lanes, four before the reader, four more that came while it was busy; and what was gathered.
MOST_IN_FLIGHT = 12 + GATHERED


def start(folder: Path, site: Site, **settings: Any) -> subprocess.Popen[str]:
    outlets = b64encode(pickle.dumps([site.declared()])).decode()
    return subprocess.Popen(
        [sys.executable, "-m", "tests.newsroom.crawling", str(folder), outlets, json.dumps(BRISK | settings)],
        cwd=HOUSE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def rows(folder: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(folder / "archive.db")) as reader:
        return reader.execute(sql).fetchall()


def until(condition: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.01)


def stories_asked(site: Site, since: int = 0) -> list[str]:
    return [path for path in site.paths()[since:] if path.startswith("/story/")]


def _has_asked(crawl: subprocess.Popen[str], site: Site, requests: int) -> bool:
    return len(site.asked) >= requests or crawl.poll() is not None


@pytest.fixture
def site() -> Iterator[Site]:
    with Hostile([Site("killed", lambda path, before, site: None, stories=STORIES)]) as hostile:
        yield hostile.sites["killed"]


@pytest.mark.timeout(60 + 20 * KILLS)
def test_killed_again_and_again_it_loses_nothing(tmp_path: Path, site: Site) -> None:
    moments = random.Random(20261122)
    in_flight: set[str] = set()
    cost = 0
    for _ in range(KILLS):
        before = len(site.asked)
        crawl = start(tmp_path, site)
        until(partial(_has_asked, crawl, site, before + moments.randint(2, 30)))
        time.sleep(moments.random() * 0.05)
        crawl.kill()
        crawl.communicate()
        asked = stories_asked(site, before)
        first = asked[: len(in_flight) + LANES]  # four lanes overtake one another
        assert in_flight <= set(first) or len(asked) < len(in_flight) + LANES
        claimed = rows(tmp_path, "SELECT url FROM sightings WHERE claimed_at IS NOT NULL")
        in_flight = set(asked) & {url.removeprefix(site.base) for (url,) in claimed}
        stored = {url.removeprefix(site.base) for (url,) in rows(tmp_path, "SELECT url FROM articles")}
        assert set(asked) - stored == in_flight
        cost += len(in_flight)
        assert len(in_flight) <= MOST_IN_FLIGHT
    last = start(tmp_path, site)
    said, complained = last.communicate(timeout=200)
    assert last.returncode == 0, said + complained
    every = {f"{site.base}/story/{number}" for number in range(1, STORIES + 1)}
    assert [url for (url,) in rows(tmp_path, "SELECT url FROM articles ORDER BY url")] == sorted(every)
    assert {state for (state,) in rows(tmp_path, "SELECT DISTINCT state FROM sightings")} == {"stored"}
    assert rows(tmp_path, "SELECT count(*) FROM articles WHERE revision > 1") == [(0,)]
    assert list(check(tmp_path)) == []
    assert len(stories_asked(site)) <= STORIES + cost


def test_a_killed_run_has_no_end(tmp_path: Path, site: Site) -> None:
    crawl = start(tmp_path, site)
    until(lambda: len(site.asked) > 5)
    crawl.kill()
    crawl.communicate()
    assert rows(tmp_path, "SELECT ended_at, outcome FROM runs") == [(None, None)]


def test_no_reader_outlives_a_killed_crawl(tmp_path: Path, site: Site) -> None:
    crawl = start(tmp_path, site)
    until(
        lambda: (
            rows(tmp_path, "SELECT count(*) FROM articles") != [(0,)]
            if (tmp_path / "archive.lock").exists() and len(site.asked) > 3
            else False
        )
    )
    children = Path(f"/proc/{crawl.pid}/task/{crawl.pid}/children").read_text().split()
    assert children
    crawl.kill()
    crawl.communicate()
    until(lambda: not any(Path(f"/proc/{child}").exists() for child in children), 20)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_told_to_stop_it_finishes_what_is_in_flight(tmp_path: Path, site: Site, how: signal.Signals) -> None:
    crawl = start(tmp_path, site)
    until(lambda: len(stories_asked(site)) >= 8)
    crawl.send_signal(how)
    said, _ = crawl.communicate(timeout=30)
    assert crawl.returncode == 1
    assert "interrupted; the next run goes on from here" in said
    assert rows(tmp_path, "SELECT outcome, verdict FROM runs") == [("interrupted", "interrupted")]
    stored = {url.removeprefix(site.base) for (url,) in rows(tmp_path, "SELECT url FROM articles")}
    assert stored == set(stories_asked(site))
    assert len(stored) < STORIES
    assert rows(tmp_path, "SELECT count(*) FROM sightings WHERE claimed_at IS NOT NULL") == [(0,)]


def test_grace_has_an_end(tmp_path: Path) -> None:
    def stuck(path: str, before: int, site: Site) -> Answer | None:
        return Answer(page(path).body, wait=25) if path == "/story/2" else None

    with Hostile([Site("stuck", stuck)]) as hostile:
        crawl = start(tmp_path, hostile.sites["stuck"], GRACE_SECONDS=1)
        until(lambda: "/story/2" in hostile.sites["stuck"].paths())
        began = time.monotonic()
        crawl.terminate()
        said, _ = crawl.communicate(timeout=30)
        assert time.monotonic() - began < 10
    assert "interrupted" in said
    assert rows(tmp_path, "SELECT outcome FROM runs") == [("interrupted",)]
    in_flight = rows(tmp_path, "SELECT url FROM sightings WHERE claimed_at IS NOT NULL")
    assert "/story/2" in {url[-8:] for (url,) in in_flight}


def test_two_crawls_at_once_are_one_too_many(tmp_path: Path, site: Site) -> None:
    first = start(tmp_path, site)
    until(lambda: len(site.asked) > 3)
    second = start(tmp_path, site)
    _, complained = second.communicate(timeout=30)
    assert second.returncode != 0
    assert "another process is writing to this archive" in complained
    first.kill()
    first.communicate()
    third = start(tmp_path, site)
    asked = len(site.asked)
    until(lambda: len(site.asked) > asked)
    third.terminate()
    third.communicate(timeout=60)
