"""Care: what is broken is found and said with what to do; a backup is sound while a crawl writes."""

import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from archive import Archive, ArchiveError, ArchiveFull, Capture, Sighting, backup, check, open_reader, open_shelf
from tests.conftest import STORY, story
from tests.test_captures import PAGE


@pytest.fixture
def filled(archive: Archive) -> Path:
    """Two articles, three captures, one revision, one absence."""
    archive.see("harbour", [Sighting(url=str(STORY.url), source="https://harbour.example/feed")])
    for body in (b"one", b"two"):
        number = archive.keep(page(body))
        article = STORY if body == b"one" else story(7, headline="港灣花市順延")
        archive.store(article, outlet="harbour", seen_as=str(STORY.url), capture=number, rules="test")
    archive.store(story(8), outlet="harbour", seen_as="", capture=archive.keep(page(b"three")), rules="test")
    archive.withdraw(str(STORY.url))
    archive.close()
    return archive.folder


def page(body: bytes) -> Capture:
    return Capture(url=str(STORY.url), fetched_at="2026-01-24T19:00:00Z", status=200, headers=(), body=body)


def sql(statement: str) -> Callable[[Path], None]:
    def break_it(folder: Path) -> None:
        db = sqlite3.connect(folder / "archive.db")
        db.execute("PRAGMA foreign_keys = OFF")
        db.executescript(statement)
        db.commit()
        db.close()

    return break_it


def warc(change: Callable[[Path], object]) -> Callable[[Path], None]:
    return lambda folder: (change(next((folder / "warc").iterdir())), None)[1]


def append_record(file: Path) -> None:
    """A sound record that the archive has never heard of: the first of the file again."""
    held = file.read_bytes()
    second, third = [at for at in range(1, len(held)) if held[at : at + 3] == b"\x1f\x8b\x08"][:2]
    file.write_bytes(held + held[second:third])


def turn_a_byte(file: Path) -> None:
    """One byte in the middle of the last record, as a failing disk does it."""
    held = bytearray(file.read_bytes())
    held[-250] ^= 1
    file.write_bytes(held)


BREAKS = {
    "no revision": (sql("DELETE FROM readings WHERE number = 2"), "no row for their latest revision"),
    "an old text lost": (sql("UPDATE readings SET body = NULL"), "have lost their text"),
    "a later revision": (sql("UPDATE articles SET revision = 1"), "later than what their article says"),
    "no evidence": (sql("DELETE FROM absences"), "withdrawn without evidence"),
    "a copy of nothing": (
        sql("DELETE FROM members WHERE article = (SELECT min(article) FROM members)"),
        "fewer than two articles",
    ),
    "a fingerprint of nothing": (
        sql("INSERT INTO fingerprints (run, article) VALUES (1, 99)"),
        "have a fingerprint and are not there",
    ),
    "a text altered": (sql("UPDATE articles SET body = body || '！' WHERE revision = 1"), "are not what was stored"),
    "an old text altered": (sql("UPDATE readings SET headline = 'x' WHERE number = 1"), "are not what was stored"),
    "a pointer to nothing": (sql("UPDATE articles SET capture = 99 WHERE revision = 1"), "is not there"),
    "an article without an index": (sql("DELETE FROM articles_fts_docsize"), "index"),
    "a capture of another url": (sql("UPDATE captures SET url = 'x' WHERE id = 3"), "is not what"),
    "a repeat of something else": (sql("UPDATE captures SET original = 1 WHERE id = 2"), "that is not the same"),
    "a file gone": (warc(Path.unlink), "is not there"),
    "a file cut short": (warc(lambda f: f.write_bytes(f.read_bytes()[:-400])), "when it was closed"),
    "a byte turned": (warc(turn_a_byte), "Restore the file from a backup"),
    "nothing of what is hidden": (
        sql("INSERT INTO takedowns VALUES (1, 'x', 'x', 'x', 'x', NULL); INSERT INTO hidden VALUES (1, 1, 1)"),
        "that takedowns hide are not in withheld.db",
    ),
    "an orphaned record": (warc(append_record), "that the archive does not name"),
    "an index gone": (lambda folder: next((folder / "cdxj").iterdir()).unlink(), "has no index in cdxj/"),
    "a strange file": (lambda f: (f / "warc" / "other.warc.gz").touch(), "is not known to the archive"),
}


@pytest.mark.parametrize("kind", BREAKS)
def test_what_is_broken_is_found(filled: Path, kind: str) -> None:
    assert list(check(filled)) == []
    break_it, finding = BREAKS[kind]
    break_it(filled)
    found = list(check(filled))
    assert any(finding in line for line in found), found


def test_a_damaged_database_is_said_to_be_one(filled: Path) -> None:
    file = filled / "archive.db"
    held = bytearray(file.read_bytes())
    held[len(held) // 2 : len(held) // 2 + 40_000] = b"\xff" * 40_000
    file.write_bytes(held)
    try:
        said = "; ".join(check(filled))
    except ArchiveError as fault:
        said = str(fault)
    assert "damaged" in said
    assert "backup" in said


def test_the_check_tells_how_far_it_is(filled: Path) -> None:
    told: list[tuple[int, int]] = []
    list(check(filled, lambda done, total: told.append((done, total))))
    assert told == [(3, 3)]


def test_a_backup_is_an_archive_and_grows_by_what_is_new(filled: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy"
    whole = backup(filled, target)
    assert list(check(target)) == []
    with Archive(filled, software="test") as archive:
        archive.keep(page(b"four"))
    told: list[tuple[int, int]] = []
    backup(filled, target, lambda done, total: told.append((done, total)))
    assert list(check(target)) == []
    assert told[0][0] < 2_000 < whole
    with open_shelf(target) as shelf:
        assert [shelf.read(number).body for number in (1, 2, 3, 4)] == [b"one", b"two", b"three", b"four"]


def test_a_backup_while_a_crawl_writes_is_of_one_moment(archive: Archive, tmp_path: Path) -> None:
    stop = threading.Event()
    copies = [tmp_path / f"copy{number}" for number in range(4)]

    def copy_all() -> None:
        for target in copies:
            backup(archive.folder, target)
        stop.set()

    archive.keep(page(b"first"))
    copying = threading.Thread(target=copy_all)
    copying.start()
    written = 1
    while not stop.is_set():
        number = archive.keep(page(b"%d" % written * 50))
        archive.store(story(written), outlet="harbour", seen_as="", capture=number, rules="test")
        written += 1
    copying.join()
    for target in copies:
        assert list(check(target)) == []
    reader = open_reader(copies[-1])
    [captures] = reader.execute("SELECT count(*) FROM captures").fetchone()
    [articles] = reader.execute("SELECT count(*) FROM articles").fetchone()
    reader.close()
    assert articles <= captures <= articles + 2
    with Archive(copies[-1], software="restored") as restored:
        restored.keep(PAGE)
    assert list(check(copies[-1])) == []


def test_a_backup_goes_nowhere_it_should_not(filled: Path, tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="lies within the archive"):
        backup(filled, filled / "copy")
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "cat.jpg").touch()
    with pytest.raises(ArchiveError, match="not an archive; nothing was written"):
        backup(filled, tmp_path / "photos")


def test_a_backup_that_has_no_room_is_not_begun(filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: type("Usage", (), {"free": 10})())
    with pytest.raises(ArchiveFull, match="nothing was written"):
        backup(filled, tmp_path / "copy")
    assert not (tmp_path / "copy" / "archive.db").exists()
