"""Care: is the archive sound? Every finding says what is wrong and what to do."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from archive import index
from archive.captures import Place, read_capture
from archive.errors import CaptureUnreadable
from archive.store import WARC_FOLDER, open_reader


def check(folder: Path) -> Iterator[str]:
    """What is wrong with the archive in a folder; nothing at all where it is sound. Raises ArchiveMissing."""
    reader = open_reader(folder)
    try:
        yield from _database(reader)
        yield from index.check(reader)
        yield from _captures(reader, folder / WARC_FOLDER)
    finally:
        reader.close()


def _database(reader: sqlite3.Connection) -> Iterator[str]:
    for (finding,) in reader.execute("PRAGMA integrity_check"):
        if finding != "ok":
            yield f"archive.db is damaged: {finding}. Restore it from a backup; the captures in warc/ are not affected"
    for table, row, parent, _ in reader.execute("PRAGMA foreign_key_check"):
        yield f"{table} row {row} points to a row of {parent} that is not there: did another program write to the file?"


def _captures(reader: sqlite3.Connection, folder: Path) -> Iterator[str]:
    rows = reader.execute(
        "SELECT id, url, warc_file, warc_offset, warc_length, digest FROM captures ORDER BY warc_file, warc_offset"
    )
    for capture, url, *place in rows:
        try:
            read_capture(folder, Place(*place))
        except CaptureUnreadable as fault:
            yield f"capture {capture} of {url} cannot be read: {fault}. Restore the WARC file from a backup"
