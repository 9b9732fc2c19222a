"""A takedown, a lift or a merge that is cut off at whatever moment: nothing hidden is shown, and no text is lost."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from archive import Archive, backup, check, lift_takedown, merge, take_down
from archive import takedown_ledger as ledger
from tests.deeds import BODIES, HOME, Clock, clock, filled, stored
from tests.hiding import URL, keep, taken

__all__ = ["clock", "taken"]


def cut_off(archive: Archive, into: Path, deed: Callable[[], object]) -> list[Path]:
    """The folder as a crash would leave it, before each statement of a deed that begins, hides, shows or ends."""
    found: list[Path] = []

    def copy(statement: str) -> None:
        if any(word in statement for word in ("BEGIN", "COMMIT", "hidden", "takedowns", "DELETE FROM articles")):
            found.append(into / str(len(found)))
            shutil.copytree(archive.folder, found[-1], ignore=shutil.ignore_patterns("archive.lock"))

    archive.db.conn.set_trace_callback(copy)
    deed()
    archive.db.conn.set_trace_callback(None)
    found.append(into / "end")
    shutil.copytree(archive.folder, found[-1], ignore=shutil.ignore_patterns("archive.lock"))
    return found


def texts(folder: Path) -> tuple[set[str], set[str]]:
    """The addresses shown, and those with two revisions to be read once all takedowns are lifted."""
    # The WARC files come first: those of a merge that was cut off are not known yet, or not indexed.
    assert [finding for finding in check(folder) if not finding.startswith("warc/")] == []
    with Archive(folder, software="test") as archive:
        before = {row[0] for row in archive.db.execute("SELECT url FROM articles").fetchall()}
        for entry in list(ledger(archive.db.conn)):
            if entry.lifted_at is None:
                lift_takedown(archive.db, folder, entry.id)
        whole = "SELECT url FROM articles a JOIN revisions r ON r.article = a.id AND r.body <> '' GROUP BY a.id"
        after = {row[0] for row in archive.db.execute(f"{whole} HAVING count(*) = 2").fetchall()}
        captures = archive.db.execute("SELECT capture FROM readings WHERE capture IS NOT NULL").fetchall()
        assert all(archive.capture(number).body for (number,) in captures)
    return before, after


def test_of_a_takedown(archive: Archive, tmp_path: Path) -> None:
    keep(archive)
    keep(archive, headline="港灣花市順延")
    left = cut_off(archive, tmp_path / "left", lambda: take_down(archive.db, archive.folder, URL, "asked"))
    assert len(left) > 5
    for folder in left:
        assert texts(folder) == (set() if folder.name == "end" else {URL}, {URL})


def test_of_a_lift(taken: Archive, tmp_path: Path) -> None:
    left = cut_off(taken, tmp_path / "left", lambda: lift_takedown(taken.db, taken.folder, 1))
    seen = {frozenset(texts(folder)[0]) for folder in left}
    assert seen == {frozenset({f"{HOME}archives/8"}), frozenset({f"{HOME}archives/8", URL})}
    for folder in left:
        assert URL in texts(folder)[1]


def test_of_a_merge(clock: Clock, tmp_path: Path) -> None:
    """Its history grows by what the other knows while it is hidden; cut off, it is what it was."""
    two = filled(tmp_path / "two", [(stored, 1, 1, 2), (stored, 2, 2, 2)])
    one = filled(tmp_path / "one", [(stored, 1, 0, 1), (stored, 1, 2, 3)])
    with Archive(one, software="test") as archive:
        take_down(archive.db, one, f"{HOME}archives/1", "asked")
        left = cut_off(archive, tmp_path / "left", lambda: merge(archive, two))
    assert len(left) > 5
    for folder in left:
        shown, _ = texts(folder)
        assert f"{HOME}archives/1" not in shown
        with closing(sqlite3.connect(folder / "archive.db")) as db:
            history = db.execute("SELECT body FROM revisions ORDER BY article, number").fetchall()
        first, last = ("\n\n".join(BODIES[0]),), ("\n\n".join(BODIES[2]),)
        if f"{HOME}archives/2" in shown:
            assert history[:3] == [first, ("\n\n".join(BODIES[1]),), last]
        else:
            assert history == [first, last]


@pytest.mark.parametrize("deed", ["lift", "hide"])
def test_of_a_backup_what_is_hidden_and_what_says_so_are_of_one_moment(
    taken: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, deed: str
) -> None:
    """Though a takedown comes, or is lifted, while the backup is made."""

    def meanwhile(*given: object) -> dict[str, int]:
        if deed == "lift":
            lift_takedown(taken.db, taken.folder, 1)
        else:
            take_down(taken.db, taken.folder, f"{HOME}archives/8", "asked")
        monkeypatch.undo()
        return {}

    monkeypatch.setattr("archive.copying.extents", meanwhile)
    backup(taken.folder, tmp_path / "copy")
    assert list(check(tmp_path / "copy")) == []
    with Archive(tmp_path / "copy", software="test") as copy:
        assert copy.db.execute("SELECT url FROM articles").fetchall() == [(f"{HOME}archives/8",)]
        assert lift_takedown(copy.db, copy.folder, 1) == 1


def test_of_laying_aside_what_was_half_written_is_rolled_back(taken: Archive, tmp_path: Path) -> None:
    """By whoever opens the file next, be it to look only."""
    with closing(sqlite3.connect(taken.folder / "withheld.db")) as file:
        file.execute("PRAGMA cache_size = 1")
        file.executemany("UPDATE laid SET kept = ?", [("x" * 5000 * number,) for number in range(20)])
        assert (taken.folder / "withheld.db-journal").stat().st_size
        shutil.copytree(taken.folder, tmp_path / "left", ignore=shutil.ignore_patterns("archive.lock"))
    taken.close()
    assert list(check(tmp_path / "left")) == []
    assert texts(tmp_path / "left")[1] == {URL}


def test_what_an_earlier_version_hid_is_given_back(archive: Archive) -> None:
    keep(archive)
    take_down(archive.db, archive.folder, URL, "asked")
    archive.db.execute("ALTER TABLE hidden DROP COLUMN laid")
    archive.db.execute("DELETE FROM _sqlite_migrations WHERE name = 'laid_aside'")
    [article] = archive.db.execute("SELECT article FROM hidden").fetchone()
    archive.close()
    with closing(sqlite3.connect(archive.folder / "withheld.db")) as file:
        [(url, kept)] = file.execute("SELECT url, kept FROM laid").fetchall()
        file.executescript(
            """DROP TABLE laid; DROP TABLE others; CREATE TABLE withheld
               (article INTEGER PRIMARY KEY, takedown INTEGER, url TEXT, kept TEXT)"""
        )
        file.execute("INSERT INTO withheld VALUES (?, 1, ?, ?)", [article, url, kept])
        file.commit()
    with Archive(archive.folder, software="later") as later:
        assert list(check(later.folder)) == []
        keep(later, 8, body=("泳池換水。",))
        take_down(later.db, later.folder, f"{HOME}archives/8", "asked")
        assert lift_takedown(later.db, later.folder, 1) == 1
        assert lift_takedown(later.db, later.folder, 2) == 1
    assert list(check(archive.folder)) == []
