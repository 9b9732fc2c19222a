"""Taken down: hidden at once, everywhere and for good; listed; given back when lifted."""

import sqlite3
from contextlib import closing
from pathlib import Path
from unittest.mock import Mock

import pytest
from click.testing import CliRunner

from archive import (
    Alternate,
    Archive,
    ArchiveError,
    Image,
    Relation,
    Sighting,
    backup,
    check,
    lift_takedown,
    take_down,
)
from archive import takedown_ledger as ledger
from crawler.commands import qiaowen
from crawler.plan import Plan
from tests.conftest import STORY
from tests.hiding import SECRET, URL, found, holds, keep, taken
from tests.newsroom.hostile import STORY as STORY_AGAIN
from tests.newsroom.hostile import Hostile, Site
from tests.test_backfill import crawled

__all__ = ["taken"]


def test_what_is_taken_down_does_not_come_back_at_its_other_address(taken: Archive) -> None:
    other = (Alternate(URL, Relation.SCRIPT),)
    assert keep(taken, 9, alternates=other) is None
    assert found(taken) == 0


def test_it_is_hidden_by_its_other_address_as_well(archive: Archive) -> None:
    """Unless a site names that address on every page: then it says nothing of where a story stands."""
    keep(archive, 7, alternates=(Alternate(f"{URL}/gb", Relation.SCRIPT), Alternate(f"{URL}/amp", Relation.AMP)))
    keep(archive, 8, body=("泳池換水。",), alternates=(Alternate(f"{URL}/amp", Relation.AMP),))
    assert take_down(archive.db, archive.folder, f"{URL}/amp", "asked")[1] == 0
    assert keep(archive, 9, body=("渡輪改道。",), alternates=(Alternate(f"{URL}/amp", Relation.AMP),)) is not None
    number, hidden = take_down(archive.db, archive.folder, f"{URL}/gb", "asked")
    assert (hidden, found(archive)) == (1, 0)
    assert lift_takedown(archive.db, archive.folder, number) == 1
    assert list(check(archive.folder)) == []


def test_a_takedown_that_broke_off_is_in_no_other_s_way(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was laid aside and not taken out is given back by no takedown: it is still there."""
    keep(archive)
    keep(archive, 8, body=("泳池換水。",))
    with monkeypatch.context() as patched:
        patched.setattr("archive.clusters.remove", Mock(side_effect=OSError("no power")))
        with pytest.raises(OSError, match="power"):
            take_down(archive.db, archive.folder, URL, "asked")
    number, _ = take_down(archive.db, archive.folder, "https://harbour.example/archives/8", "asked")
    assert lift_takedown(archive.db, archive.folder, number) == 1
    assert list(check(archive.folder)) == []


def test_what_is_taken_down_is_nowhere_in_the_archive(taken: Archive) -> None:
    assert found(taken) == 0
    folder = taken.folder
    taken.close()
    assert not holds(folder / "archive.db", SECRET)
    assert not holds(folder / "archive.db", "港灣花市開鑼")
    assert list(check(folder)) == []


def test_it_stays_hidden_when_it_comes_again(taken: Archive) -> None:
    assert keep(taken, headline="又一次") is None
    assert taken.db.execute("SELECT url FROM articles").fetchall() == [("https://harbour.example/archives/8",)]
    assert taken.db.execute("SELECT state, article FROM sightings WHERE url = ?", [URL]).fetchone() == ("gone", None)


def test_its_number_is_given_to_no_other(taken: Archive) -> None:
    hidden = taken.db.execute("SELECT article FROM hidden").fetchone()[0]
    assert keep(taken, 9) != hidden


def test_what_is_lifted_is_as_it_was(archive: Archive) -> None:
    keep(archive, images=(Image(url="https://harbour.example/a.jpg", caption=SECRET),))
    keep(archive, headline="港灣花市順延", body=(*STORY.body, "後來。"))
    keep(archive, 8, body=STORY.body)

    def everything() -> list[list[str]]:
        tables = ("articles", "readings", "images", "absences", "members", "fingerprints")
        return [sorted(map(repr, archive.db.execute(f"SELECT * FROM {table}").fetchall())) for table in tables]

    take_down(archive.db, archive.folder, "https://harbour.example/nothing", "none")
    before, hits = everything(), found(archive)
    number, hidden = take_down(archive.db, archive.folder, URL, "asked")
    assert (hidden, found(archive)) == (1, hits - 1)
    assert lift_takedown(archive.db, archive.folder, number) == 1
    after = everything()
    assert [*after[:4], after[5]] == [*before[:4], before[5]]
    assert len(after[4]) == len(before[4]) == 2
    assert found(archive) == hits
    assert list(check(archive.folder)) == []


def test_what_is_lifted_finds_room_beside_what_came_since(archive: Archive) -> None:
    """Numbers of rows are given again: of texts and pictures, though not of articles."""
    picture = (Image(url="https://harbour.example/a.jpg", caption=SECRET),)
    hidden = keep(archive, images=picture)
    take_down(archive.db, archive.folder, URL, "asked")
    other = keep(archive, 8, images=picture, body=("泳池換水。",))
    assert lift_takedown(archive.db, archive.folder, 1) == 1
    for table in ("articles", "readings", "images"):
        column = "id" if table == "articles" else "article"
        assert archive.db.execute(f"SELECT {column} FROM {table} ORDER BY 1").fetchall() == [(hidden,), (other,)]
    assert list(check(archive.folder)) == []


def test_what_another_takedown_names_stays_hidden(taken: Archive) -> None:
    take_down(taken.db, taken.folder, "https://harbour.example/*", "the outlet asked")
    assert lift_takedown(taken.db, taken.folder, 1) == 0
    assert [(entry.hidden, entry.lifted_at is None) for entry in ledger(taken.db.conn)] == [(0, False), (2, True)]
    assert lift_takedown(taken.db, taken.folder, 2) == 2


@pytest.mark.parametrize(
    ("pattern", "hides"),
    [
        ("https://harbour.example/archives/7", True),
        ("https://harbour.example/archives/*", True),
        ("https://harbour.example/*7", True),
        ("https://harbour.example/archives/?", False),
        ("https://harbour.example/archives/[7]", False),
        ("https://harbour.example/archives/", False),
    ],
)
def test_only_the_asterisk_stands_for_anything(archive: Archive, pattern: str, hides: bool) -> None:
    keep(archive)
    assert take_down(archive.db, archive.folder, pattern, "asked")[1] == hides


@pytest.mark.parametrize("pattern", ["*", "https://*", "harbour.example/7", ""])
def test_a_pattern_that_would_hide_everything_is_refused(archive: Archive, pattern: str) -> None:
    with pytest.raises(ArchiveError, match="is no address"):
        take_down(archive.db, archive.folder, pattern, "asked")


def test_a_takedown_that_is_not_there_cannot_be_lifted(taken: Archive) -> None:
    with pytest.raises(ArchiveError, match="no takedown 9 in force"):
        lift_takedown(taken.db, taken.folder, 9)


def test_a_backup_takes_along_what_is_withheld(taken: Archive, tmp_path: Path) -> None:
    taken.close()
    backup(taken.folder, tmp_path / "copy")
    with Archive(tmp_path / "copy", software="test") as copy:
        assert lift_takedown(copy.db, copy.folder, 1) == 1
        assert found(copy) == 1


def test_the_ledger_on_the_command_line(archive: Archive) -> None:
    keep(archive)
    archive.close()

    def run(*arguments: str) -> str:
        return CliRunner().invoke(qiaowen, ["--archive", str(archive.folder), "takedown", *arguments]).stdout

    assert run("add", URL, "--reason", "作者來信") == "takedown 1: 1 articles hidden\n"
    assert "hides 1  作者來信" in run("list")
    assert run("lift", "1") == "takedown 1 lifted: 1 articles are shown again\n"
    assert "lifted 2" in run("list")


def test_what_is_taken_down_is_not_in_the_bytes_of_the_archive(archive: Archive) -> None:
    body = tuple(f"{SECRET}，第{number}段。" * 20 for number in range(30))
    keep(archive, body=body, images=(Image(url="https://harbour.example/a.jpg", caption=SECRET),))
    keep(archive, headline="港灣花市順延", body=body[1:])
    archive.close()
    assert SECRET.encode() in (archive.folder / "archive.db").read_bytes()
    with Archive(archive.folder, software="test") as again:
        take_down(again.db, again.folder, URL, "asked")
    assert not (archive.folder / "archive.db-wal").exists()
    held = (archive.folder / "archive.db").read_bytes()
    assert SECRET.encode() not in held
    assert "港灣花市順延".encode() not in held
    assert list(check(archive.folder)) == []


def test_a_source_that_goes_on_showing_it_says_nothing_of_it(taken: Archive) -> None:
    taken.see("harbour", [Sighting(url=URL, source="https://harbour.example/feed", title=SECRET)])
    taken.see("harbour", [Sighting(url=f"{URL}8", source="https://harbour.example/feed", title="另一則")])
    assert taken.db.execute(
        "SELECT title FROM sightings WHERE url IN (?, ?) ORDER BY url", [URL, f"{URL}8"]
    ).fetchall() == [
        (None,),
        ("另一則",),
    ]


def test_it_survives_a_crawl_an_import_and_a_reading_again(tmp_path: Path) -> None:
    def shown(folder: Path) -> list[str]:
        with closing(sqlite3.connect(folder / "archive.db")) as db:
            return [url.rpartition("/")[2] for (url,) in db.execute("SELECT url FROM articles ORDER BY url")]

    def run(*arguments: object) -> None:
        done = CliRunner().invoke(qiaowen, ["--archive", str(tmp_path / "data"), *map(str, arguments)])
        assert done.exit_code == 0, done.output

    with Hostile([Site("asked", lambda path, before, site: None, stories=3)]) as hostile:
        outlet = hostile.sites["asked"].declared()
        crawled(outlet, tmp_path / "data", Plan())
        run("export", "jsonl", tmp_path / "all.jsonl")
        run("export", "wacz", tmp_path / "all.wacz")
        run("takedown", "add", f"{outlet.home}story/2", "--reason", "作者來信")
        assert shown(tmp_path / "data") == ["1", "3"]
        crawled(outlet, tmp_path / "data", Plan(revisit=True))
    run("import", "articles", tmp_path / "all.jsonl")
    run("import", "warc", "--every-host", tmp_path / "all.wacz")
    (tmp_path / "dump.txt").write_text("\n\n".join(STORY_AGAIN), "utf-8")
    run("import", "text", tmp_path / "dump.txt", "--url", f"{outlet.home}story/2")
    CliRunner().invoke(qiaowen, ["--archive", str(tmp_path / "data"), "reextract", "--processes", "1"])
    assert shown(tmp_path / "data") == ["1", "3"]
    run("publish", tmp_path / "catalogue.db")
    assert shown(tmp_path / "data") == ["1", "3"]
    assert list(check(tmp_path / "data")) == []
