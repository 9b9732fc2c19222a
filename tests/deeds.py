"""Archives with a past for the tests of a merge: what may befall one, each deed at a moment of its own."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st

from archive import (
    Archive,
    Bar,
    Candidate,
    Capture,
    Failure,
    Learning,
    OutletRecord,
    Sighting,
    SourceRecord,
    Tally,
    Visit,
    in_force,
    judge_line,
    lift_takedown,
    merge,
    take_down,
)
from tests.conftest import story

HOME = "https://harbour.example/"
HARBOUR = OutletRecord(slug="harbour", name="港灣華報", home=HOME, status="active", declared="{}")
FEED = SourceRecord(url=f"{HOME}feed", kind="Feed", evidence="seen")
BODIES = (
    ("港灣區年宵花市週六開鑼，今年攤位增至三百個。", "主辦方說，雨勢不減街坊興致。"),
    ("花市改在下週日開鑼，攤位減為兩百個。", "主辦方說，雨實在太大。"),
    ("泳池下週一起換水，三天不開放，會員可到隔鄰的體育館去。",),
)
LINE = "本報地址：港灣區長堤十二號"


@dataclass
class Clock:
    """Moments that never come twice, whichever archive asks."""

    at: datetime = field(default_factory=lambda: datetime(2026, 3, 1, tzinfo=UTC))

    def tick(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    running = Clock()

    class Told(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return running.tick()

    for module in ("clock", "store"):
        monkeypatch.setattr(f"archive.{module}.datetime", Told)
    return running


def page(number: int, text: int, day: int) -> Capture:
    return Capture(
        url=f"{HOME}archives/{number}",
        fetched_at=f"2026-02-{day:02}T19:00:00Z",
        status=200,
        headers=(("Content-Type", "text/html"),),
        body="".join(BODIES[text]).encode(),
    )


def stored(archive: Archive, number: int, text: int, day: int) -> None:
    """A page crawled on a day; a text read with a learned line names it."""
    url = f"{HOME}archives/{number}"
    archive.see("harbour", [Sighting(url=url, source=FEED.url, title="花市")])
    capture = archive.keep(page(number, text, day))
    lines = ",".join(str(line.id) for line in in_force(archive.db, "harbour"))
    archive.store(
        story(number, body=BODIES[text], tags=(str(day),)),
        outlet="harbour",
        seen_as=url,
        capture=capture,
        further=(capture,) if text == 1 else (),
        rules=f"test learned {lines}" if lines else "test",
        fetched_at=f"2026-02-{day:02}T19:00:00Z",
    )


def a_run(archive: Archive, number: int, text: int, day: int) -> None:
    run = archive.begin_run(HARBOUR, (FEED,))
    capture = archive.keep(page(number, text, day), run)
    archive.source_read("harbour", FEED, Visit(url=FEED.url, etag=str(day)), listed=text)
    archive.note_backfill("harbour", ("2026-01-01", "2026-01-31"), f"{FEED.url}?paged={number}")
    archive.leave_alone(f"host{number}.example", "timeout")
    archive.fail(
        Failure(url=f"{HOME}x/{number}", outlet="harbour", reason="http_500", message="?", capture=capture, run=run)
    )
    if day % 2:
        archive.end_run(run, Tally(fetched=day, outcome="finished", verdict="server_down", evidence=capture))


def learning(archive: Archive, number: int, text: int, day: int) -> None:
    lines = [Candidate("tail", f"digest{text}", LINE + str(text), Bar(2, 0.1, 1))]
    for _ in range(number):
        Learning(archive.db, "harbour").note(lines, published_at=f"2026-02-{day:02}")


def judged(archive: Archive, number: int, text: int, day: int) -> None:
    judge_line(archive.db, "harbour", f"digest{text}", LINE + str(text), "keep" if day % 2 else "drop")


def withdrawn(archive: Archive, number: int, text: int, day: int) -> None:
    archive.withdraw(f"{HOME}archives/{number}", "gone", archive.keep(page(number, text, day)))


def taken_down(archive: Archive, number: int, text: int, day: int) -> None:
    takedown, _ = take_down(archive.db, archive.folder, f"{HOME}archives/{number}", "asked")
    if day == 1:
        lift_takedown(archive.db, archive.folder, takedown)


Deed = Callable[[Archive, int, int, int], None]
DEEDS: tuple[Deed, ...] = (stored, stored, stored, a_run, learning, judged, withdrawn, taken_down)
histories = st.lists(
    st.tuples(st.sampled_from(DEEDS), st.integers(1, 3), st.integers(0, 2), st.integers(1, 4)), max_size=9
)
Deeds = list[tuple[Deed, int, int, int]]


def filled(folder: Path, deeds: Deeds) -> Path:
    with Archive(folder, software="test") as archive:
        archive.register(HARBOUR)
        for deed, number, text, day in deeds:
            deed(archive, number, text, day)
    return folder


def taken_in(one: Path, two: Path) -> None:
    with Archive(one, software="test") as archive:
        merge(archive, two)
