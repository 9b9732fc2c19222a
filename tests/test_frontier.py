"""The frontier: what is due, when, and that nothing seen is forgotten."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from archive import Archive, Capture, Failure, OutletRecord, Sighting, Tally
from archive.clock import moment
from archive.frontier import REVISIT_AFTER, due, see
from tests.conftest import STORY, story

URL = str(STORY.url)
FEED = "https://harbour.example/feed"


def seen(url: str = URL, **hints: Any) -> Sighting:
    return Sighting(url=url, source=FEED, **hints)


def urls(archive: Archive, after: timedelta = timedelta(0), *, revisit: bool = False) -> list[str]:
    at = moment(datetime.now(UTC) + after + timedelta(seconds=1))
    return [visit.url for visit in due(archive.db, "harbour", at, revisit=revisit)]


def test_a_sighting_is_due_until_it_is_settled(archive: Archive) -> None:
    archive.see("harbour", [seen()])
    assert urls(archive) == [URL]
    archive.store(STORY, outlet="harbour", seen_as=URL, capture=None, rules="test")
    assert urls(archive) == []


def test_seen_again_is_not_due_again(archive: Archive) -> None:
    archive.see("harbour", [seen()])
    archive.store(STORY, outlet="harbour", seen_as=URL, capture=None, rules="test")
    archive.see("harbour", [seen(title="同一篇")])
    assert urls(archive) == []


def test_a_title_is_kept_where_it_is_not_the_articles_headline(archive: Archive) -> None:
    def title() -> object:
        return archive.db.execute("SELECT title FROM sightings").fetchone()[0]

    archive.see("harbour", [seen(title=STORY.headline)])
    assert title() == STORY.headline
    archive.store(STORY, outlet="harbour", seen_as=URL, capture=None, rules="test")
    assert title() is None
    archive.see("harbour", [seen(title=STORY.headline)])
    assert title() is None
    archive.see("harbour", [seen(title="首頁上的短題")])
    assert title() == "首頁上的短題"


def test_what_is_due_is_found_without_reading_all_that_an_outlet_showed(archive: Archive) -> None:
    """Else a run with nothing to do would cost the more, the more there ever was."""
    asked: list[str] = []
    archive.see("harbour", [seen()])
    archive.db.conn.set_trace_callback(asked.append)
    archive.due("harbour")
    archive.release("harbour")
    archive.db.conn.set_trace_callback(None)
    plans = [
        str(step[3])
        for sql in asked
        if "sightings" in sql
        for step in archive.db.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()
    ]
    assert not [step for step in plans if step.startswith("SCAN") and "SUBQUERY" not in step]
    assert sum("INDEX sightings_due (outlet=? AND due_at<?)" in step for step in plans) == 1
    assert sum("INDEX sightings_claimed (outlet=?)" in step for step in plans) == 2


def test_a_source_that_says_it_changed_makes_it_due(archive: Archive) -> None:
    archive.see("harbour", [seen(modified="2026-01-24T19:00:00Z")])
    archive.store(STORY, outlet="harbour", seen_as=URL, capture=None, rules="test")
    archive.see("harbour", [seen(modified="2026-01-24T19:00:00Z")])
    assert urls(archive) == []
    archive.see("harbour", [seen(modified="2026-01-25T08:00:00Z")])
    assert urls(archive) == [URL]


def test_revisits_thin_out_and_end(archive: Archive) -> None:
    archive.see("harbour", [seen()])
    for step in REVISIT_AFTER:
        archive.store(STORY, outlet="harbour", seen_as=URL, capture=None, rules="test")
        assert urls(archive, step - timedelta(minutes=1)) == []
        assert urls(archive, step) == [URL]
    archive.store(STORY, outlet="harbour", seen_as=URL, capture=None, rules="test")
    assert urls(archive, timedelta(days=4000)) == []


def test_revisit_takes_everything_the_outlet_has(archive: Archive) -> None:
    archive.see("harbour", [seen(), seen("https://harbour.example/archives/8")])
    archive.store(STORY, outlet="harbour", seen_as=URL, capture=None, rules="test")
    archive.withdraw(URL)
    assert urls(archive) == ["https://harbour.example/archives/8"]
    assert urls(archive, revisit=True) == ["https://harbour.example/archives/8", URL]


def test_a_failure_is_tried_again_later_and_later(archive: Archive) -> None:
    archive.see("harbour", [seen()])
    waits = []
    for _ in range(4):
        archive.fail(Failure(url=URL, outlet="harbour", reason="timeout", message="the host did not answer in time"))
        hours = next(h for h in (1, 6, 24, 168) if urls(archive, timedelta(hours=h)))
        waits.append(hours)
    assert waits == [1, 6, 24, 168]
    archive.fail(Failure(url=URL, outlet="harbour", reason="timeout", message="the host did not answer in time"))
    assert urls(archive, timedelta(days=4000)) == []


def test_a_visit_to_a_known_page_is_conditional(archive: Archive) -> None:
    archive.see("harbour", [seen()])
    headers = (("ETag", '"v1"'), ("Last-Modified", "Sat, 24 Jan 2026 19:00:00 GMT"))
    capture = archive.keep(Capture(url=URL, fetched_at="2026-01-24T19:00:00Z", status=200, headers=headers, body=b"x"))
    archive.store(STORY, outlet="harbour", seen_as=URL, capture=capture, rules="test")
    [visit] = archive.due("harbour", revisit=True)
    assert (visit.etag, visit.last_modified) == ('"v1"', "Sat, 24 Jan 2026 19:00:00 GMT")


@pytest.mark.parametrize("hint", ["title", "published", "modified"])
def test_a_hint_once_given_is_not_lost(archive: Archive, hint: str) -> None:
    see(archive.db, "harbour", [seen(**{hint: "2026-01-24"})], "2026-01-24T19:00:00Z")
    see(archive.db, "harbour", [seen()], "2026-01-25T19:00:00Z")
    [row] = archive.db.query("SELECT * FROM sightings")
    assert row[hint] == "2026-01-24"
    assert (row["first_seen_at"], row["last_seen_at"]) == ("2026-01-24T19:00:00Z", "2026-01-25T19:00:00Z")


# --- what a crawl that runs for years remembers ----------------------------------------------------------------------


def test_what_was_in_flight_comes_first(archive: Archive) -> None:
    archive.see("harbour", [seen(f"https://harbour.example/archives/{n}") for n in range(1, 6)])
    archive.claim(["https://harbour.example/archives/4"])
    assert urls(archive)[0] == "https://harbour.example/archives/4"
    archive.release("harbour")
    assert urls(archive)[0] == "https://harbour.example/archives/1"


def test_news_comes_before_the_rest_of_a_backfill(archive: Archive) -> None:
    see(archive.db, "harbour", [seen("https://harbour.example/archives/1")], "2026-01-24T19:00:00Z")
    see(archive.db, "harbour", [seen("https://harbour.example/archives/2")], "2026-01-25T19:00:00Z")
    assert [url[-1] for url in urls(archive)] == ["2", "1"]
    assert len(due(archive.db, "harbour", "2026-02-01T00:00:00Z", most=1)) == 1


def test_an_old_story_is_looked_at_again_in_a_month_not_in_hours(archive: Archive) -> None:
    archive.see("harbour", [seen(published="2019-05-03T08:00:00Z")])
    archive.store(STORY, outlet="harbour", seen_as=URL, capture=None, rules="test")
    assert urls(archive, timedelta(days=29)) == []
    assert urls(archive, timedelta(days=30)) == [URL]


def test_a_story_that_was_edited_is_looked_at_again_soon(archive: Archive) -> None:
    archive.see("harbour", [seen()])
    for _ in range(3):
        archive.store(STORY, outlet="harbour", seen_as=URL, capture=None, rules="test")
    assert urls(archive, timedelta(hours=6)) == []
    archive.store(story(7, body=("更正：花市在週日開鑼。",)), outlet="harbour", seen_as=URL, capture=None, rules="test")
    assert urls(archive, timedelta(hours=6)) == [URL]


@pytest.mark.parametrize(("revised", "hours"), [(0, 12), (2, 6), (20, 3)])
def test_revisits_follow_how_often_the_outlet_edits(archive: Archive, revised: int, hours: int) -> None:
    record = OutletRecord(slug="harbour", name="港灣華報", home="https://harbour.example/", status="active")
    archive.end_run(archive.begin_run(record, ()), Tally(unchanged=100 - revised, revised=revised, outcome="finished"))
    archive.begin_run(record, ())
    archive.see("harbour", [seen()])
    archive.store(STORY, outlet="harbour", seen_as=URL, capture=None, rules="test")
    assert urls(archive, timedelta(hours=hours, minutes=-1)) == []
    assert urls(archive, timedelta(hours=hours)) == [URL]


def test_a_source_that_always_cries_change_is_believed_less_and_less(archive: Archive) -> None:
    archive.see("harbour", [seen(modified="2026-01-24T19:00:00Z")])
    believed = 0
    for minute in range(10, 20):
        if urls(archive):
            believed += 1
            archive.store(STORY, outlet="harbour", seen_as=URL, capture=None, rules="test")
        archive.see("harbour", [seen(modified=f"2026-01-25T08:{minute}:00Z")])
    assert believed == 3


def test_a_change_in_the_future_is_none(archive: Archive) -> None:
    archive.see("harbour", [seen(modified="2026-01-24T19:00:00Z")])
    archive.store(STORY, outlet="harbour", seen_as=URL, capture=None, rules="test")
    archive.see("harbour", [seen(modified="2099-01-01T00:00:00Z")])
    assert urls(archive) == []


def test_a_sick_host_rests_longer_each_time_until_it_answers(archive: Archive) -> None:
    begun = datetime.now(UTC)
    waits = []
    for _ in range(6):
        rest = archive.leave_alone("harbour.example", "timeout")
        waits.append(round((datetime.fromisoformat(rest.until) - begun) / timedelta(hours=1)))
    assert waits == [1, 6, 24, 72, 168, 168]
    assert archive.resting()["harbour.example"].bad_runs == 6
    archive.welcome_back("harbour.example")
    assert archive.resting() == {}
    asked = archive.leave_alone("harbour.example", "http_429", at_least=timedelta(hours=2))
    assert datetime.fromisoformat(asked.until) - begun > timedelta(hours=2, seconds=-2)


def test_a_backfill_remembers_what_it_has_read(archive: Archive) -> None:
    archive.note_backfill("harbour", ("2019-01-01", "2019-12-31"), "https://harbour.example/?page=1")
    assert archive.backfilled("harbour", "2019-01-01", "2019-12-31") == {"https://harbour.example/?page=1"}
    assert archive.backfilled("harbour", "2019-01-01", "2020-12-31") == frozenset()
