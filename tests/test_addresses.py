"""Addresses: how they are written down, the day they name, and which lead into traps."""

from datetime import date

import pytest

from crawler.discover import day_in, story_url
from crawler.fetch.traps import trap
from crawler.plan import Window

HOME = "https://harbour.example/"


@pytest.mark.parametrize(
    ("link", "kept"),
    [
        ("a?fbclid=xyz&id=3", f"{HOME}a?id=3"),
        ("//cdn.example/x#top", "https://cdn.example/x"),
        ("mailto:editor@harbour.example", None),
        ("javascript:void(0)", None),
        ("http://[bad", None),
        ("新聞/1", f"{HOME}新聞/1"),
    ],
)
def test_story_url(link: str, kept: str | None) -> None:
    assert story_url(link, HOME) == kept


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("news/2019/05/03/a1.html", "2019-05-03"),
        ("20190503/a1.html", "2019-05-03"),
        ("a/2019-05-03_7", "2019-05-03"),
        ("html/2019/0503/7.html", "2019-05-03"),
        ("c_120190503.html", None),
        ("news/2019/13/03/", None),
        ("archives/7", None),
    ],
)
def test_the_day_an_address_names(path: str, day: str | None) -> None:
    assert day_in(HOME + path) == day


def test_a_window_holds_its_days_and_what_may_lie_in_it() -> None:
    window = Window(date(2019, 1, 1), date(2019, 1, 31))
    assert [window.holds(day) for day in ("2019-01-01", "2019-01-31T23:00:00Z", "2019-02-01", "2018-12-31", None)] == [
        True, True, False, False, True,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("events/2031/", "calendar"),
        ("?tribe-bar-date=2031-01", "calendar"),
        ("page/123456/", "endless_paging"),
        ("a;jsessionid=1F2E", "session_id"),
        ("a?PHPSESSID=abc", "session_id"),
        ("a?variant=zh-hans", "script_twin"),
        ("a?preview=true", "preview"),
        ("a?replytocom=7", "action"),
        ("a/b/a/b/a/b/a/b", "endless_address"),
        ("a" * 2_000, "endless_address"),
        ("news/2026/11/22/calendar-of-events-opens/", None),
        ("archives/66277", None),
        ("viewthread.php?tid=123456", None),
        ("%E6%96%B0%E8%81%9E/" + "%E5%83%91" * 60, None),
    ],
)
def test_traps(path: str, reason: str | None) -> None:
    assert trap(HOME + path) == reason
