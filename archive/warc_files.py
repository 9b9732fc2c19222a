"""The WARC files and how they were left.

A file whose writer was killed is read to its end before anything else is done: what was on disk and not yet in the
database is taken in, and what was cut off is never written behind.
"""

import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from sqlite_utils import Database
from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from archive import cdxj
from archive.captures import ROLL_AT_BYTES, Place, as_capture
from archive.model import Capture
from archive.shelf import note

_PIECE = 65536

KEPT = ("response", "revisit", "resource")


def begin(db: Database, folder: Path) -> str | None:
    """Take in what a killed writer left; the name of the file to go on with, None where a new one is called for."""
    for row in list(db.query("SELECT name FROM warc_files WHERE state = 'open'")):
        _recover(db, folder, row["name"])
    whole = "SELECT name, bytes FROM warc_files WHERE state = 'whole' AND bytes > 0 ORDER BY name DESC LIMIT 1"
    last = next(db.query(whole), None)
    if last is None or last["bytes"] >= ROLL_AT_BYTES:
        return None
    path = folder / last["name"]
    return last["name"] if path.exists() and path.stat().st_size == last["bytes"] else None


def mark_open(db: Database, name: str) -> None:
    """Note that a file is about to be written to."""
    db.execute("INSERT OR REPLACE INTO warc_files (name, state, bytes) VALUES (?, 'open', NULL)", [name])
    db.conn.commit()


def mark_whole(db: Database, path: Path) -> None:
    """Note that a file was closed after its last record."""
    size = path.stat().st_size if path.exists() else 0
    db.execute("UPDATE warc_files SET state = 'whole', bytes = ? WHERE name = ?", [size, path.name])
    db.conn.commit()


def records(path: Path, start: int = 0) -> Iterator[tuple[str, Place, Capture]]:
    """The kept records of a file from an offset on: type, place, capture.

    Raises EOFError where the file is cut off or damaged; what came before was given.
    """
    for offset, length, member in _members(path, start):
        try:
            record = next(ArchiveIterator(BytesIO(member), check_digests="raise"))
            if record.rec_type in KEPT:
                digest = record.rec_headers.get_header("WARC-Payload-Digest")
                yield record.rec_type, Place(path.name, offset, length, digest), as_capture(record)
        except (ArchiveLoadFailed, StopIteration, ValueError) as fault:
            raise EOFError(f"{path.name} is damaged at byte {offset}: {fault or 'no record'}") from fault


def _members(path: Path, start: int) -> Iterator[tuple[int, int, bytes]]:
    """The gzip members of a file from an offset on: offset, length, and what is in them."""
    with path.open("rb") as stream:
        stream.seek(start)
        offset, left = start, b""
        while True:
            unzip, parts, size = zlib.decompressobj(zlib.MAX_WBITS + 16), [], 0
            while not unzip.eof:
                piece = left or stream.read(_PIECE)
                if not piece:
                    break
                left = b""
                try:
                    parts.append(unzip.decompress(piece))
                except zlib.error as fault:
                    raise EOFError(f"{path.name} is damaged at byte {offset}: {fault}") from fault
                size += len(piece) - len(unzip.unused_data)
                left = unzip.unused_data
            if not size:
                return
            if not unzip.eof:
                raise EOFError(f"{path.name} is cut off in the record at byte {offset}")
            yield offset, size, b"".join(parts)
            offset += size


def end_of(path: Path, offset: int) -> int:
    """Where the record at an offset ends, and the request that belongs to it."""
    members = _members(path, offset)
    start, length, _ = next(members)
    end = start + length
    try:
        start, length, member = next(members)
        record = next(ArchiveIterator(BytesIO(member)))
        return start + length if record.rec_type == "request" else end
    except (EOFError, StopIteration):
        return end


def adopt(db: Database, path: Path) -> list[int]:
    """Take in the records of a file in the archive's folder that the database does not name; returns their captures.

    The file stays as it is. What is cut off at its end is left, and never written behind.
    """
    known = "SELECT warc_offset FROM captures WHERE warc_file = ?"
    named = {row[0] for row in db.execute(known, [path.name]).fetchall()}
    new, state = [], "whole"
    with db.atomic():
        try:
            for kind, place, capture in records(path):
                if place.offset not in named:
                    new.append(_adopt(db, kind, place, capture))
        except EOFError:
            state = "cut off"
        db.execute("INSERT OR REPLACE INTO warc_files VALUES (?, ?, ?)", [path.name, state, path.stat().st_size])
    cdxj.path_of(path.parent.parent, path.name).unlink(missing_ok=True)
    return new


def _recover(db: Database, folder: Path, name: str) -> None:
    path = folder / name
    last = next(
        db.query(
            "SELECT warc_offset AS start, id FROM captures WHERE warc_file = ? ORDER BY warc_offset DESC LIMIT 1",
            [name],
        ),
        None,
    )
    state = "whole"
    with db.atomic():
        try:
            if path.exists():
                for kind, place, capture in records(path, last["start"] if last else 0):
                    if not (last and place.offset == last["start"]):
                        _adopt(db, kind, place, capture)
        except EOFError:
            state = "cut off"
        size = path.stat().st_size if path.exists() else 0
        db.execute("UPDATE warc_files SET state = ?, bytes = ? WHERE name = ?", [state, size, name])


def _adopt(db: Database, kind: str, place: Place, capture: Capture) -> int:
    """Note a record that is on disk and not in the database; returns the number of the capture."""
    original = None
    if kind == "revisit":
        wanted = [capture.url, place.digest]
        found = next(
            db.query("SELECT id FROM captures WHERE url = ? AND digest = ? AND original IS NULL LIMIT 1", wanted), None
        )
        original = found["id"] if found else None
    return note(db, capture, place, run=None, original=original)
