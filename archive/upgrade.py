"""An archive's file brought to today's schema: on a copy, which takes its place when all is well with it."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlite_utils import Database

from archive.errors import ArchiveError, ArchiveOlder
from archive.schema import lacks, migrate
from archive.withheld import WITHHELD, Withheld

# Rows of news fill small pages badly: with 8 KB the file is larger by a seventh of its text. 32 KB saves little more.
PAGE_BYTES = 16384

# So long another program that reads the file is waited for before it is told to stop.
_PATIENCE_SECONDS = 10


def prepare(path: Path) -> None:
    """Make the tables of a new file, or bring an older one to today's schema, while nobody else has it open.

    Raises ArchiveNewer if a later version has been at work, ArchiveError if a migration fails on a copy.
    """
    with closing(sqlite3.connect(path, timeout=_PATIENCE_SECONDS)) as conn:
        db = Database(conn)
        if not db.table_names():
            db.execute(f"PRAGMA page_size = {PAGE_BYTES}")
            db.enable_wal()
            migrate(db)
        elif lacking := lacks(db):
            _bring_over(conn, path.resolve(), lacking)
    with closing(sqlite3.connect(path)) as conn:
        Database(conn).enable_wal()
    if (path.parent / WITHHELD).exists():
        Withheld(path.parent).close()


def refuse_others(reader: sqlite3.Connection, folder: Path) -> None:
    """Raises ArchiveOlder or ArchiveNewer for a database that is not of today's schema: no reader would know it."""
    if lacking := lacks(Database(reader)):
        raise ArchiveOlder(
            f"{folder}: this archive is not of today's form (it lacks {', '.join(lacking)}); "
            "nothing was changed. The next command that writes to it, as `qiaowen crawl` or `qiaowen reextract`, "
            "brings it up to date, on a copy first"
        )


def _bring_over(old: sqlite3.Connection, path: Path, lacking: list[str]) -> None:
    """Nobody else has the old file open meanwhile: a reader would go on reading it for ever."""
    old.execute("PRAGMA locking_mode = EXCLUSIVE")
    old.execute("PRAGMA journal_mode = DELETE")  # without its log, the file is all there is
    with _beside(path, "trial") as trial, _beside(path, "packed") as packed:
        try:
            with closing(sqlite3.connect(trial)) as copy:
                old.backup(copy)
                migrate(Database(copy))
                copy.execute(f"PRAGMA page_size = {PAGE_BYTES}")
                copy.execute("VACUUM INTO ?", [str(packed)])
            with closing(sqlite3.connect(packed)) as copy:
                findings = [row[0] for row in copy.execute("PRAGMA quick_check") if row[0] != "ok"]
                findings += [f"{row[0]} points to nothing" for row in copy.execute("PRAGMA foreign_key_check")]
            if findings:
                raise ValueError("; ".join(findings[:3]))
        except (sqlite3.Error, ValueError) as fault:
            raise ArchiveError(
                f"{path}: could not be brought to this version ({', '.join(lacking)}: {fault}). Only a copy was "
                "touched; the archive is as it was. Run `qiaowen check` with the version that wrote it"
            ) from fault
        shutil.copymode(path, packed)
        with packed.open("rb") as written:
            os.fsync(written.fileno())
        packed.replace(path)


@contextmanager
def _beside(path: Path, name: str) -> Iterator[Path]:
    """Where a copy may be made, of which nothing is left."""
    copy = path.with_name(f"{path.name}.{name}")
    left = [copy, *(path.with_name(f"{copy.name}{end}") for end in ("-wal", "-shm", "-journal"))]
    for file in left:
        file.unlink(missing_ok=True)
    try:
        yield copy
    finally:
        for file in left:
            file.unlink(missing_ok=True)
