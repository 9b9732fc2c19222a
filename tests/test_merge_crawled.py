"""Two archives as crawls leave them become one, WARC files and all."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from archive import (
    Archive,
    ArchiveError,
    check,
    merge,
    open_reader,
    open_shelf,
    take_down,
)
from tests.exchanged import crawled, everything, run


def test_two_archives_become_one_without_loss_and_without_doubles(tmp_path: Path) -> None:
    """One saw 1 and 2, later 1 changed; the other saw 2 and 3, and 1 as it read later still."""
    one, two = tmp_path / "one", tmp_path / "two"
    crawled(one, 1, 2)
    crawled(one, 1, headline="花市順延", at="2026-01-25T00:00:00Z")
    crawled(two, 2, 3)
    crawled(two, 1, headline="花市取消", at="2026-01-26T00:00:00Z")
    with Archive(one, software="test") as archive:
        archive.withdraw("https://harbour.example/archives/2")
        merged = merge(archive, two)
    assert (merged.captures, merged.articles, merged.revisions) == (3, 1, 1)
    assert list(check(one)) == []
    reader = open_reader(one)
    history = reader.execute(
        "SELECT r.headline FROM revisions r JOIN articles a ON a.id = r.article WHERE a.url LIKE '%/1' ORDER BY number"
    ).fetchall()
    assert [row["headline"] for row in history] == ["港灣花市開鑼1", "花市順延1", "花市取消1"]
    assert reader.execute("SELECT count(*) FROM articles").fetchone()[0] == 3
    assert reader.execute("SELECT count(*) FROM articles WHERE withdrawn_at IS NOT NULL").fetchone()[0] == 1
    numbers = [row["id"] for row in reader.execute("SELECT id FROM captures")]
    reader.close()
    with open_shelf(one) as shelf:
        assert all(shelf.read(number).body for number in numbers)
    before = everything(one)
    assert run(one, "import", "archive", two).stdout.startswith("0 captures, 0 articles and 0 revisions are new")
    assert everything(one) == before


def test_merging_into_nothing_is_a_copy(tmp_path: Path) -> None:
    crawled(tmp_path / "one", 1, 2, 3)
    crawled(tmp_path / "one", 1, headline="花市順延", at="2026-01-25T00:00:00Z")
    with Archive(tmp_path / "two", software="test") as archive:
        merge(archive, tmp_path / "one")
    assert everything(tmp_path / "two") == everything(tmp_path / "one")
    assert list(check(tmp_path / "two")) == []


def test_a_takedown_holds_against_a_merge(tmp_path: Path) -> None:
    crawled(tmp_path / "one", 1, 2)
    with Archive(tmp_path / "two", software="test") as archive:
        take_down(archive.db, archive.folder, "https://harbour.example/archives/1", "asked")
        assert merge(archive, tmp_path / "one").hidden == 1
        assert [row["url"] for row in archive.db.query("SELECT url FROM articles")] == [
            "https://harbour.example/archives/2"
        ]


def test_two_files_of_one_name_that_differ_are_not_merged(tmp_path: Path) -> None:
    crawled(tmp_path / "one", 1)
    crawled(tmp_path / "two", 2)
    [mine] = (tmp_path / "one" / "warc").iterdir()
    [theirs] = (tmp_path / "two" / "warc").iterdir()
    with closing(sqlite3.connect(tmp_path / "two" / "archive.db")) as db:
        for table, column in (("captures", "warc_file"), ("warc_files", "name")):
            db.execute(f"UPDATE {table} SET {column} = ?", [mine.name])
        db.commit()
    theirs.rename(theirs.with_name(mine.name))
    before = everything(tmp_path / "one")
    with Archive(tmp_path / "one", software="test") as archive, pytest.raises(ArchiveError, match="nothing was merged"):
        merge(archive, tmp_path / "two")
    assert everything(tmp_path / "one") == before
