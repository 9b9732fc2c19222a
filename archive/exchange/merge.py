"""MERGE: another archive taken in: nothing lost, nothing twice, and the same done again changes nothing."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from sqlite3 import Connection

from archive import cdxj, optouts, takedowns
from archive.copying import append, extents
from archive.errors import ArchiveError
from archive.exchange import books, histories
from archive.exchange.merging import Merged, Merging
from archive.opening import WARC_FOLDER, open_reader
from archive.sql import insert, on_disk
from archive.store import Archive
from archive.trouble import told

_PIECE = 1 << 20

Progress = Callable[[int, int], None]


def merge(archive: Archive, other: Path, progress: Progress | None = None) -> Merged:
    """Take in the archive in a folder, as it is at this moment.

    Raises ArchiveError where a WARC file of the same name holds something else, ArchiveOlder and ArchiveNewer where the
    other is not of today's form.
    """
    with told(archive.folder), closing(open_reader(other)) as theirs:
        # One read transaction: what is written there meanwhile is not seen.
        theirs.execute("BEGIN")
        _warc_files(archive, theirs, other)
        optouts.take_over(archive.folder, other)
        with on_disk(archive.db):
            with archive.db.atomic(), Merging(archive, theirs) as merging:
                _everything(merging, other, progress)
            takedowns.clear(archive.db, archive.folder)
        cdxj.refresh(archive.db.conn, archive.folder)
    return merging.merged


def _everything(merging: Merging, other: Path, progress: Progress | None) -> None:
    """In the order in which each row finds what it points to."""
    books.outlets(merging)
    books.runs(merging)
    _captures(merging)
    books.evidence_of_runs(merging)
    books.learned(merging)
    books.ledger(merging)
    total = merging.theirs.execute("SELECT count(*) FROM articles").fetchone()[0]
    for done, story in enumerate(histories.stories(merging), start=1):
        histories.take(merging, story)
        if progress and (done % 100 == 0 or done == total):
            progress(done, total)
    for story, takedown in histories.withheld(merging, other):
        article = histories.take(merging, story)
        if takedown is not None:
            merging.hidden.setdefault(article, takedown)
    books.shares(merging)
    books.sightings(merging)
    books.failures(merging)
    books.rests(merging)
    merging.merged.hidden = takedowns.hide_all(merging.archive.db, merging.archive.folder, merging.hidden)


def _warc_files(archive: Archive, theirs: Connection, other: Path) -> None:
    """Files first, as always: what the database names is on disk. Of a file being written, what is whole of it."""
    target = archive.folder / WARC_FOLDER
    target.mkdir(exist_ok=True)
    states = dict(theirs.execute("SELECT name, state FROM warc_files").fetchall())
    upto = {name: end for name, end in extents(theirs, other).items() if (other / WARC_FOLDER / name).exists()}
    for name, end in upto.items():
        if not _is_one_file(other / WARC_FOLDER / name, target / name, end):
            raise ArchiveError(
                f"{other / WARC_FOLDER / name} and {target / name} have one name and differ; nothing was merged"
            )
    known = {row[0] for row in archive.db.execute("SELECT name FROM warc_files").fetchall()}
    for name, end in upto.items():
        held = target / name
        is_longer = held.exists() and held.stat().st_size >= end
        if not is_longer:
            append(other / WARC_FOLDER / name, held, end)
        # A merge that broke off may have left the file and not the row.
        if not is_longer or name not in known:
            state = "cut off" if states[name] == "cut off" else "whole"
            row = {"name": name, "state": state, "bytes": held.stat().st_size}
            insert(archive.db, "warc_files", row, "OR REPLACE")


def _is_one_file(one: Path, other: Path, end: int) -> bool:
    """Whether two files are alike as far as both go, of one so many bytes."""
    if not other.exists():
        return True
    left = min(end, other.stat().st_size)
    with one.open("rb") as ours, other.open("rb") as theirs:
        while left:
            piece = ours.read(min(left, _PIECE))
            if not piece or theirs.read(len(piece)) != piece:
                return False
            left -= len(piece)
    return True


def _captures(merging: Merging) -> None:
    """Those that others repeat come first."""
    for row in merging.theirs.execute("SELECT * FROM captures ORDER BY original IS NOT NULL, id"):
        capture = dict(row)
        known = merging.db.execute(
            "SELECT id FROM captures WHERE warc_file = ? AND warc_offset = ?",
            [capture["warc_file"], capture["warc_offset"]],
        ).fetchone()
        number = capture.pop("id")
        if known is None:
            capture |= {"run": merging.runs.get(capture["run"]), "original": merging.capture(capture["original"])}
            merging.merged.captures += 1
        merging.note_capture(number, known[0] if known else insert(merging.db, "captures", capture))
