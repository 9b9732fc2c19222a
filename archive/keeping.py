"""KEEP: captures written to disk and noted in the database, one by one or many at a time."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlite_utils import Database

from archive import cdxj, shelf, warc_files
from archive.captures import CaptureWriter
from archive.model import Capture


class Keeper:
    """Keeps captures in a folder of WARC files, and in the archive's database, which is open for writing.

    A WARC file is noted as open before anything is written to it, and as whole when its writer leaves it. What is left
    open was left by a writer that was killed, or could not note all it wrote: the next one takes it in.
    """

    def __init__(self, db: Database, warc: Path, software: str) -> None:
        self._db = db
        self._warc = warc
        self._writer = CaptureWriter(self._warc, software, warc_files.begin(db, warc))
        self._open: str | None = None
        self._is_behind = False  # a capture is on disk that the database does not know
        self._is_holding = False
        cdxj.refresh(db.conn, warc.parent)

    @contextmanager
    def holding(self) -> Iterator[None]:
        """Within it, captures are synced once and noted in one transaction, which is the caller's to write in too."""
        self._begin_file()
        self._is_holding = True
        try:
            with self._db.atomic(), self._writer.holding():
                yield
        except BaseException:
            self._fall_behind()
            raise
        finally:
            self._is_holding = False

    def keep(self, capture: Capture, run: int | None) -> int:
        """Write a capture to disk and note it; returns its number."""
        if not self._is_holding:
            self._begin_file()
        earlier = shelf.earlier(self._db, capture)
        place = self._writer.write(capture, earlier)
        try:
            return shelf.note(self._db, capture, place, run=run, original=earlier.id if earlier else None)
        except BaseException:
            self._fall_behind()
            raise

    def _fall_behind(self) -> None:
        """What comes next goes to another file: of this one the next writer takes in what follows the last it knows."""
        self._is_behind = True
        self._writer.file = None

    def _begin_file(self) -> None:
        name = self._writer.current().name
        if name != self._open:
            if self._open is not None and not self._is_behind:
                warc_files.mark_whole(self._db, self._warc / self._open)
            warc_files.mark_open(self._db, name)
            self.sync()
            self._open, self._is_behind = name, False

    def sync(self) -> None:
        """What the database has committed is on disk when this returns."""
        path = next(row[2] for row in self._db.execute("PRAGMA database_list") if row[1] == "main")
        with suppress(FileNotFoundError), Path(f"{path}-wal").open("rb") as log:
            os.fsync(log.fileno())

    def close(self) -> None:
        """Write the index of what was captured. Where the disk is full even for this, the next writer does it."""
        with suppress(sqlite3.Error, OSError):
            if self._open is not None and not self._is_behind:
                warc_files.mark_whole(self._db, self._warc / self._open)
            cdxj.refresh(self._db.conn, self._warc.parent)
            self._open = None
            self.sync()
