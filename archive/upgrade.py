"""An archive's file brought to today's schema: on a copy first, so that a migration that fails changes nothing."""

import sqlite3
from pathlib import Path

from sqlite_utils import Database

from archive.errors import ArchiveError, ArchiveOlder
from archive.schema import lacks, migrate
from archive.withheld import WITHHELD, Withheld

# Rows of news fill a page of 4 KB badly: with 8 KB the file is smaller. 16 KB costs a tenth more time for each article.
PAGE_BYTES = 8192


def prepare(db: Database, path: Path) -> None:
    """Make the tables of a new file, or bring an older one to today's schema.

    Raises ArchiveNewer if a later version has been at work, ArchiveError if a migration fails on a copy.
    """
    if not db.table_names():
        db.execute(f"PRAGMA page_size = {PAGE_BYTES}")
    elif lacking := lacks(db):
        _try_on_a_copy(path, lacking)
    db.enable_wal()
    migrate(db)
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


def _try_on_a_copy(path: Path, lacking: list[str]) -> None:
    trial = path.with_name(f"{path.name}.trial")
    trial.unlink(missing_ok=True)
    source = sqlite3.connect(path)
    copy = sqlite3.connect(trial)
    try:
        source.backup(copy)
        migrate(Database(copy))
        findings = [row[0] for row in copy.execute("PRAGMA quick_check") if row[0] != "ok"]
        findings += [f"{row[0]} points to nothing" for row in copy.execute("PRAGMA foreign_key_check")]
        if findings:
            raise ValueError("; ".join(findings[:3]))
    except (sqlite3.Error, ValueError) as fault:
        raise ArchiveError(
            f"{path}: could not be brought to this version ({', '.join(lacking)}: {fault}). Only a copy was touched; "
            "the archive is as it was. Run `qiaowen check` with the version that wrote it"
        ) from fault
    finally:
        source.close()
        copy.close()
        for left in (trial, path.with_name(f"{trial.name}-wal"), path.with_name(f"{trial.name}-shm")):
            left.unlink(missing_ok=True)
