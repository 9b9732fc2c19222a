"""A consistent copy of an archive, of one moment, also while a crawl writes to it.

What is there already and has only grown is carried on, so that a nightly backup copies what is new.
"""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

from archive import cdxj, warc_files
from archive.errors import ArchiveError, ArchiveFull
from archive.opening import DATABASE, WARC_FOLDER, open_reader
from archive.optouts import OPT_OUT
from archive.trouble import told
from archive.withheld import WITHHELD, Withheld

# Told as the copy goes on: bytes done, bytes in all.
Progress = Callable[[int, int], None]

_PAGES = 2_000
_PIECE = 1 << 20


def backup(folder: Path, target: Path, progress: Progress | None = None) -> int:
    """Copy the archive in a folder to another; returns how many bytes were written.

    Raises ArchiveError where the target is not a place for it, ArchiveFull before anything is written where it has too
    little room; an earlier copy there stays whole until the new one is.
    """
    source = open_reader(folder)
    try:
        if target.resolve() == folder.resolve() or folder.resolve() in target.resolve().parents:
            raise ArchiveError(f"{target} lies within the archive: a backup belongs on another disk")
        if target.exists() and any(target.iterdir()) and not (target / DATABASE).exists():
            raise ArchiveError(f"{target} holds something that is not an archive; nothing was written")
        with told(target):
            (target / WARC_FOLDER).mkdir(parents=True, exist_ok=True)
            try:
                return _copy(source, folder, target, progress)
            finally:
                for name in (WITHHELD, OPT_OUT, DATABASE):
                    (target / _part(name)).unlink(missing_ok=True)
    finally:
        source.close()


def _copy(source: sqlite3.Connection, folder: Path, target: Path, progress: Progress | None) -> int:
    _begin(source, folder, target)
    ends = extents(source, folder)
    size = (folder / DATABASE).stat().st_size
    new = size + sum(max(0, end - _size(target / WARC_FOLDER / name)) for name, end in ends.items())
    if shutil.disk_usage(target).free < new:
        raise ArchiveFull(f"{target}: the copy needs {new:,} bytes and there is less room; nothing was written")
    done = 0
    for name, end in ends.items():
        done += append(folder / WARC_FOLDER / name, target / WARC_FOLDER / name, end)
        if progress:
            progress(done, new)
    part = target / _part(DATABASE)
    part.unlink(missing_ok=True)
    copy = sqlite3.connect(part)
    try:
        source.backup(copy, pages=_PAGES, progress=_tell(progress, done, new, size))
        source.rollback()
        _note_ends(copy, ends)
        findings = [row[0] for row in copy.execute("PRAGMA quick_check") if row[0] != "ok"]
        if findings:
            raise ArchiveError(f"{target}: the copy is not sound ({findings[0]}); the earlier one stays")
    finally:
        copy.close()
    _replace(target)
    copied = open_reader(target)
    try:
        cdxj.refresh(copied, target)
    finally:
        copied.close()
    return done + size


def _begin(source: sqlite3.Connection, folder: Path, target: Path) -> None:
    """Begin a read transaction: what is written meanwhile is not seen, so that the copy is of one moment.

    What is hidden at that moment is copied at once, for it may be given back before all else is.
    """
    if (folder / OPT_OUT).exists():
        shutil.copyfile(folder / OPT_OUT, target / _part(OPT_OUT))
    with Withheld(folder, for_reading=True) if (folder / WITHHELD).exists() else nullcontext() as file:
        if file is not None:
            file.hold_still()
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM hidden").fetchone()
        if file is not None:
            (target / _part(WITHHELD)).unlink(missing_ok=True)
            file.copy_to(target / _part(WITHHELD))


def _part(name: str) -> str:
    """What a file is called until the copy is whole."""
    return f"{name}.part"


def _replace(target: Path) -> None:
    """Put the new files in the place of the earlier ones: what is hidden first, for what says so needs it."""
    for name in (WITHHELD, OPT_OUT, DATABASE):
        if (part := target / _part(name)).exists():
            _sync(part)
            part.replace(target / name)
    for left in ("-wal", "-shm"):
        (target / f"{DATABASE}{left}").unlink(missing_ok=True)


def extents(source: sqlite3.Connection, folder: Path) -> dict[str, int]:
    """WARC file → how much of it the database knows of: its last named record, and the request beside it."""
    states = dict(source.execute("SELECT name, state FROM warc_files").fetchall())
    found = {}
    for name, offset in source.execute("SELECT warc_file, max(warc_offset) FROM captures GROUP BY 1").fetchall():
        path = folder / WARC_FOLDER / name
        found[name] = _size(path) if states.get(name) != "open" else warc_files.end_of(path, offset)
    return found


def _note_ends(copy: sqlite3.Connection, ends: dict[str, int]) -> None:
    """In the copy, the file that was being written to is whole up to where it was copied."""
    copy.executemany(
        "UPDATE warc_files SET state = 'whole', bytes = ? WHERE name = ? AND state = 'open'",
        [(end, name) for name, end in ends.items()],
    )
    copy.execute("DELETE FROM warc_files WHERE state = 'open'")
    copy.commit()


def append(source: Path, target: Path, end: int) -> int:
    """Bring a copy of a WARC file to a length. WARC files only grow; one that differs in what it has is made anew."""
    held = _size(target)
    if held > end or not _begins_alike(source, target, held):
        target.unlink()
        held = 0
    if held < end:
        with source.open("rb") as read, target.open("ab") as write:
            read.seek(held)
            left = end - held
            while left and (piece := read.read(min(left, _PIECE))):
                write.write(piece)
                left -= len(piece)
        _sync(target)
    return end - held


def _begins_alike(source: Path, target: Path, size: int) -> bool:
    """Whether the last piece of the copy is what the original has there."""
    if not size:
        return True
    with source.open("rb") as one, target.open("rb") as other:
        for stream in (one, other):
            stream.seek(max(0, size - _PIECE))
        return one.read(min(size, _PIECE)) == other.read()


def _tell(progress: Progress | None, done: int, total: int, size: int) -> Callable[[int, int, int], None]:
    def tell(_: int, remaining: int, pages: int) -> None:
        if progress and pages:
            progress(done + size * (pages - remaining) // pages, total)

    return tell


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
