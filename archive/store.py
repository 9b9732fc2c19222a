"""STORE: the archive's folder, opened. Captures never change; a revision is added only when the text changed.

data/
  archive.db    everything but the bytes, one SQLite file
  warc/         the captures
  archive.lock  held by the one process that writes
"""

import sqlite3
from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

from filelock import FileLock, Timeout
from sqlite_utils import Database

from archive import articles, frontier, runs
from archive.articles import Reading, Stored
from archive.captures import CaptureWriter, Place, read_capture
from archive.clock import moment, now
from archive.errors import ArchiveBusy, ArchiveMissing, CaptureUnreadable
from archive.frontier import Visit
from archive.model import Article, Capture, Failure, OutletRecord, Sighting, SourceRecord, Tally
from archive.schema import migrate

DATABASE = "archive.db"
WARC_FOLDER = "warc"

# A reader may hold the file while Datasette runs a long query; half a minute outlasts its time limit by far.
BUSY_TIMEOUT_SECONDS = 30


Loss = Literal["withdrawn", "gone before", "none"]


class Archive:
    """An archive opened for writing: one process at a time, any number of readers beside it.

    Raises ArchiveBusy when another process writes to it, ArchiveNewer when a later version wrote the file.
    """

    def __init__(self, folder: Path, *, software: str) -> None:
        self.folder = folder
        self.software = software
        folder.mkdir(parents=True, exist_ok=True)
        self._lock = FileLock(folder / "archive.lock")
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            raise ArchiveBusy(f"{folder}: another process is writing to this archive; nothing was changed") from None
        self.db = Database(sqlite3.connect(folder / DATABASE, timeout=BUSY_TIMEOUT_SECONDS))
        try:
            self.db.enable_wal()
            migrate(self.db)
        except BaseException:
            self.close()
            raise
        self._writer = CaptureWriter(folder / WARC_FOLDER, software)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file and let the next writer in."""
        self.db.close()
        self._lock.release()

    def register(self, outlet: OutletRecord) -> None:
        """Keep an outlet's declaration as it stands today."""
        self.db.table("outlets").upsert(asdict(outlet), pk="slug")

    def begin_run(self, outlet: OutletRecord, sources: tuple[SourceRecord, ...]) -> int:
        """Open a run of an outlet; returns its id."""
        return runs.begin(self.db, outlet, sources, now(), self.software)

    def end_run(self, run: int, tally: Tally) -> None:
        """Close a run with what it came to."""
        runs.end(self.db, run, tally, now())

    def keep(self, capture: Capture, run: int | None = None) -> int:
        """Write a capture to disk and note it; returns its id. Nothing is made of a page before this."""
        place = self._writer.write(capture)
        row = {
            "run": run,
            "url": capture.url,
            "fetched_at": capture.fetched_at,
            "status": capture.status,
            "content_type": capture.header("content-type"),
            "etag": capture.header("etag"),
            "last_modified": capture.header("last-modified"),
            "digest": place.digest,
            "warc_file": place.file,
            "warc_offset": place.offset,
            "warc_length": place.length,
        }
        return int(self.db.table("captures").insert(row).last_pk or 0)

    def capture(self, capture_id: int) -> Capture:
        """Read a capture back. Raises CaptureUnreadable where it cannot be."""
        rows = self.db.query(
            "SELECT warc_file, warc_offset, warc_length, digest FROM captures WHERE id = ?", [capture_id]
        )
        row = next(rows, None)
        if row is None:
            raise CaptureUnreadable(f"capture {capture_id}: the archive has none of that number")
        return read_capture(
            self.folder / WARC_FOLDER, Place(row["warc_file"], row["warc_offset"], row["warc_length"], row["digest"])
        )

    def see(self, outlet: str, sightings: Iterable[Sighting]) -> None:
        """Remember what a source showed."""
        frontier.see(self.db, outlet, sightings, now())

    def due(self, outlet: str, *, revisit: bool = False) -> list[Visit]:
        """What is to be fetched of an outlet now; with `revisit`, every page it has."""
        return frontier.due(self.db, outlet, now(), revisit=revisit)

    def validators(self, source: str) -> Visit:
        """What makes the request for a source conditional."""
        row = next(self.db.query("SELECT url, etag, last_modified FROM sources WHERE url = ?", [source]), None)
        return Visit(**row) if row else Visit(url=source)

    def source_read(self, outlet: str, source: SourceRecord, visit: Visit, *, listed: int | None) -> None:
        """Note that a source was read, and its validators; `listed` is null where it had not changed."""
        runs.read_source(self.db, outlet, source, visit, now(), listed)

    def store(self, article: Article, *, outlet: str, seen_as: str, capture: int | None, rules: str) -> Stored:
        """Add an article, or a revision where its text changed, and settle the URL it was seen under."""
        at = datetime.now(UTC)
        reading = Reading(article=article, outlet=outlet, capture=capture, read_at=moment(at), rules=rules)
        with self.db.atomic():
            stored = articles.store(self.db, reading)
            frontier.settle(self.db, seen_as, "stored", at, article=stored.article)
        return stored

    def unchanged(self, url: str) -> None:
        """Note that a URL was looked at and the server says nothing changed."""
        frontier.settle(self.db, url, "stored", datetime.now(UTC))

    def withdraw(self, url: str) -> Loss:
        """Note that what was seen under a URL is gone from the web: an article withdrawn, one gone before, or none."""
        at = datetime.now(UTC)
        with self.db.atomic():
            row = next(
                self.db.query(
                    "SELECT a.url FROM sightings s JOIN articles a ON a.id = s.article WHERE s.url = ?", [url]
                ),
                None,
            )
            if row is None:
                return "none"
            frontier.settle(self.db, url, "gone", at)
            return "withdrawn" if articles.withdraw(self.db, row["url"], moment(at)) else "gone before"

    def fail(self, failure: Failure) -> None:
        """Record that a URL gave no article, and why; it is asked for again later."""
        at = datetime.now(UTC)
        with self.db.atomic():
            runs.fail(self.db, failure, moment(at))
            frontier.settle(self.db, failure.url, "failed", at)


def open_reader(folder: Path) -> sqlite3.Connection:
    """The archive's database, for reading only. Raises ArchiveMissing where there is none."""
    reader = sqlite3.connect(f"{database(folder).absolute().as_uri()}?mode=ro", uri=True, timeout=BUSY_TIMEOUT_SECONDS)
    reader.row_factory = sqlite3.Row
    return reader


def database(folder: Path) -> Path:
    """The database of an archive, for reading. Raises ArchiveMissing where there is none."""
    path = folder / DATABASE
    if not path.exists():
        raise ArchiveMissing(f"{folder}: there is no archive here; `qiaowen crawl` or `qiaowen import` makes one")
    return path
