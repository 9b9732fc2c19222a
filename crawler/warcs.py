"""WARC and WACZ files, ours and others': the pages in them are taken in as they were captured.

A page that came again with the same bytes is a `revisit` record, which names the one that has them: by address and
moment, by the number of the record, or by their digest alone. It may stand in another file, or further on.
"""

import json
import sqlite3
import zlib
from collections.abc import Iterator
from dataclasses import replace
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from typing import IO, Self
from zipfile import BadZipFile, ZipFile

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders

from archive import Archive, Capture, CaptureUnreadable, adopt, decoded, is_told
from crawler.draft import Page
from crawler.errors import QiaowenError
from crawler.importing import Imported, Tell, gather, outlet_of, take_page, unheard

_BROKEN = (EOFError, ValueError, zlib.error, BadZipFile, ArchiveLoadFailed)


class WarcImport:
    """Takes files into an archive, one after another; `finish` resolves what pointed further on.

    What may be pointed to is noted in a table on disk: memory stays flat however many pages there are.
    """

    def __init__(self, home: Archive, done: Imported, *, every_host: bool = False) -> None:
        self._home = home
        self._done = done
        self._every_host = every_host
        self._notes = sqlite3.connect("")
        self._notes.execute("CREATE TABLE known (name TEXT PRIMARY KEY, capture INTEGER NOT NULL) WITHOUT ROWID")
        self._notes.execute("CREATE TABLE open (url TEXT, fetched_at TEXT, headers TEXT, names TEXT)")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._notes.close()

    def take(self, file: Path, tell: Tell = unheard) -> None:
        """Take in the pages of a file, of declared outlets or of every host. Raises QiaowenError for one that is no
        WARC and no WACZ, or is cut off.
        """
        if file.resolve().parent == (self._home.folder / "warc").resolve():
            self._take_own(file)
            return
        try:
            gather(self._home, _records(file, tell), self._take_record, _BROKEN)
        except _BROKEN as fault:
            raise QiaowenError(f"{file}: {fault}; what stands before is imported") from fault

    def _take_own(self, file: Path) -> None:
        """Take in what a file in the archive's own folder holds, where it lies: the database may be older than it."""
        gather(self._home, adopt(self._home.db, file), self._take_adopted)

    def _take_adopted(self, number: int) -> None:
        capture = self._home.capture(number)
        kind = capture.header("content-type") or "html"
        if capture.status == HTTPStatus.OK and "html" in kind.lower() and self._is_wanted(capture.url):
            self._read(capture, number)
        else:
            self._done.skipped += 1

    def _take_record(self, record: ArcWarcRecord) -> None:
        if record.rec_type == "response":
            self._take_response(record)
        elif record.rec_type == "revisit":
            self._take_revisit(record)

    def finish(self) -> None:
        """Take in the repeats whose pages stood further on; count those whose pages are nowhere."""
        gather(self._home, self._notes.execute("SELECT * FROM open"), self._take_open)
        self._notes.execute("DELETE FROM open")

    def _take_open(self, noted: tuple[str, str, str, str]) -> None:
        url, fetched_at, headers, names = noted
        pairs = tuple((name, value) for name, value in json.loads(headers))
        capture = Capture(url=url, fetched_at=fetched_at, status=int(HTTPStatus.OK), headers=pairs, body=b"")
        if not self._take_repeat(capture, json.loads(names)):
            self._done.lost += 1

    def _take_response(self, record: ArcWarcRecord) -> None:
        capture = _captured(record)
        if capture is None or not self._is_wanted(capture.url):
            self._done.skipped += 1
            return
        number = self._take(capture)
        names = [(name, number) for name in _names(record)]
        self._notes.executemany("INSERT OR IGNORE INTO known VALUES (?, ?)", names)

    def _take_revisit(self, record: ArcWarcRecord) -> None:
        http, url = record.http_headers, record.rec_headers.get_header("WARC-Target-URI")
        if (http is not None and not _is_page(http)) or not self._is_wanted(url):
            self._done.skipped += 1
            return
        headers = tuple(http.headers) if http is not None else ()
        moment = f"{record.rec_headers.get_header('WARC-Date')[:19]}Z"
        capture = Capture(url=url, fetched_at=moment, status=int(HTTPStatus.OK), headers=headers, body=b"")
        names = _pointed_to(record)
        if not self._take_repeat(capture, names):
            self._notes.execute(
                "INSERT INTO open VALUES (?, ?, ?, ?)", [url, moment, json.dumps(headers), json.dumps(names)]
            )

    def _take_repeat(self, capture: Capture, names: list[str]) -> bool:
        """Take in a page that came again, with the bytes it had; False where they are not here."""
        number = next(filter(None, (self._number(name) for name in names)), None)
        if number is None:
            return False
        held = self._home.capture(number)
        # How the bytes are packed is said by the headers they came with.
        packed = [pair for pair in held.headers if pair[0].lower() in _OF_BYTES]
        rest = [pair for pair in capture.headers if pair[0].lower() not in _OF_BYTES | {"transfer-encoding"}]
        self._take(replace(capture, headers=(*rest, *packed) if rest else held.headers, body=held.body))
        return True

    def _number(self, name: str) -> int | None:
        """The capture of that name; of an earlier import, by address and moment."""
        row = self._notes.execute("SELECT capture FROM known WHERE name = ?", [name]).fetchone()
        url, _, at = name.rpartition(" ")
        return row[0] if row else self._home.captured(url, at)

    def _is_wanted(self, url: str) -> bool:
        outlet = outlet_of(url)
        return self._every_host if outlet is None else outlet.is_article(url)

    def _take(self, capture: Capture) -> int:
        """Take in a page; returns the number of its capture, also where it is known. One that is known, and of which no
        article tells, may be of an import that was killed.
        """
        known = self._home.holds(capture)
        if known is not None and is_told(self._home.db, capture.url, capture.fetched_at):
            self._done.skipped += 1
            return known
        number = known or self._home.keep(capture)
        self._read(capture, number)
        return number

    def _read(self, capture: Capture, number: int) -> None:
        try:
            body = decoded(capture)
        except CaptureUnreadable as fault:
            self._done.failed.append((capture.url, str(fault)))
            return
        kind = capture.header("content-type")
        page = Page(body=body, url=capture.url, fetched_at=capture.fetched_at, content_type=kind)
        take_page(self._home, capture, page, self._done, held=number)


_OF_BYTES = {"content-encoding", "content-type", "content-length"}


def _names(record: ArcWarcRecord) -> Iterator[str]:
    """What a revisit may call a page by."""
    told = record.rec_headers.get_header
    yield told("WARC-Record-ID")
    yield f"{told('WARC-Target-URI')} {told('WARC-Date')[:19]}Z"
    if told("WARC-Payload-Digest"):
        yield told("WARC-Payload-Digest")


def _pointed_to(record: ArcWarcRecord) -> list[str]:
    """What a revisit calls its page by, the surest first."""
    told = record.rec_headers.get_header
    date = told("WARC-Refers-To-Date")
    names = (
        told("WARC-Refers-To"),
        f"{told('WARC-Refers-To-Target-URI') or told('WARC-Target-URI')} {date[:19]}Z" if date else None,
        told("WARC-Payload-Digest"),
    )
    return [name for name in names if name]


def _records(file: Path, tell: Tell) -> Iterator[ArcWarcRecord]:
    before = 0
    for stream in _warcs(file):
        for record in ArchiveIterator(stream, arc2warc=True):
            yield record
            tell(before + stream.tell())
        before += stream.tell()


def _warcs(file: Path) -> Iterator[IO[bytes]]:
    with file.open("rb") as stream:
        if file.suffix != ".wacz":
            yield stream
            return
        warcs = _packed(stream)
        first = next(warcs, None)
        if first is None:
            raise QiaowenError(f"{file}: no WARC file is in it")
        yield first
        yield from warcs


def _packed(stream: IO[bytes]) -> Iterator[IO[bytes]]:
    """The WARC files in a WACZ, and in those it may be made of."""
    with ZipFile(stream) as packed:
        for name in packed.namelist():
            if name.endswith(".wacz"):
                with packed.open(name) as inner:
                    yield from _packed(inner)
            elif name.startswith("archive/") and ".warc" in name:
                with packed.open(name) as warc:
                    yield warc


def _is_page(http: StatusAndHeaders) -> bool:
    ok = http.get_statuscode() == str(int(HTTPStatus.OK))
    return ok and "html" in (http.get_header("Content-Type") or "html").lower()


def _captured(record: ArcWarcRecord) -> Capture | None:
    """A page that was answered in full, as HTML; None for every other record. Transfer-encoding is undone."""
    http = record.http_headers
    if http is None or not _is_page(http):
        return None
    body = record.raw_stream.read()
    chunked = (http.get_header("Transfer-Encoding") or "").lower() == "chunked"
    if chunked:
        body = ChunkedDataReader(BytesIO(body), decomp_type=None).read()
    headers = tuple(pair for pair in http.headers if not (chunked and pair[0].lower() == "transfer-encoding"))
    moment = record.rec_headers.get_header("WARC-Date")
    return Capture(
        url=record.rec_headers.get_header("WARC-Target-URI"),
        fetched_at=f"{moment[:19]}Z",
        status=int(HTTPStatus.OK),
        headers=headers,
        body=body,
    )
