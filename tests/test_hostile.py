"""A web that means ill: for each vice, what is stored, what is recorded, and what the crawl says in the end."""

import json
import socket
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import pytest

from archive import check, open_reader, open_shelf, take_vitals
from crawler.fetch.crawl import crawl
from crawler.fetch.report import Report, exit_status
from crawler.outlet import Feed, Outlet
from tests.newsroom.hostile import STORY, Hostile, Site, page
from tests.newsroom.vices import SECOND, none, sites

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

# vice → what is stored, what is recorded, the verdict of the first run, the exit status of a crawl of it alone
FIRST = {
    "none": (ALL, set(), "well", 0),
    "slow_headers": (BUT_ONE, {(SECOND, "timeout", False)}, "pages_failed", 1),
    "slow_drip": (BUT_ONE, {(SECOND, "timeout", False)}, "pages_failed", 1),
    "hang_up": (BUT_ONE, {(SECOND, "no_answer", False)}, "pages_failed", 1),
    "cut_off": (BUT_ONE, {(SECOND, "cut_off", True)}, "pages_failed", 1),
    "more_than_announced": (BUT_ONE, {(SECOND, "cut_off", True)}, "pages_failed", 1),
    "nonsense_length": (BUT_ONE, {(SECOND, "no_answer", False)}, "pages_failed", 1),
    "wrong_charset": (ALL, set(), "well", 0),
    "kills_its_reader": (BUT_ONE, {(SECOND, "rule_error", True)}, "pages_failed", 1),
    "new_layout": (set(), {(path, "no_article", True) for path in ALL}, "layout_change", 1),
    "parked": (set(), {("/feed", "off_host", True)}, "expired_domain", 1),
    "storm_of_503": (set(), {(path, "http_503", True) for path in ALL}, "slow_down", 1),
    "storm_of_429": (set(), {(path, "http_429", True) for path in ALL}, "slow_down", 1),
    "busy_for_a_second": (ALL, set(), "well", 0),
    "busy_for_two_hours": (None, {(SECOND, "http_429", True)}, "slow_down", 1),
    "storm": (set(), {("/feed", "robots_unreadable", False)}, "server_down", 2),
    "redirect_loop": (BUT_ONE, {(SECOND, "redirect_loop", True)}, "pages_failed", 1),
    "redirect_off_site": (BUT_ONE, {(SECOND, "off_host", True)}, "well", 0),
    "redirect_to_metadata": (BUT_ONE, {(SECOND, "off_host", True)}, "well", 0),
    "redirect_into_calendar": (BUT_ONE, {(SECOND, "calendar", True)}, "well", 0),
    "redirect_home": (BUT_ONE, {(SECOND, "front_page", True)}, "pages_failed", 1),
    "gzip_bomb": (BUT_ONE, {(SECOND, "too_large", True)}, "pages_failed", 1),
    "huge_page": (BUT_ONE, {(SECOND, "too_large", False)}, "pages_failed", 1),
    "robots_forbid": (set(), {("/feed", "robots", False)}, "forbidden", 1),
    "robots_fail": (set(), {("/feed", "robots_unreadable", False)}, "server_down", 2),
    "robots_change": (ALL, set(), "well", 0),
    "broken_feed": (ALL, set(), "well", 0),
    "lying_feed": (ALL, set(), "well", 0),
    "moved_feed": (ALL, {("/feed", "http_404", True)}, "moved_feed", 1),
    "calendar": (ALL, set(), "well", 0),
    "staging": (ALL, set(), "well", 0),
    "asks_for_time": (ALL, set(), "well", 0),
    "soft_404": (BUT_ONE, {(SECOND, "soft_404", True)}, "pages_failed", 1),
    "wall_200": (set(), {(path, "bot_wall", True) for path in ALL}, "bot_wall", 1),
    "wall_202": (set(), {(path, "http_202", True) for path in ALL}, "bot_wall", 1),
    "wall_403": (set(), {(path, "http_403", True) for path in ALL}, "bot_wall", 1),
    "wall_at_the_feed": (set(), {("/feed", "http_403", True)}, "bot_wall", 1),
    "cookie": (ALL, set(), "well", 0),
    "endless_index": (ALL, set(), "well", 0),
    "always_changed": (ALL, set(), "well", 0),
    "vanishing": (ALL, set(), "well", 0),
}  # fmt: skip


@pytest.mark.parametrize("slug", FIRST)
def test_what_can_be_had_is_stored_and_the_rest_is_on_record(two: Two, slug: str) -> None:
    stored, failures, verdict, status = FIRST[slug]
    assert two.failures(slug) == failures
    assert stored is None or two.stored(slug) >= stored
    assert two.first[slug].tally.verdict == verdict
    assert exit_status([two.first[slug]]) == status


def test_every_vice_is_tried(two: Two) -> None:
    assert set(FIRST) == set(two.sites)


def test_the_archive_is_sound_after_all_that(two: Two) -> None:
    assert list(check(two.folder)) == []


def test_the_exit_status_says_that_somebody_should_look(two: Two) -> None:
    assert exit_status([*two.first.values()]) == 1
    assert exit_status([two.first["none"], two.first["cookie"]]) == 0


def test_a_verdict_names_the_capture_that_proves_it(two: Two) -> None:
    for slug in ("wall_200", "wall_202", "wall_403", "wall_at_the_feed", "moved_feed", "new_layout", "parked"):
        [row, *_] = two.rows("SELECT verdict, evidence FROM runs WHERE outlet = ? ORDER BY id", slug)
        [proof] = two.rows("SELECT url FROM captures WHERE id = ?", row["evidence"])
        assert proof["url"].startswith(two.sites[slug].base), slug


# --- wrong lengths, wrong charsets, a dead reader --------------------------------------------------------------------


@pytest.mark.parametrize(("slug", "bytes_kept"), [("cut_off", 300), ("more_than_announced", 600)])
def test_of_a_page_of_the_wrong_length_what_came_is_kept(two: Two, slug: str, bytes_kept: int) -> None:
    [row, *_] = two.rows("SELECT message, capture FROM failures WHERE outlet = ? ORDER BY id", slug)
    assert row["message"] == "the page is not as long as the server announced"
    assert open_shelf(two.folder).read(row["capture"]).body == page(SECOND).body[:bytes_kept]


def test_a_charset_that_is_a_lie_is_not_believed(two: Two) -> None:
    [row] = two.rows("SELECT body FROM articles WHERE url = ?", two.sites["wrong_charset"].base + SECOND)
    assert row["body"].split("\n\n") == list(STORY)


def test_a_page_that_kills_its_reader_costs_no_other_page(two: Two) -> None:
    [row] = two.rows("SELECT message FROM failures WHERE outlet = 'kills_its_reader' ORDER BY id LIMIT 1")
    assert row["message"] == "the reader died on this page"
    assert two.stored("kills_its_reader") == BUT_ONE


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
    runs = two.rows("SELECT outcome, verdict FROM runs WHERE outlet = 'storm' ORDER BY id")
    assert [tuple(run) for run in runs] == [("unreachable", "server_down"), ("at_rest", "at_rest")]
    [vitals] = [found for found in take_vitals(two.folder) if found.slug == "storm"]
    assert vitals.verdict == "server_down"  # that it is left alone does not hide why


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


def test_a_crawl_delay_is_kept(two: Two) -> None:
    """Feed and three stories, a second apart; on a busy machine the first may be answered late."""
    asked = two.sites["asks_for_time"].asked[: len(two.asked_first["asks_for_time"])]
    assert [ask.path for ask in asked] == ["/robots.txt", "/feed", "/story/1", "/story/2", "/story/3"]
    assert asked[-1].at - asked[1].at >= 2.5


def test_one_lane_leads_to_a_host(two: Two) -> None:
    impatient = {"slow_headers", "slow_drip", "huge_page"}  # where we hang up, the server goes on for a while
    assert {site.most_at_once for slug, site in two.sites.items() if slug not in impatient} == {1}


def test_the_log_says_what_went_wrong_with_what(two: Two) -> None:
    said = (two.folder / "crawl.log").read_text("utf-8")
    assert f"redirect_home: {two.sites['redirect_home'].base}/story/2: the address leads to the front page" in said


# --- traps -----------------------------------------------------------------------------------------------------------


def test_redirects_are_followed_a_few_times_and_never_out_of_the_house(two: Two) -> None:
    assert sum(path.startswith(SECOND) for path in two.asked_first["redirect_loop"]) == 6
    hosts = {row["url"].split("/")[2] for row in two.rows("SELECT url FROM captures")}
    assert all(host.startswith("127.0.0.1:") for host in hosts)


def test_the_calendar_is_not_walked_and_counted(two: Two) -> None:
    assert not any("calendar" in path for path in two.sites["calendar"].paths())
    [row, *_] = two.rows("SELECT refused, reasons FROM runs WHERE outlet = 'calendar' ORDER BY id")
    assert (row["refused"], json.loads(row["reasons"])) == (19, {"calendar": 19})


def test_links_to_a_staging_host_or_a_mirror_are_counted_and_not_kept(two: Two) -> None:
    [row, *_] = two.rows("SELECT refused, reasons FROM runs WHERE outlet = 'staging' ORDER BY id")
    assert (row["refused"], json.loads(row["reasons"])) == (2, {"off_host": 2})
    assert two.rows("SELECT url FROM sightings WHERE url LIKE '%.example/%'") == []


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


# --- names ------------------------------------------------------------------------------------------------------------


def crawled_among(names: dict[str, str], outlets: list[Outlet], folder: Path) -> list[Report]:
    """A crawl in a world where only these names resolve, to these addresses."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_crawl_among, names, outlets, folder).result()


def _crawl_among(names: dict[str, str], outlets: list[Outlet], folder: Path) -> list[Report]:
    def by_name(host: str, *_: object) -> str:
        if host not in names:
            raise socket.gaierror(socket.EAI_NONAME, "no such name here")
        return names[host]

    socket.gethostbyname = by_name
    socket.getaddrinfo = lambda host, port, *_, **__: [
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", (by_name(str(host)), int(port or 0)))
    ]
    return crawl(outlets, folder, settings=HURRIED)


def named(host: str, site: Site) -> Outlet:
    """A sound outlet, as it would be under another name."""
    base = f"http://{host}:{site.base.rpartition(':')[2]}"
    return Outlet(
        name="外港報", home=f"{base}/", script="Hant", article=rf"{base}/story/", sources=(Feed(url=f"{base}/feed"),),
        slug=host.partition(".")[0],
    )  # fmt: skip


@pytest.fixture
def sound(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setenv("QIAOWEN_CONTACT", "desk@library.example")
    with Hostile([Site("sound", none)]) as hostile:
        yield hostile.sites["sound"]


def test_a_name_that_leads_to_a_private_address_is_not_followed(tmp_path: Path, sound: Site) -> None:
    [report] = crawled_among({"inside.example": "127.0.0.1"}, [named("inside.example", sound)], tmp_path)
    assert sound.asked == []
    assert (report.tally.reasons, report.tally.verdict) == ({"private_address": 1}, "expired_domain")
    assert exit_status([report]) == 2


def test_a_domain_that_expired_is_told_from_a_server_that_is_down(tmp_path: Path, sound: Site) -> None:
    outlets = [named("gone.example", sound), sound.declared()]
    gone, well = crawled_among({"127.0.0.1": "127.0.0.1"}, outlets, tmp_path)
    assert (gone.tally.outcome, gone.tally.verdict, set(gone.tally.reasons)) == (
        "unreachable",
        "expired_domain",
        {"no_such_host"},
    )
    assert well.tally.verdict == "well"
    assert exit_status([gone, well]) == 1


def test_where_nothing_at_all_is_reached_it_is_our_own_network(tmp_path: Path, sound: Site) -> None:
    outlets = [named("here.example", sound), named("there.example", sound)]
    reports = crawled_among({}, outlets, tmp_path)
    assert [report.tally.verdict for report in reports] == ["network", "network"]
    assert exit_status(reports) == 2
    reader = open_reader(tmp_path)
    assert [row["verdict"] for row in reader.execute("SELECT verdict FROM runs")] == ["network", "network"]
    assert reader.execute("SELECT count(*) FROM hosts").fetchone()[0] == 0  # no host is blamed
    reader.close()
