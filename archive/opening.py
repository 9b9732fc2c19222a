"""What stands where in an archive's folder, and opening it for reading: as many readers as like, beside one writer."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from archive.errors import ArchiveMissing
from archive.shelf import Shelf
from archive.trouble import told
from archive.upgrade import refuse_others

DATABASE = "archive.db"
WARC_FOLDER = "warc"

# A reader may hold the file while Datasette runs a long query; half a minute outlasts its time limit by far.
BUSY_TIMEOUT_SECONDS = 30


def open_shelf(folder: Path) -> Shelf:
    """The archive's captures, for reading only. Raises ArchiveMissing where there is none."""
    return Shelf(open_reader(folder), folder / WARC_FOLDER)


def open_reader(folder: Path) -> sqlite3.Connection:
    """The archive's database, for reading only.

    Raises ArchiveMissing where there is none, ArchiveOlder and ArchiveNewer where it is another version's.
    """
    with told(folder):
        reader = sqlite3.connect(for_reading(folder), uri=True, timeout=BUSY_TIMEOUT_SECONDS)
        try:
            refuse_others(reader, folder)
        except BaseException:
            reader.close()
            raise
    reader.row_factory = sqlite3.Row
    return reader


def for_reading(folder: Path) -> str:
    """The address at which SQLite opens an archive's database for reading only. Raises ArchiveMissing."""
    address = f"{database(folder).absolute().as_uri()}?mode=ro"
    if os.statvfs(folder).f_flag & os.ST_RDONLY:
        address += "&immutable=1"  # SQLite would write a file beside it; here nobody can, and nobody does
    return address


@contextmanager
def one_moment(reader: sqlite3.Connection) -> Iterator[None]:
    """Within it, what others write meanwhile is not seen."""
    reader.execute("BEGIN")
    try:
        yield
    finally:
        reader.rollback()


def database(folder: Path) -> Path:
    """The database of an archive, for reading. Raises ArchiveMissing where there is none."""
    path = folder / DATABASE
    if not path.exists():
        raise ArchiveMissing(f"{folder}: there is no archive here; `qiaowen crawl` or `qiaowen import` makes one")
    return path
