"""A real crawl, over loopback, whose disk fills up: it stops at once, says so in a line, goes on when there is room.

The archive's own tests of a full disk are in test_under_fire.py.
"""

import os
import pickle
import resource
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive import Archive, check
from tests.newsroom.hostile import Answer, Hostile, Site, page
from tests.test_killed import HOUSE, rows, stories_asked
from tests.test_under_fire import held, small_disk

__all__ = ["small_disk"]

STORIES = 120
# In the lane, before the reader, more that came while that was busy, and what was gathered: see test_killed.py.
IN_FLIGHT = 12 + 8
# Seconds; a crawl that waits for a page this long takes longer than on any busy machine it needs to stop.
SLEEP = 240

# The commands themselves, but for the outlets that are declared and the manners that loopback need not be shown.
CRAWLS = """
import pickle, sys
from base64 import b64decode
from crawler import settings
from crawler.commands import qiaowen
declared = {outlet.slug: outlet for outlet in pickle.loads(b64decode(sys.argv[2]))}
if sys.argv[3] == "scrapy":
    import os
    from crawler.scrapy_commands import crawl
    from scrapy.cmdline import execute
    crawl.outlet, os.environ["QIAOWEN_ARCHIVE"] = declared.__getitem__, sys.argv[1]
else:
    sys.modules["crawler.commands.crawl"].outlet = declared.__getitem__
settings.DOWNLOAD_DELAY, settings.AUTOTHROTTLE_ENABLED, settings.SCRAPER_SLOT_MAX_ACTIVE_SIZE = 0.01, False, 4096
settings.GATHER_ARTICLES = 8
if sys.argv[3] == "scrapy":
    execute(["scrapy", "crawl", *declared])
qiaowen(["--archive", sys.argv[1], "crawl", *declared], prog_name="qiaowen")
"""


def crawled(
    folder: Path, *sites: Site, limit: int | None = None, program: str = "qiaowen"
) -> "subprocess.CompletedProcess[str]":
    """`qiaowen crawl`, or `scrapy crawl`; with a limit, no file may grow beyond so many bytes."""

    def hold_back() -> None:
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    outlets = b64encode(pickle.dumps([site.declared() for site in sites])).decode()
    return subprocess.run(
        [sys.executable, "-c", CRAWLS, folder, outlets, program],
        cwd=HOUSE,
        capture_output=True,
        text=True,
        check=False,
        timeout=400,
        preexec_fn=hold_back,
    )


def heavy(path: str, before: int, site: Site) -> Answer | None:
    """Stories with so much on their pages that nobody can pack that a small disk is soon full."""
    if not path.startswith("/story/"):
        return None
    told = page(path)
    return Answer(told.body + b"<!-- " + os.urandom(40_000).hex().encode() + b" -->", headers=told.headers)


def asleep(path: str, before: int, site: Site) -> Answer | None:
    return Answer(page(path).body, wait=SLEEP) if path.startswith("/story/") else None


@pytest.fixture
def site() -> Iterator[Site]:
    with Hostile([Site("full", heavy, stories=STORIES)]) as hostile:
        yield hostile.sites["full"]


def stopped(done: "subprocess.CompletedProcess[str]") -> None:
    """It said so in one line, and its exit status says that it could not run."""
    assert done.returncode == 2, done.stdout + done.stderr
    assert done.stderr.startswith("qiaowen: "), done.stderr
    assert "Make room, then run the same command again" in done.stderr
    assert done.stderr.count("\n") == 1, done.stderr


def begun(folder: Path) -> int:
    """An archive that has its tables; returns the size of its largest file."""
    with Archive(folder, software="test"):
        pass
    return (folder / "archive.db").stat().st_size


@pytest.mark.parametrize(
    ("program", "room"),
    [("qiaowen", 100_000), ("qiaowen", 1_500_000), ("scrapy", 1_500_000)],
    ids=lambda told: f"{told:,} bytes" if isinstance(told, int) else told,
)
def test_a_crawl_that_can_keep_nothing_more_stops_at_once(tmp_path: Path, site: Site, program: str, room: int) -> None:
    stopped(crawled(tmp_path, site, limit=begun(tmp_path) + room, program=program))
    stored = held(tmp_path)
    assert len(stories_asked(site)) <= stored + IN_FLIGHT
    assert list(check(tmp_path)) == []
    [(waiting,)] = rows(tmp_path, "SELECT count(*) FROM sightings WHERE state = 'waiting'")
    assert rows(tmp_path, "SELECT count(*) FROM failures") == [(0,)]
    assert waiting in {0, STORIES - stored}
    after = crawled(tmp_path, site, program=program)
    assert after.returncode == 0, after.stdout + after.stderr
    assert held(tmp_path) == STORIES
    assert rows(tmp_path, "SELECT DISTINCT state FROM sightings") == [("stored",)]
    assert list(check(tmp_path)) == []


def test_a_crawl_on_a_full_disk_stops_at_once(small_disk: Path, site: Site) -> None:
    folder = small_disk / "data"
    stopped(crawled(folder, site))
    stored = held(folder)
    assert 10 < stored < STORIES
    assert len(stories_asked(site)) <= stored + IN_FLIGHT
    # There may have been no room left even for the replay index, which is made again.
    assert all("has no index in cdxj/" in finding for finding in check(folder))
    subprocess.run(["mount", "-o", "remount,size=40m", small_disk], check=True)
    assert crawled(folder, site).returncode == 0
    assert held(folder) == STORIES
    assert list(check(folder)) == []


def test_nobody_is_waited_for_when_nothing_can_be_kept(tmp_path: Path, site: Site) -> None:
    with Hostile([Site("asleep", asleep, stories=3)]) as hostile:
        began = time.monotonic()
        stopped(crawled(tmp_path, site, hostile.sites["asleep"], limit=begun(tmp_path) + 500_000))
        assert time.monotonic() - began < SLEEP
