"""Two archives become one, whatever is in them: nothing is lost, nothing is there twice, and again changes nothing."""

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
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
    check,
    in_force,
    judge_line,
    lift_takedown,
    merge,
    take_down,
)
from archive.articles import Reading, reread
from archive.clock import moment
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


FACTS = {
    "captures": "SELECT url, fetched_at, status, digest, warc_file, warc_offset FROM captures",
    "runs": "SELECT outlet, started_at, software FROM runs",
    "ends": "SELECT started_at, ended_at, fetched, verdict FROM runs WHERE ended_at IS NOT NULL",
    "evidence": "SELECT u.started_at, c.fetched_at, c.url FROM runs u JOIN captures c ON c.id = u.evidence",
    "of runs": "SELECT u.started_at, c.fetched_at, c.warc_offset FROM captures c JOIN runs u ON u.id = c.run",
    "declarations": "SELECT version, outlet, text FROM declarations",
    "outlets": "SELECT slug FROM outlets",
    "sources": "SELECT url, outlet, kind FROM sources",
    "sightings": "SELECT url, outlet FROM sightings",
    "failures": "SELECT url, failed_at, reason, message FROM failures",
    "lines": "SELECT outlet, place, digest FROM boilerplate",
    "words of lines": "SELECT outlet, place, digest, text FROM boilerplate WHERE text IS NOT NULL",
    "in force": "SELECT outlet, place, digest FROM boilerplate WHERE since IS NOT NULL",
    "backfills": "SELECT outlet, since, until, address FROM backfills",
    "hosts": "SELECT host FROM hosts",
    "takedowns": "SELECT pattern, reason, noted_at FROM takedowns",
}


def facts(folder: Path) -> dict[str, Counter[str]]:
    """What an archive says, by what it is about and not by its own numbers, hidden articles and all."""
    with closing(sqlite3.connect(folder / "archive.db")) as db:
        found = {name: Counter(map(repr, db.execute(sql))) for name, sql in FACTS.items()}
        lines = dict(db.execute("SELECT id, digest FROM boilerplate"))
        captures = dict(db.execute("SELECT id, warc_file || warc_offset FROM captures"))
    texts, absences, urls = Counter[str](), Counter[str](), Counter[str]()
    for article, revisions, gone in articles(folder):
        urls[article] += 1
        for digest, rules, capture in revisions:
            learned = [lines[int(n)] for n in rules.partition(" learned ")[2].split(",") if n]
            texts[repr((article, digest))] += 0
            assert capture in captures
            assert sorted(learned) == learned or learned
        absences.update(repr((article, *row)) for row in gone)
    return found | {"urls": urls, "texts": texts, "absences": absences}


def articles(folder: Path) -> Iterator[tuple[str, list[tuple[Any, ...]], list[tuple[Any, ...]]]]:
    """URL, texts and absences of every article, hidden or not."""
    with closing(sqlite3.connect(folder / "archive.db")) as db:
        for number, url in db.execute("SELECT id, url FROM articles").fetchall():
            revisions = db.execute("SELECT digest, rules, capture FROM readings WHERE article = ?", [number]).fetchall()
            gone = db.execute("SELECT gone_at, reason FROM absences WHERE article = ?", [number]).fetchall()
            yield url, revisions, gone
        hidden = {row[0] for row in db.execute("SELECT article FROM hidden")}
    if (folder / "withheld.db").exists():
        with closing(sqlite3.connect(folder / "withheld.db")) as store:
            for number, url, kept in store.execute("SELECT article, url, kept FROM withheld").fetchall():
                assert number in hidden
                parts = json.loads(kept)
                readings = [(row["digest"], row["rules"], row["capture"]) for row in parts["readings"]]
                yield url, readings, [(row["gone_at"], row["reason"]) for row in parts["absences"]]


def everything(folder: Path) -> dict[str, list[str]]:
    """Every row of every table, and what is withheld."""
    found: dict[str, list[str]] = {}
    for name in ("archive.db", "withheld.db"):
        if not (folder / name).exists():
            continue
        with closing(sqlite3.connect(folder / name)) as db:
            tables = db.execute(
                "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
            ).fetchall()
            found |= {f"{name}/{table}": sorted(map(repr, db.execute(f"SELECT * FROM {table}"))) for (table,) in tables}
    return found


@settings(
    max_examples=20,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # to shrink what fails takes minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(histories, histories, histories)
def test_whatever_is_in_them(clock: Clock, before: Deeds, one_deeds: Deeds, two_deeds: Deeds) -> None:
    """Two that may have a past in common: one is a merge of an older archive, which the other is, grown."""
    with TemporaryDirectory() as top:
        two = filled(Path(top) / "two", before)
        one = filled(Path(top) / "one", one_deeds)
        taken_in(one, two)
        filled(two, two_deeds)
        ours, theirs = facts(one), facts(two)
        taken_in(one, two)
        both = facts(one)
        for name in both:
            assert both[name].keys() == ours[name].keys() | theirs[name].keys(), name
            assert set(both[name].values()) <= {0, 1}, name
        assert list(check(one)) == []
        stand = everything(one)
        taken_in(one, two)
        assert everything(one) == stand


def taken_in(one: Path, two: Path) -> None:
    with Archive(one, software="test") as archive:
        merge(archive, two)


def test_a_line_that_took_part_is_named_by_its_number_here(clock: Clock, tmp_path: Path) -> None:
    one = filled(tmp_path / "one", [(learning, 2, 0, 1)])
    two = filled(tmp_path / "two", [(learning, 1, 2, 1), (learning, 2, 1, 1), (stored, 1, 0, 1)])
    taken_in(one, two)
    with closing(sqlite3.connect(one / "archive.db")) as db:
        [(rules,)] = db.execute("SELECT rules FROM articles")
        assert db.execute("SELECT rules FROM readings").fetchall() == [(rules,)]
        number = int(rules.removeprefix("test learned "))
        assert db.execute("SELECT digest FROM boilerplate WHERE id = ?", [number]).fetchone() == ("digest1",)


def test_a_line_keeps_its_share_among_more_articles(clock: Clock, tmp_path: Path) -> None:
    one = filled(tmp_path / "one", [(stored, number, 2, 1) for number in range(1, 10)])
    two = filled(tmp_path / "two", [(stored, 11, 0, 1), (stored, 12, 0, 1), (learning, 1, 0, 1)])
    taken_in(one, two)
    with closing(sqlite3.connect(one / "archive.db")) as db:
        [(count, before)] = db.execute("SELECT articles, articles_before FROM boilerplate")
        assert (count, before) == (1, 9 + 2)


def test_what_one_found_gone_and_the_other_saw_again_is_back(clock: Clock, tmp_path: Path) -> None:
    one = filled(tmp_path / "one", [(stored, 1, 0, 1), (withdrawn, 1, 0, 2)])
    with Archive(tmp_path / "two", software="test") as archive:
        archive.register(HARBOUR)
        later = replace(page(1, 0, 1), fetched_at="2026-09-01T00:00:00Z")
        number = archive.keep(later)
        archive.store(story(1, body=BODIES[0]), outlet="harbour", seen_as=later.url, capture=number, rules="test",
                      fetched_at=later.fetched_at)  # fmt: skip
    taken_in(one, tmp_path / "two")
    with closing(sqlite3.connect(one / "archive.db")) as db:
        assert db.execute("SELECT withdrawn_at FROM articles").fetchall() == [(None,)]
        assert db.execute("SELECT back_at FROM absences").fetchall() == [("2026-09-01T00:00:00Z",)]
    assert list(check(one)) == []


def test_what_is_hidden_there_is_hidden_here_and_given_back_when_lifted(clock: Clock, tmp_path: Path) -> None:
    one = filled(tmp_path / "one", [(stored, 1, 0, 1), (stored, 2, 2, 1)])
    two = filled(tmp_path / "two", [(stored, 1, 1, 2), (stored, 3, 2, 1), (taken_down, 1, 0, 2), (taken_down, 3, 0, 2)])
    with Archive(one, software="test") as archive:
        assert merge(archive, two).hidden == 2
        assert [row["url"] for row in archive.db.query("SELECT url FROM articles")] == [f"{HOME}archives/2"]
        assert lift_takedown(archive.db, one, 1) == 1
        history = archive.db.execute(
            "SELECT r.body FROM revisions r JOIN articles a ON a.id = r.article WHERE a.url LIKE '%/1' ORDER BY number"
        ).fetchall()
        assert history == [("\n\n".join(BODIES[0]),), ("\n\n".join(BODIES[1]),)]
    assert list(check(one)) == []


def test_an_archive_that_is_being_written_to_is_taken_in_as_far_as_it_is_whole(clock: Clock, tmp_path: Path) -> None:
    with Archive(tmp_path / "two", software="test") as two:
        two.register(HARBOUR)
        stored(two, 1, 0, 1)
        [file] = (tmp_path / "two" / "warc").iterdir()
        with file.open("ab") as out:
            out.write(b"\x1f\x8b\x08 half a record")
        one = filled(tmp_path / "one", [(stored, 2, 1, 1)])
        taken_in(one, tmp_path / "two")
    assert list(check(one)) == []
    with closing(sqlite3.connect(one / "archive.db")) as db:
        assert db.execute("SELECT count(*) FROM articles").fetchone() == (2,)


def test_a_blank_that_was_healed_here_stays_healed(clock: Clock, tmp_path: Path) -> None:
    """A reading of ours may differ from the one before it by white space alone; a merge does not take it back."""
    two = filled(tmp_path / "two", [(stored, 1, 2, 1)])
    one = filled(tmp_path / "one", [])
    taken_in(one, two)
    healed = (BODIES[2][0].replace("，", "， "),)
    with Archive(one, software="test") as archive:
        [(article, capture)] = archive.db.execute("SELECT id, capture FROM articles").fetchall()
        read = Reading(
            article=story(1, body=healed),
            outlet="harbour",
            capture=capture,
            read_at=moment(clock.tick()),
            rules="newer",
        )
        assert reread(archive.db, article, read) == "revised"
        assert merge(archive, two).revisions == 0
        assert archive.db.execute("SELECT body, revision FROM articles").fetchall() == [(healed[0], 2)]
    assert list(check(one)) == []
