"""Captures as WARC 1.1 records: a gzip member each, request beside response, synced before anything is made of them.

Bodies are kept as they were sent, content-encoding and all; `read_capture` gives them back the same.
"""

import os
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from archive.errors import CaptureUnreadable
from archive.model import Capture

# The size the Internet Archive and Browsertrix roll at: small enough to copy, large enough to keep few files.
ROLL_AT_BYTES = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record lies: file name within the archive's `warc/`, byte offset and length, digest of its payload."""

    file: str
    offset: int
    length: int
    digest: str


class CaptureWriter:
    """Appends captures to WARC files in a folder. Each run of the program starts a file of its own.

    So a record cut off by a crash is only ever the last of its file, and nothing is written behind it.
    """

    def __init__(self, folder: Path, software: str) -> None:
        self._folder = folder
        self._software = software
        self._file: Path | None = None

    def write(self, capture: Capture) -> Place:
        """Write the response and its request; both are on disk when this returns. The place is the response's."""
        path = self._current()
        with path.open("ab") as out:
            writer = WARCWriter(out, gzip=True, warc_version="1.1")
            if out.tell() == 0:
                writer.write_record(writer.create_warcinfo_record(path.name, {"software": self._software}))
            offset = out.tell()
            response = _response(writer, capture)
            writer.write_record(response)
            length = out.tell() - offset
            if capture.status is not None:
                writer.write_record(_request(writer, capture, response.rec_headers.get_header("WARC-Record-ID")))
            out.flush()
            os.fsync(out.fileno())
        return Place(path.name, offset, length, response.rec_headers.get_header("WARC-Payload-Digest"))

    def _current(self) -> Path:
        if self._file is None or self._file.stat().st_size >= ROLL_AT_BYTES:
            self._folder.mkdir(parents=True, exist_ok=True)
            stamp = datetime.now(UTC).strftime("%Y%m%d%H%M%S%f")
            self._file = self._folder / f"qiaowen-{stamp}.warc.gz"
            self._file.touch(exist_ok=False)
        return self._file


def _response(writer: WARCWriter, capture: Capture) -> ArcWarcRecord:
    """A response record; a resource record for what was imported, which no server answered with."""
    if capture.status is None:
        return writer.create_warc_record(
            capture.url,
            "resource",
            payload=BytesIO(capture.body),
            length=len(capture.body),
            warc_content_type=capture.header("content-type") or "application/octet-stream",
            warc_headers_dict={"WARC-Date": capture.fetched_at},
        )
    return writer.create_warc_record(
        capture.url,
        "response",
        payload=BytesIO(capture.body),
        length=len(capture.body),
        http_headers=StatusAndHeaders(
            f"{capture.status} {_phrase(capture.status)}", list(capture.headers), protocol="HTTP/1.1"
        ),
        warc_headers_dict={"WARC-Date": capture.fetched_at},
    )


def _request(writer: WARCWriter, capture: Capture, response_id: str) -> ArcWarcRecord:
    parts = urlsplit(capture.url)
    target = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    return writer.create_warc_record(
        capture.url,
        "request",
        http_headers=StatusAndHeaders(
            f"GET {target} HTTP/1.1", [("Host", parts.netloc), *capture.request_headers], is_http_request=True
        ),
        warc_headers_dict={"WARC-Date": capture.fetched_at, "WARC-Concurrent-To": response_id},
    )


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown"


def read_capture(folder: Path, place: Place) -> Capture:
    """The capture at a place. Raises CaptureUnreadable where it is missing, cut off or no longer what was written."""
    try:
        with (folder / place.file).open("rb") as stream:
            stream.seek(place.offset)
            record = next(ArchiveIterator(BytesIO(stream.read(place.length)), check_digests="raise"))
            body = record.raw_stream.read()
    except (OSError, EOFError, StopIteration, ValueError, zlib.error, ArchiveLoadFailed) as fault:
        raise CaptureUnreadable(f"{place.file} at {place.offset}: {fault or 'no record'}") from fault
    if record.rec_headers.get_header("WARC-Payload-Digest") != place.digest:
        raise CaptureUnreadable(f"{place.file} at {place.offset}: digest is not {place.digest}")
    http = record.http_headers
    return Capture(
        url=record.rec_headers.get_header("WARC-Target-URI"),
        fetched_at=record.rec_headers.get_header("WARC-Date"),
        status=int(http.get_statuscode()) if http else None,
        headers=tuple(http.headers) if http else (("Content-Type", record.content_type),),
        body=body,
    )
