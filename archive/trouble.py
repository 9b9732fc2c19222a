"""What the disk and SQLite report, told as what it means for the archive and what to do about it."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from archive.errors import ArchiveDamaged, ArchiveError, ArchiveFull, ArchiveLocked

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}
_KEPT = "What was stored before is safe; the page in hand was not stored and will be asked for again"


@contextmanager
def told(folder: Path) -> Iterator[None]:
    """Within it, a fault of the disk or of SQLite is raised as the ArchiveError that says what to do."""
    try:
        yield
    except (OSError, sqlite3.DatabaseError) as fault:
        meant = trouble_of(folder, fault)
        if meant is None:
            raise
        raise meant from fault


def trouble_of(folder: Path, fault: BaseException) -> ArchiveError | None:
    """What a fault means for the archive in a folder; None where it says nothing of it."""
    if isinstance(fault, ArchiveError):
        return fault
    if isinstance(fault, OSError):
        if fault.errno in _FULL:
            return ArchiveFull(f"{folder}: the disk is full. {_KEPT}. Make room, then run the same command again")
        if fault.errno in _FORBIDDEN:
            return ArchiveLocked(f"{fault.filename or folder} may not be written to. {_KEPT}. Who owns the file?")
        return None
    if isinstance(fault, sqlite3.DatabaseError):
        return _meaning_of_sqlite(folder, str(fault), getattr(fault, "sqlite_errorcode", 0) & 0xFF)
    return None


def _meaning_of_sqlite(folder: Path, says: str, code: int) -> ArchiveError | None:
    if code in {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}:
        return ArchiveFull(
            f"{folder}: the database cannot be written ({says}): the disk is full or failing. {_KEPT}. "
            "Make room, then run the same command again; `qiaowen check` tells whether all is sound"
        )
    if code in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}:
        return ArchiveLocked(f"{folder}: the database may not be written to ({says}). Who owns the file?")
    if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return ArchiveLocked(
            f"{folder}: another program keeps the database locked. {_KEPT}. Close that program (an open transaction "
            "in `sqlite3` or a file sync will do it), then run the same command again"
        )
    if code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
        return ArchiveDamaged(
            f"{folder}: the database is damaged ({says}). Restore archive.db from a backup; warc/ is not affected"
        )
    return None
