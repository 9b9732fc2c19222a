"""An archive of an earlier version is brought to this one on a copy first; one of a later version is left alone."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from archive import (
    Archive,
    ArchiveError,
    ArchiveLocked,
    ArchiveNewer,
    articles,
    check,
    index,
    search,
)
from archive.schema import migrations
from archive.upgrade import PAGE_BYTES
from tests.conftest import story
from tests.test_store import keep, rows


def older(folder: Path) -> Path:
    """An archive as the first version wrote it, with a revision and a withdrawn article."""
    path = folder / "archive.db"
    db = Database(path)
    migrations.apply(db, stop_before="provenance")
    db.execute(
        "INSERT INTO outlets (slug, name, home, status) VALUES ('harbour', '港灣華報', 'https://h.example/', 'active')"
    )
    db.execute(
        """INSERT INTO articles (id, url, outlet, tags, authors, first_seen_at, fetched_at, withdrawn_at, body,
             captions, marks, revision, rules)
           VALUES (1, 'https://h.example/1', 'harbour', '[]', '[]', '2026', '2026', '2026-02', '新', '', '[]', 2, '')"""
    )
    for number, body in ((1, "舊"), (2, "新")):
        db.execute(
            "INSERT INTO revisions (article, number, body, digest, read_at, rules) VALUES (1, ?, ?, ?, '2026', 'r')",
            [number, body, articles.digest_of(None, None, None, body)],
        )
    db.conn.commit()
    db.close()
    return path


def test_an_archive_of_the_first_version_is_brought_to_this_one_without_loss(tmp_path: Path) -> None:
    older(tmp_path)
    with Archive(tmp_path, software="test") as archive:
        assert rows(archive, "SELECT number, cause, body FROM revisions") == [
            (1, "first", "舊"),
            (2, "publisher", "新"),
        ]
        assert rows(archive, "SELECT reason, gone_at, back_at FROM absences") == [("gone", "2026-02", None)]
    assert list(check(tmp_path)) == []
    assert [path.name for path in tmp_path.glob("archive.db.*")] == []


def test_what_stood_twice_stands_once_and_reads_the_same(tmp_path: Path) -> None:
    db = Database(tmp_path / "archive.db")
    db.enable_wal()
    migrations.apply(db, stop_before="said_once")
    db.execute(
        "INSERT INTO outlets (slug, name, home, status) VALUES ('harbour', '港灣', 'https://h.example/', 'active')"
    )
    db.execute(
        """INSERT INTO articles (id, url, outlet, headline, byline, tags, authors, first_seen_at, fetched_at, body,
             captions, marks, revision, rules)
           VALUES (1, 'https://h.example/1', 'harbour', '新題', '梁家敏', '[]', '[]', '', '', '新', '', '[]', 2, '')"""
    )
    for number, headline, body in ((1, "舊題", "舊"), (2, "新題", None)):
        db.execute(
            "INSERT INTO readings (article, number, cause, headline, byline, body, digest, read_at, rules) "
            "VALUES (1, ?, 'first', ?, '梁家敏', ?, '', '', '')",
            [number, headline, body],
        )
    for url, title in (("https://h.example/1", "新題"), ("https://h.example/1?from=home", "首頁上的題")):
        db.execute(
            "INSERT INTO sightings (url, outlet, source, title, first_seen_at, last_seen_at, state, tries, article) "
            "VALUES (?, 'harbour', '', ?, '', '', 'stored', 1, 1)",
            [url, title],
        )
    db.conn.commit()
    revisions = "SELECT number, headline, deck, byline, body FROM revisions"
    before = db.execute(revisions).fetchall()
    db.close()
    with Archive(tmp_path, software="test") as archive:
        assert rows(archive, revisions) == before
        assert before[1] == (2, "新題", None, "梁家敏", "新")
        assert rows(archive, "SELECT headline, byline FROM readings WHERE number = 2") == [(None, None)]
        assert rows(archive, "SELECT title FROM sightings ORDER BY url") == [(None,), ("首頁上的題",)]
        assert archive.db.execute("PRAGMA page_size").fetchone()[0] == PAGE_BYTES
        assert archive.db.execute("PRAGMA journal_mode").fetchone()[0] == "wal"


def test_an_archive_is_not_brought_over_while_somebody_reads_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = older(tmp_path)
    monkeypatch.setattr("archive.upgrade._PATIENCE_SECONDS", 0)
    with closing(sqlite3.connect(path)) as reader:
        reader.execute("PRAGMA journal_mode = WAL")
        reader.execute("SELECT * FROM articles").fetchone()
        with pytest.raises(ArchiveLocked, match="Close that program"):
            Archive(tmp_path, software="test")
        assert reader.execute("SELECT count(*) FROM articles").fetchone() == (1,)
    Archive(tmp_path, software="test").close()
    assert list(check(tmp_path)) == []


def test_a_migration_that_fails_on_a_copy_changes_nothing(tmp_path: Path) -> None:
    path = older(tmp_path)
    db = Database(path)
    db.execute("CREATE TABLE readings (mine TEXT)")
    db.conn.commit()
    db.close()
    before = path.read_bytes()
    with pytest.raises(ArchiveError, match="Only a copy was touched; the archive is as it was"):
        Archive(tmp_path, software="test")
    assert path.read_bytes() == before
    assert [path.name for path in tmp_path.glob("archive.db.*")] == []


def test_a_file_of_a_later_version_is_left_alone(archive: Archive) -> None:
    folder = archive.folder
    archive.db.table("_sqlite_migrations").insert(
        {"migration_set": "qiaowen", "name": "something_of_2031", "applied_at": "2031-01-01"}
    )
    archive.close()
    with pytest.raises(ArchiveNewer, match="something_of_2031"):
        Archive(folder, software="today's")


def test_every_migration_applies_to_an_empty_file_once() -> None:
    db = Database(memory=True)
    migrations.apply(db)
    migrations.apply(db)
    assert not migrations.pending(db)
    db.close()


def test_an_older_archives_triggers_learn_to_rest(archive: Archive) -> None:
    archive.db.execute("DROP TRIGGER articles_index_changed")
    archive.db.execute(
        "CREATE TRIGGER articles_index_changed AFTER UPDATE OF body ON articles BEGIN SELECT raise(ABORT, 'old'); END"
    )
    archive.db.execute("DELETE FROM _sqlite_migrations WHERE name = 'swift_changes'")
    archive.close()
    with Archive(archive.folder, software="later") as opened:
        keep(opened, story(5))
        opened.db.execute("UPDATE articles SET body = '由人改過'")
        assert len(search(opened.db.conn, "由人改過")) == 1
        assert index.check(opened.db.conn) == []
