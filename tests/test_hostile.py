"""A web that means ill: for each vice, what is stored, what is recorded, and what the crawl says in the end."""

import json
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import pytest

from archive import check, open_reader
from crawler.fetch.crawl import crawl
from crawler.fetch.report import Report, exit_status
from crawler.outlet import Outlet
from tests.newsroom.hostile import Hostile, Site
from tests.newsroom.vices import SECOND, sites

# Politeness as ever, in the time a test has: a second stands for a minute.
HURRIED = {
    "DOWNLOAD_DELAY": 0.01,
    "AUTOTHROTTLE_ENABLED": False,
    "DOWNLOAD_TIMEOUT": 3,
    "DOWNLOAD_MAXSIZE": 5_000_000,
    "UNSAID_PAUSE_SECONDS": 0.05,
    "RETRY_TIMES": 1,
}


def crawled(outlets: list[Outlet], folder: Path) -> list[Report]:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(crawl, outlets, folder, settings=HURRIED).result()


@dataclass(frozen=True)
class Two:
    """Two runs over the hostile newsroom, a day apart as far as the outlets are concerned."""

    folder: Path
    sites: dict[str, Site]
    first: dict[str, Report]
    second: dict[str, Report]
    asked_first: dict[str, list[str]]

    def rows(self, sql: str, *values: object) -> list[sqlite3.Row]:
        reader = open_reader(self.folder)
        try:
            return reader.execute(sql, values).fetchall()
        finally:
            reader.close()

    def failures(self, slug: str, run: int = 1) -> set[tuple[str, str, bool]]:
        """(path, reason, whether the capture is named) of what went wrong in an outlet's first or second run."""
        runs = [row["id"] for row in self.rows("SELECT id FROM runs WHERE outlet = ? ORDER BY id", slug)]
        if len(runs) < run:
            return set()
        found = self.rows("SELECT url, reason, capture FROM failures WHERE run = ?", runs[run - 1])
        base = self.sites[slug].base
        return {(row["url"].removeprefix(base), row["reason"], row["capture"] is not None) for row in found}

    def stored(self, slug: str) -> set[str]:
        found = self.rows("SELECT url FROM articles WHERE outlet = ?", slug)
        return {row["url"].removeprefix(self.sites[slug].base) for row in found}


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Two]:
    folder = tmp_path_factory.mktemp("hostile")
    with Hostile(sites()) as hostile:
        outlets = [site.declared() for site in hostile.sites.values()]
        first = {report.outlet.slug: report for report in crawled(outlets, folder)}
        asked_first = {slug: site.paths() for slug, site in hostile.sites.items()}
        for site in hostile.sites.values():
            site.day = 2
        every = dict(hostile.sites)
        hostile.sites.pop("vanishing").close()
        second = {report.outlet.slug: report for report in crawled(outlets, folder)}
        yield Two(folder, every, first, second, asked_first)


ALL = {"/story/1", SECOND, "/story/3"}
BUT_ONE = ALL - {SECOND}

# vice → what is stored, what is recorded, the verdict of the first run
FIRST = {
    "none": (ALL, set(), "well"),
    "slow_headers": (BUT_ONE, {(SECOND, "timeout", False)}, "pages_failed"),
    "slow_drip": (BUT_ONE, {(SECOND, "timeout", False)}, "pages_failed"),
    "cut_off": (BUT_ONE, {(SECOND, "cut_off", True)}, "pages_failed"),
    "busy_for_a_second": (ALL, set(), "well"),
    "busy_for_two_hours": (None, {(SECOND, "http_429", True)}, "slow_down"),
    "storm": (set(), {("/feed", "robots_unreadable", False)}, "server_down"),
    "redirect_loop": (BUT_ONE, {(SECOND, "redirect_loop", True)}, "pages_failed"),
    "redirect_off_site": (BUT_ONE, {(SECOND, "off_host", True)}, "well"),
    "redirect_to_metadata": (BUT_ONE, {(SECOND, "off_host", True)}, "well"),
    "redirect_into_calendar": (BUT_ONE, {(SECOND, "calendar", True)}, "well"),
    "redirect_home": (BUT_ONE, {(SECOND, "front_page", True)}, "pages_failed"),
    "gzip_bomb": (BUT_ONE, {(SECOND, "too_large", True)}, "pages_failed"),
    "huge_page": (BUT_ONE, {(SECOND, "too_large", False)}, "pages_failed"),
    "robots_forbid": (set(), {("/feed", "robots", False)}, "forbidden"),
    "robots_fail": (set(), {("/feed", "robots_unreadable", False)}, "server_down"),
    "robots_change": (ALL, set(), "well"),
    "broken_feed": (ALL, set(), "well"),
    "lying_feed": (ALL, set(), "well"),
    "moved_feed": (ALL, {("/feed", "http_404", True)}, "moved_feed"),
    "calendar": (ALL, set(), "well"),
    "soft_404": (BUT_ONE, {(SECOND, "soft_404", True)}, "pages_failed"),
    "wall_200": (set(), {(path, "bot_wall", True) for path in ALL}, "bot_wall"),
    "wall_202": (set(), {(path, "http_202", True) for path in ALL}, "bot_wall"),
    "wall_403": (set(), {(path, "http_403", True) for path in ALL}, "bot_wall"),
    "wall_at_the_feed": (set(), {("/feed", "http_403", True)}, "bot_wall"),
    "cookie": (ALL, set(), "well"),
    "endless_index": (ALL, set(), "well"),
    "always_changed": (ALL, set(), "well"),
    "vanishing": (ALL, set(), "well"),
}  # fmt: skip


@pytest.mark.parametrize("slug", FIRST)
def test_what_can_be_had_is_stored_and_the_rest_is_on_record(two: Two, slug: str) -> None:
    stored, failures, verdict = FIRST[slug]
    assert two.failures(slug) == failures
    assert stored is None or two.stored(slug) >= stored
    assert two.first[slug].tally.verdict == verdict


def test_every_vice_is_tried(two: Two) -> None:
    assert set(FIRST) == set(two.sites)


def test_the_archive_is_sound_after_all_that(two: Two) -> None:
    assert list(check(two.folder)) == []


def test_the_exit_status_says_that_somebody_should_look(two: Two) -> None:
    assert exit_status([*two.first.values()]) == 1
    assert exit_status([two.first["none"], two.first["cookie"]]) == 0


def test_a_verdict_names_the_capture_that_proves_it(two: Two) -> None:
    for slug in ("wall_200", "wall_202", "wall_403", "wall_at_the_feed", "moved_feed"):
        [row, *_] = two.rows("SELECT verdict, evidence FROM runs WHERE outlet = ? ORDER BY id", slug)
        [proof] = two.rows("SELECT url FROM captures WHERE id = ?", row["evidence"])
        assert proof["url"].startswith(two.sites[slug].base), slug


# --- Retry-After, back-off, hosts at rest ----------------------------------------------------------------------------


def test_retry_after_holds_the_whole_lane(two: Two) -> None:
    asked = two.sites["busy_for_a_second"].asked
    at = next(index for index, ask in enumerate(asked) if ask.path == SECOND)
    assert asked[at + 1].at - asked[at].at >= 1.0


def test_a_long_retry_after_is_remembered(two: Two) -> None:
    assert two.asked_first["busy_for_two_hours"].count(SECOND) == 1
    assert two.sites["busy_for_two_hours"].paths() == two.asked_first["busy_for_two_hours"]
    assert two.second["busy_for_two_hours"].tally.outcome == "at_rest"
    host = two.sites["busy_for_two_hours"].base.removeprefix("http://")
    in_110_minutes = "strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '+110 minutes')"
    [row] = two.rows(f"SELECT until > {in_110_minutes} AS long FROM hosts WHERE host = ?", host)
    assert row["long"]


def test_a_storm_is_sat_out_and_nothing_is_lost(two: Two) -> None:
    assert two.asked_first["storm"] == ["/robots.txt"] * 3
    assert two.second["storm"].tally.outcome == "at_rest"
    assert two.sites["storm"].paths() == ["/robots.txt"] * 3


def test_who_vanishes_is_down_and_keeps_what_it_had(two: Two) -> None:
    assert two.second["vanishing"].tally.outcome == "unreachable"
    assert two.second["vanishing"].tally.verdict == "server_down"
    assert two.stored("vanishing") == ALL


# --- robots.txt ------------------------------------------------------------------------------------------------------


def test_what_robots_forbids_is_never_asked_for(two: Two) -> None:
    assert set(two.sites["robots_forbid"].paths()) == {"/robots.txt"}
    assert set(two.sites["robots_fail"].paths()) == {"/robots.txt"}


def test_robots_is_read_anew_at_every_run(two: Two) -> None:
    paths = two.sites["robots_change"].paths()
    assert paths.count("/robots.txt") == 2
    assert [path for path in paths[len(two.asked_first["robots_change"]) :] if path.startswith("/story/")] == []


# --- traps -----------------------------------------------------------------------------------------------------------


def test_redirects_are_followed_a_few_times_and_never_out_of_the_house(two: Two) -> None:
    assert sum(path.startswith(SECOND) for path in two.asked_first["redirect_loop"]) == 6
    hosts = {row["url"].split("/")[2] for row in two.rows("SELECT url FROM captures")}
    assert all(host.startswith("127.0.0.1:") for host in hosts)


def test_the_calendar_is_not_walked_and_counted(two: Two) -> None:
    assert not any("calendar" in path for path in two.sites["calendar"].paths())
    [row, *_] = two.rows("SELECT refused, reasons FROM runs WHERE outlet = 'calendar' ORDER BY id")
    assert (row["refused"], json.loads(row["reasons"])) == (19, {"calendar": 19})


def test_a_sitemap_index_without_end_is_read_so_far_and_no_further(two: Two) -> None:
    asked = [path for path in two.asked_first["endless_index"] if path.startswith("/map-")]
    assert 1 <= len(asked) <= 250


def test_a_cookie_is_carried(two: Two) -> None:
    assert two.asked_first["cookie"].count(SECOND) <= 2


# --- what is new, and only that --------------------------------------------------------------------------------------


def test_what_is_known_is_not_asked_for_again(two: Two) -> None:
    for slug in ("none", "broken_feed", "lying_feed", "calendar"):
        again = two.sites[slug].paths()[len(two.asked_first[slug]) :]
        assert set(again) <= {"/robots.txt", "/feed"}, slug
        assert two.second[slug].tally.verdict == "well"


def test_a_lie_about_dates_is_no_date(two: Two) -> None:
    dates = {row["published_at"] for row in two.rows("SELECT published_at FROM articles WHERE outlet = 'lying_feed'")}
    assert {date[:10] for date in dates} == {"2026-11-14"}
