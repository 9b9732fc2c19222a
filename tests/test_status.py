"""Health over time: which past and which last run make which verdict, and what is said to whom."""

import json
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from archive import Archive, Capture, OutletRecord, Sighting, Tally, Vitals, moment, take_vitals
from crawler.commands import qiaowen
from crawler.health.verdict import VERDICTS
from crawler.health.watch import alerts, diagnose, expected_since, metrics
from tests.conftest import story

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)  # a Sunday
HARBOUR = OutletRecord(slug="harbour", name="港灣華報", home="https://harbour.example/", status="active")


def known(**changes: object) -> Vitals:
    """An outlet that is well: five stories every weekday, none at weekends, the last on Friday evening."""
    usual: dict[str, object] = {
        "slug": "harbour",
        "name": "港灣華報",
        "ran_at": moment(NOW - timedelta(hours=1)),
        "ended_at": moment(NOW),
        "outcome": "finished",
        "verdict": "well",
        "evidence": None,
        "reasons": None,
        "articles": 400,
        "newest_at": "2026-11-20T23:00:00Z",
        "a_weekday": (5.0, 5.0, 5.0, 5.0, 5.0, 0.0, 0.0),
        "weeks": 8,
        "coverage": {},
        "newest_capture": None,
        "last_week": 25,
        "misdated": 0,
        "misdated_capture": None,
    }
    return Vitals(**(usual | changes))  # type: ignore[arg-type]


def test_a_weekend_is_no_silence() -> None:
    assert diagnose(known(), NOW).verdict == "well"
    assert expected_since(known(), NOW) == pytest.approx(5 / 24)


def test_a_slow_monday_is_quiet_and_two_days_are_silence() -> None:
    assert diagnose(known(), NOW + timedelta(days=1)).verdict == "quiet"
    silent = known(ran_at=moment(NOW + timedelta(days=2)))
    found = diagnose(silent, NOW + timedelta(days=2))
    assert (found.verdict, found.detail) == ("silent", "nothing since 2026-11-20, 8 were to be expected")


def test_an_outlet_of_one_story_a_week_is_not_called_silent_after_three() -> None:
    weekly = known(a_weekday=(1.0, 0, 0, 0, 0, 0, 0), newest_at="2026-11-02T08:00:00Z")
    assert diagnose(weekly, NOW).verdict == "quiet"


def test_without_a_past_nothing_is_expected() -> None:
    assert diagnose(known(weeks=1, newest_at="2026-11-01T00:00:00Z"), NOW).verdict == "well"


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({"ran_at": None}, "never_run"),
        ({"ran_at": "2026-11-19T00:00:00Z"}, "overdue"),
        ({"verdict": "bot_wall"}, "bot_wall"),
        ({"ended_at": None, "verdict": None}, "interrupted"),
        ({"coverage": {"published_at": (0.1, 0.95)}}, "undated"),
        ({"coverage": {"byline": (0.0, 0.9), "headline": (1.0, 1.0)}}, "layout_change"),
        ({"coverage": {"byline": (0.0, 0.5)}}, "well"),
        ({"misdated": 4}, "misdated"),
        ({"verdict": "pages_failed"}, "pages_failed"),
    ],
)
def test_verdicts(changes: dict[str, object], verdict: str) -> None:
    assert diagnose(known(**changes), NOW).verdict == verdict
    assert VERDICTS[verdict]


def test_what_its_declaration_expects_counts_until_its_past_is_known() -> None:
    young = known(weeks=1, newest_at="2026-11-20T12:00:00Z")
    assert expected_since(young, NOW) == 0
    assert expected_since(young, NOW, (5, 60)) == pytest.approx(10)
    assert diagnose(young, NOW, (5, 60)).verdict == "silent"
    assert diagnose(known(), NOW, (3, 60)).verdict == "well"  # its own weekdays know of the weekend


@pytest.mark.parametrize(("last_week", "verdict"), [(20, "off_pace"), (21, "well"), (420, "well"), (421, "off_pace")])
def test_more_or_fewer_stories_than_declared_are_noticed(last_week: int, verdict: str) -> None:
    found = diagnose(known(last_week=last_week, newest_capture=8), NOW, (3, 60))
    assert (found.verdict, found.capture) == (verdict, 8 if verdict == "off_pace" else None)
    assert diagnose(known(last_week=last_week), NOW).verdict == "well"


@pytest.mark.parametrize(
    "changes",
    [
        {"verdict": "bot_wall", "evidence": 4711},
        {"coverage": {"byline": (0.0, 0.9)}, "newest_capture": 4711},
        {"misdated": 4, "misdated_capture": 4711},
    ],
)
def test_what_a_page_shows_names_its_capture(changes: dict[str, object]) -> None:
    assert diagnose(known(**changes), NOW).line().endswith(" [capture 4711]")


def test_an_alert_names_the_capture_and_what_to_do() -> None:
    told = alerts([diagnose(known(verdict="bot_wall", evidence=4711), NOW), diagnose(known(), NOW)])
    assert told == [f"harbour: {VERDICTS['bot_wall']} [capture 4711]"]


def test_what_passes_by_itself_alerts_nobody() -> None:
    for verdict in ("pages_failed", "slow_down", "interrupted"):
        assert alerts([diagnose(known(verdict=verdict), NOW)]) == []


def test_a_broken_network_is_one_line_for_all() -> None:
    assert len(alerts([diagnose(known(verdict="network"), NOW), diagnose(known(verdict="server_down"), NOW)])) == 1


def test_metrics_are_prometheus_text() -> None:
    lines = [*metrics([diagnose(known(verdict="bot_wall"), NOW)])]
    assert 'qiaowen_needs_attention{outlet="harbour"} 1' in lines
    assert 'qiaowen_articles{outlet="harbour"} 400' in lines
    assert 'qiaowen_newest_article_timestamp_seconds{outlet="harbour"} 1795215600' in lines


# --- the archive's side, and the command -----------------------------------------------------------------------------


def run(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(qiaowen, ["--archive", str(folder), "status", *arguments], catch_exceptions=False)


def crawl(archive: Archive, **tally: object) -> None:
    archive.end_run(archive.begin_run(HARBOUR, ()), Tally(outcome="finished", **tally))  # type: ignore[arg-type]


def test_the_archive_learns_the_usual_week(archive: Archive) -> None:
    crawl(archive, verdict="well", fetched=3)
    for number in range(3):
        archive.store(
            story(number, published_at="2026-10-27T08:00:00Z"),
            outlet="harbour", seen_as="", capture=None, rules="test",
        )  # fmt: skip
    archive.db.execute("UPDATE runs SET started_at = '2026-10-25T00:00:00Z'")
    archive.db.execute("UPDATE articles SET first_seen_at = '2026-10-27T09:00:00Z'")
    [found] = take_vitals(archive.folder, NOW)
    assert (found.weeks, found.a_weekday) == (4, (0.0, 0.75, 0.0, 0.0, 0.0, 0.0, 0.0))
    assert found.newest_at == "2026-10-27T09:00:00Z"


def dated(archive: Archive, number: int, published: str, claimed: str | None = None, **more: object) -> None:
    """A story that was seen on Tuesday the 17th, of the date given; the source claimed another."""
    article = story(number, published_at=published, **more)
    url = str(article.url)
    archive.see("harbour", [Sighting(url=url, source="https://harbour.example/feed", published=claimed)])
    capture = archive.keep(Capture(url=url, fetched_at=published, status=200, headers=(), body=str(number).encode()))
    archive.store(article, outlet="harbour", seen_as=url, capture=capture, rules="test")
    archive.db.execute("UPDATE articles SET first_seen_at = '2026-11-17T09:00:00Z' WHERE url = ?", [url])


def test_impossible_dates_are_counted_and_backfills_are_not(archive: Archive) -> None:
    dated(archive, 1, "2026-11-17T08:00:00Z", "2026-11-17T08:00:00Z")
    dated(archive, 2, "2011-03-01T08:00:00Z", "2011-03-01T08:00:00Z")  # of a backfill: the source says so too
    dated(archive, 3, "2011-03-01T08:00:00Z")  # of a sitemap that says no dates
    [found] = take_vitals(archive.folder, NOW)
    assert (found.misdated, found.misdated_capture, found.last_week) == (0, None, 1)
    dated(archive, 4, "2027-01-01")
    dated(archive, 5, "2011-03-01", "2026-11-17T07:00:00Z")  # news, says the source; the page's date was misread
    [found] = take_vitals(archive.folder, NOW)
    assert (found.misdated, found.misdated_capture) == (2, 5)


def test_a_field_that_got_lost_is_seen_in_the_newest(archive: Archive) -> None:
    for number in range(40):
        dated(archive, number, "2026-11-17T08:00:00Z", byline="記者林若海" if number < 20 else None)
    archive.db.execute("UPDATE articles SET first_seen_at = '2026-10-01T00:00:00Z' WHERE byline IS NOT NULL")
    [found] = take_vitals(archive.folder, NOW)
    assert found.coverage == {"headline": (1.0, 1.0), "published_at": (1.0, 1.0), "byline": (0.0, 1.0)}
    assert diagnose(replace(found, ran_at=moment(NOW), ended_at=moment(NOW)), NOW).verdict == "layout_change"


def test_a_run_with_nothing_to_do_does_not_hide_the_one_before(archive: Archive) -> None:
    crawl(archive, verdict="bot_wall", fetched=3, failed=3)
    crawl(archive, verdict="well")
    [found] = take_vitals(archive.folder)
    assert found.verdict == "bot_wall"


def test_status_is_silent_where_all_is_well(archive: Archive) -> None:
    crawl(archive, verdict="well", fetched=1)
    shown = run(archive.folder, "--alert")
    assert (shown.output, shown.exit_code) == ("", 0)
    assert "harbour: all is well" in run(archive.folder).output


def test_status_says_what_to_do_and_exits_with_1(archive: Archive) -> None:
    crawl(archive, verdict="moved_feed", failed=1)
    shown = run(archive.folder, "--alert")
    assert shown.output == f"harbour: {VERDICTS['moved_feed']}\n"
    assert shown.exit_code == 1
    assert run(archive.folder).output.startswith("! never")
    assert "qiaowen_needs_attention" in run(archive.folder, "--prometheus").output


def test_a_webhook_is_told(archive: Archive) -> None:
    heard: list[bytes] = []

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            heard.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(204)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's own name
            pass

    crawl(archive, verdict="moved_feed", failed=1)
    with HTTPServer(("127.0.0.1", 0), Hook) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}/"
        assert run(archive.folder, "--alert", "--webhook", url).exit_code == 1
        server.shutdown()
    assert json.loads(heard[0])["alerts"] == [f"harbour: {VERDICTS['moved_feed']}"]
    assert "was not reached" in run(archive.folder, "--alert", "--webhook", url).stderr
