"""The captures as the database knows them: note one, find the one it repeats, read one back."""

import sqlite3
from dataclasses import replace
from http import HTTPStatus
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlite_utils import Database

from archive.captures import Earlier, Place, payload_digest, read_record
from archive.errors import CaptureUnreadable
from archive.model import Capture
from archive.sql import first, insert

_PLACE = "SELECT warc_file, warc_offset, warc_length, digest, url, original FROM captures WHERE id = ?"


def note(db: Database, capture: Capture, place: Place, *, run: int | None, original: int | None) -> int:
    """Add the row of a capture that is on disk; returns its id."""
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
        "original": original,
    }
    return insert(db, "captures", row)


def find(db: Database, url: str, at: str, digest: str | None = None) -> int | None:
    """The number of a capture of an address at a moment, with those bytes where their digest is given."""
    row = db.conn.execute(
        "SELECT id FROM captures WHERE url = ? AND fetched_at = ? AND (? IS NULL OR digest = ?) LIMIT 1",
        [url, at, digest, digest],
    ).fetchone()
    return row[0] if row else None


def holds(db: Database, capture: Capture) -> int | None:
    """The number of a capture of that address at that moment, with those bytes, where it is known."""
    return find(db, capture.url, capture.fetched_at, payload_digest(capture.body))


def is_told(db: Database, url: str, at: str) -> bool:
    """Whether there is an article at an address, as it stood at a moment or later."""
    told = db.conn.execute("SELECT fetched_at FROM articles WHERE url = ?", [url]).fetchone()
    return told is not None and told[0] >= at


def earlier(db: Database, capture: Capture) -> Earlier | None:
    """The capture whose body this one repeats: by the server's word (304), or because the bytes are the same."""
    if capture.status is None:
        return None
    known = "SELECT id, url, fetched_at, digest FROM captures WHERE url = ? AND original IS NULL AND "
    if capture.status == HTTPStatus.NOT_MODIFIED:
        found = _not_modified(db, capture.url)
    elif capture.body:
        wanted = [capture.url, payload_digest(capture.body)]
        found = first(db, f"{known} digest = ? AND status IS NOT NULL ORDER BY id DESC LIMIT 1", wanted)
    else:
        found = None
    return Earlier(**found) if found else None


def _not_modified(db: Database, url: str) -> dict[str, Any] | None:
    """The last answer in full, which the server now says still holds."""
    last = first(
        db,
        "SELECT coalesce(original, id) AS id FROM captures WHERE url = ? AND status = 200 ORDER BY id DESC LIMIT 1",
        [url],
    )
    return last and first(db, "SELECT id, url, fetched_at, digest FROM captures WHERE id = ?", [last["id"]])


class Shelf:
    """Reads captures back by their number. Opens the database for reading only, so many may be open at a time."""

    def __init__(self, reader: sqlite3.Connection, folder: Path) -> None:
        self._reader = reader
        self._folder = folder

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._reader.close()

    def read(self, number: int) -> Capture:
        """A capture, body and all: of a revisit, the body it repeats; of a 304, none, as it came.

        Raises CaptureUnreadable where it cannot be read as it was written.
        """
        place, url, original = self._place(number)
        found = replace(read_record(self._folder, place), url=url)
        if original is None or found.status == HTTPStatus.NOT_MODIFIED:
            return found
        return replace(found, body=read_record(self._folder, self._place(original)[0]).body)

    def _place(self, number: int) -> tuple[Place, str, int | None]:
        row = self._reader.execute(_PLACE, [number]).fetchone()
        if row is None:
            raise CaptureUnreadable(f"capture {number}: the archive has none of that number")
        *place, url, original = row
        return Place(*place), url, original
