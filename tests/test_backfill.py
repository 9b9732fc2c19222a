"""The past by paging: bounded, resumable, and of the days asked for alone. And budgets, opt-outs, hosts in common."""

import socket
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from scrapy.resolver import dnscache

from archive import opted_out, take_vitals
from crawler.fetch.crawl import crawl
from crawler.fetch.crew import lanes_of
from crawler.fetch.guard import is_opted_out, is_private_address, resolves_privately
from crawler.fetch.report import Report, exit_status
from crawler.health.watch import alerts, diagnose
from crawler.outlet import Outlet
from crawler.plan import Plan, Window
from crawler.sources import Listing, WordPress
from tests.newsroom.hostile import Answer, Hostile, Site, html, page
from tests.newsroom.outlets import declared
from tests.newsroom.server import Newsroom
from tests.newsroom.truth import truth
from tests.test_hostile import HURRIED

LAST_PAGE = 6
IN_2019 = Window(date(2019, 1, 1), date(2019, 12, 31))


def archive_of_years(path: str, before: int, site: Site) -> Answer | None:
    """Six pages of a list, two stories a page, from 2021 back to 2016; the third page fails on the first day."""
    if path.startswith("/list/"):
        number = int(path.split("/")[2])
        if number > LAST_PAGE:
            return html("<p>沒有更多</p>")
        if number == 4 and site.day == 1:
            return Answer(status=404)
        links = "".join(f"<a href='/story/{2022 - number}/05/0{day}/'>第{day}則</a>" for day in (1, 2))
        return html(f"<ul>{links}</ul>")
    return page(path) if path.startswith("/story/") else None


def crawled(outlet: Outlet, folder: Path, plan: Plan) -> Report:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        [report] = pool.submit(crawl, [outlet], folder, plan, settings=HURRIED).result()
    return report


def stored(folder: Path) -> list[str]:
    with closing(sqlite3.connect(folder / "archive.db")) as reader:
        return [url.split("/story/")[1] for (url,) in reader.execute("SELECT url FROM articles ORDER BY url")]


@pytest.fixture
def site() -> Iterator[Site]:
    with Hostile([Site("years", archive_of_years)]) as hostile:
        yield hostile.sites["years"]


def listed(site: Site) -> Outlet:
    return replace(site.declared(), sources=(Listing(url=f"{site.base}/list/{{page}}", pages=1),))


def test_a_backfill_goes_on_where_it_stopped_and_ends(tmp_path: Path, site: Site) -> None:
    crawled(listed(site), tmp_path, Plan(window=Window(date(2016, 1, 1), date(2021, 12, 31))))
    assert [path for path in site.paths() if path.startswith("/list/")] == [f"/list/{n}" for n in (1, 2, 3, 4)]
    assert len(stored(tmp_path)) == 6
    site.day = 2
    site.asked.clear()
    crawled(listed(site), tmp_path, Plan(window=Window(date(2016, 1, 1), date(2021, 12, 31))))
    assert [path for path in site.paths() if path.startswith("/list/")] == [f"/list/{n}" for n in (4, 5, 6, 7)]
    assert len(stored(tmp_path)) == 12


def test_a_backfill_keeps_to_its_days(tmp_path: Path, site: Site) -> None:
    site.day = 2
    crawled(listed(site), tmp_path, Plan(window=IN_2019))
    assert stored(tmp_path) == ["2019/05/01/", "2019/05/02/"]


def test_the_wordpress_api_is_asked_for_those_days(tmp_path: Path) -> None:
    """By the outlet's own calendar, in which an evening in Vancouver is not yet the next day."""
    with Newsroom.anywhere("gangwan") as newsroom:
        zone = ZoneInfo("America/Vancouver")
        moments = {url: datetime.fromisoformat(str(story.published_at)) for url, story in truth(newsroom).items()}
        stories = {url: when.astimezone(zone).date().isoformat() for url, when in moments.items()}
        days = sorted(stories.values())
        first, last = date.fromisoformat(days[4]), date.fromisoformat(days[12])
        [outlet] = declared(newsroom).values()
        api = replace(outlet, sources=(WordPress(url=outlet.home),))
        crawled(api, tmp_path, Plan(window=Window(first, last)))
        asked = [ask.path for ask in newsroom.asked("gangwan") if ask.path.startswith("/wp-json/")]
    assert all(f"after={first}T00:00:00&before={last}T23:59:59&page=" in path for path in asked)
    with closing(sqlite3.connect(tmp_path / "archive.db")) as reader:
        held = {url for (url,) in reader.execute("SELECT url FROM articles")}
    assert held == {url for url, day in stories.items() if first.isoformat() <= day <= last.isoformat()}
    assert 0 < len(held) < len(stories)
    assert any(moments[url].date().isoformat() != stories[url] for url in held)


def test_a_budget_is_kept_and_the_rest_comes_next_time(tmp_path: Path) -> None:
    with Hostile([Site("many", lambda *_: None, stories=12)]) as hostile:
        outlet = hostile.sites["many"].declared()
        assert crawled(outlet, tmp_path, Plan(pages=5)).tally.stored == 5
        assert crawled(outlet, tmp_path, Plan(pages=5)).tally.stored == 5
        assert crawled(outlet, tmp_path, Plan(minutes=0)).tally.stored == 0
        assert crawled(outlet, tmp_path, Plan()).tally.stored == 2


def test_who_opted_out_is_left_alone(tmp_path: Path, site: Site) -> None:
    (tmp_path / "optout.txt").write_text("# asked by mail\n127.0.0.1  # all of it\n")
    report = crawled(listed(site), tmp_path, Plan())
    assert (report.tally.outcome, site.paths()) == ("opted_out", [])
    assert exit_status([report]) == 0
    [vitals] = take_vitals(tmp_path)
    assert alerts([diagnose(vitals, datetime.now(UTC) + timedelta(days=1))]) == []


@pytest.mark.parametrize(
    ("url", "is_out"),
    [
        ("https://news.example/a", True),
        ("https://www.news.example/a", True),
        ("https://oldnews.example/a", False),
        ("https://other.example/private/7", True),
        ("https://other.example/public/7", False),
    ],
)
def test_the_opt_out_list_knows_hosts_domains_and_beginnings(tmp_path: Path, url: str, is_out: bool) -> None:
    (tmp_path / "optout.txt").write_text("news.example\n\nhttps://other.example/private/\n")
    assert is_opted_out(url, opted_out(tmp_path)) is is_out
    assert opted_out(tmp_path / "nowhere") == ()


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "10.1.2.3", "192.168.0.1", "169.254.169.254", "::1", "fe80::1", "localhost"]
)
def test_private_addresses_are_known(host: str) -> None:
    assert is_private_address(host)


@pytest.mark.parametrize("host", ["news.example", "93.184.216.34", "2606:2800:220:1::1"])
def test_public_addresses_are_known(host: str) -> None:
    assert not is_private_address(host)


async def test_the_address_that_was_looked_at_is_the_one_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    says = iter(["93.184.216.34", "127.0.0.1"])

    def answer(*_: object, **__: object) -> list[tuple[object, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(says), 0))]

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    assert not await resolves_privately("fickle.example")
    assert dnscache["fickle.example"] == "93.184.216.34"
    assert await resolves_privately("fickle.example")
    del dnscache["fickle.example"]


def test_outlets_that_share_a_host_share_a_lane(site: Site) -> None:
    with Hostile([Site("other", archive_of_years)]) as hostile:
        mine, other = listed(site), hostile.sites["other"].declared()
        assert lanes_of(mine) & lanes_of(replace(mine, slug="edition"))
        assert not lanes_of(mine) & lanes_of(other)
