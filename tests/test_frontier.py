"""The frontier: what is due, when, and that nothing seen is forgotten."""

from datetime import UTC, datetime, timedelta

import pytest

from archive import Archive, Capture, Failure, Sighting
from archive.clock import moment
from archive.frontier import REVISIT_AFTER, due, see
from tests.conftest import STORY

URL = str(STORY.url)
FEED = "https://harbour.example/feed"


def seen(url: str = URL, **hints: str) -> Sighting:
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
