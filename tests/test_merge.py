"""Two archives become one: histories in order of time, numbers that are ours, what is hidden stays hidden."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from archive import (
    Archive,
    check,
    lift_takedown,
    merge,
)
from archive.articles import Reading, reread
from archive.clock import moment
from tests.conftest import story
from tests.deeds import (
    BODIES,
    HARBOUR,
    HOME,
    Clock,
    clock,
    filled,
    learning,
    page,
    stored,
    taken_down,
    taken_in,
    withdrawn,
)

__all__ = ["clock"]


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
