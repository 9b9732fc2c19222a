"""Captures as WARC 1.1 records: a gzip member each, request beside response, synced before anything is made of them.

Bodies are kept as they were sent, content-encoding and all; `read_record` gives them back the same. A body that is the
same as before, or that the server says has not changed, is a `revisit` record that points to the one that holds it.
"""

import os
import zlib
from base64 import b32encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha1
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from archive.errors import CaptureUnreadable
from archive.model import Capture
from archive.packing import member

# The size the Internet Archive and Browsertrix roll at: small enough to copy, large enough to keep few files.
ROLL_AT_BYTES = 1_000_000_000

WARC_SUFFIX = ".warc.gz"
OF_OURS = "qiaowen-"

# What stands in a request line as it is; the rest is sent escaped.
_RESERVED = "%/:?#[]@!$&'()*+,;=~"

# What ends every record, behind its body.
_RECORD_END = b"\r\n\r\n"

_PROFILE = "http://netpreserve.org/warc/1.1/revisit/"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record lies: file name within the archive's `warc/`, byte offset and length, digest of its payload."""

    file: str
    offset: int
    length: int
    digest: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """The capture whose body a later one repeats: its id, address, moment and digest."""

    id: int
    url: str
    fetched_at: str
    digest: str


def payload_digest(body: bytes) -> str:
    """The digest of a body as WARC records give it: `sha1:` and base 32."""
    return f"sha1:{b32encode(sha1(body).digest()).decode()}"  # noqa: S324 - names the bytes as every WARC tool does


class CaptureWriter:
    """Appends captures to the WARC files in a folder, from `resume` on if that file was left whole.

    A file that was cut off is never written to again: so a broken record is only ever the last of its file.
    """

    def __init__(self, folder: Path, software: str, resume: str | None = None) -> None:
        self._folder = folder
        self._software = software
        self.file: Path | None = folder / resume if resume else None
        self._held: Path | None = None

    @contextmanager
    def holding(self) -> Iterator[None]:
        """Within it, captures are written to one file with no sync after each; all are on disk when it ends."""
        self._held = self.current()
        try:
            yield
            with self._held.open("rb") as written:
                os.fsync(written.fileno())
        finally:
            self._held = None

    def write(self, capture: Capture, earlier: Earlier | None = None) -> Place:
        """Write the response and its request; both are on disk when this returns. The place is the response's.

        Raises OSError where they cannot be written; the file is then as it was before.
        """
        path = self._held or self.current()
        before = path.stat().st_size
        records, length, digest = self._records(capture, earlier)
        opening = self._opening(path) if before == 0 else b""
        with path.open("ab", buffering=0) as out:
            try:
                left = memoryview(opening + records)
                while left:
                    left = left[out.write(left) :]
                if self._held is None:
                    os.fsync(out.fileno())
            except OSError:
                out.truncate(before)
                raise
        return Place(path.name, before + len(opening), length, digest)

    def current(self) -> Path:
        """The file that is written to, a new one where there is none or it is large enough."""
        if self.file is None or (self.file.stat().st_size if self.file.exists() else 0) >= ROLL_AT_BYTES:
            self._folder.mkdir(parents=True, exist_ok=True)
            stamp = datetime.now(UTC).strftime("%Y%m%d%H%M%S%f")
            self.file = self._folder / f"{OF_OURS}{stamp}{WARC_SUFFIX}"
        if not self.file.exists():
            self.file.touch()
            _sync_folder(self._folder)
        return self.file

    def _opening(self, path: Path) -> bytes:
        writer = _writer()
        return member(_written(writer, writer.create_warcinfo_record(path.name, {"software": self._software})))

    def _records(self, capture: Capture, earlier: Earlier | None) -> tuple[bytes, int, str]:
        """The records as bytes, the length of the first, and the digest of its payload."""
        writer = _writer()
        answer = _revisit(writer, capture, earlier) if earlier else _response(writer, capture)
        is_packed = earlier is None and capture.header("content-encoding") is not None
        records = member(_written(writer, answer), len(capture.body) + len(_RECORD_END) if is_packed else 0)
        length = len(records)
        if capture.status is not None:
            request = _request(writer, capture, answer.rec_headers.get_header("WARC-Record-ID"))
            records += member(_written(writer, request))
        return records, length, answer.rec_headers.get_header("WARC-Payload-Digest")


def _writer() -> WARCWriter:
    return WARCWriter(BytesIO(), gzip=False, warc_version="1.1")


def _written(writer: WARCWriter, record: ArcWarcRecord) -> bytes:
    """A record as warcio writes it, and nothing that was written before it."""
    writer.out.seek(0)
    writer.out.truncate()
    writer.write_record(record)
    return bytes(writer.out.getvalue())


def _sync_folder(folder: Path) -> None:
    """A new file's name is on disk only when its folder is."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _response(writer: WARCWriter, capture: Capture) -> ArcWarcRecord:
    """A response record; a resource record for what was imported, which no server answered with."""
    if capture.status is None:
        return writer.create_warc_record(
            as_uri(capture.url),
            "resource",
            payload=BytesIO(capture.body),
            length=len(capture.body),
            warc_content_type=capture.header("content-type") or "application/octet-stream",
            warc_headers_dict={"WARC-Date": capture.fetched_at},
        )
    return writer.create_warc_record(
        as_uri(capture.url),
        "response",
        payload=BytesIO(capture.body),
        length=len(capture.body),
        http_headers=_http(capture),
        warc_headers_dict={"WARC-Date": capture.fetched_at},
    )


def _revisit(writer: WARCWriter, capture: Capture, earlier: Earlier) -> ArcWarcRecord:
    record = writer.create_revisit_record(
        as_uri(capture.url),
        earlier.digest,
        as_uri(earlier.url),
        earlier.fetched_at,
        http_headers=_http(capture),
        warc_headers_dict={"WARC-Date": capture.fetched_at},
    )
    if capture.status == HTTPStatus.NOT_MODIFIED:
        record.rec_headers.replace_header("WARC-Profile", f"{_PROFILE}server-not-modified")
    return record


class _AsReceived(StatusAndHeaders):  # type: ignore[misc]
    """HTTP headers written with the very bytes they came in; warcio would escape what is not ASCII."""

    def compute_headers_buffer(self, header_filter: object = None) -> None:
        self.headers_buff = self.to_bytes(header_filter, "latin-1")


def _http(capture: Capture) -> StatusAndHeaders:
    return _AsReceived(f"{capture.status} {_phrase(capture.status)}", list(capture.headers), protocol="HTTP/1.1")


def _request(writer: WARCWriter, capture: Capture, response_id: str) -> ArcWarcRecord:
    parts = urlsplit(as_uri(capture.url))
    target = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    return writer.create_warc_record(
        as_uri(capture.url),
        "request",
        http_headers=StatusAndHeaders(
            f"GET {target} HTTP/1.1", [("Host", parts.netloc), *capture.request_headers], is_http_request=True
        ),
        warc_headers_dict={"WARC-Date": capture.fetched_at, "WARC-Concurrent-To": response_id},
    )


def as_uri(url: str) -> str:
    """An address as records hold it: escaped where it is written in other signs than those of a URI."""
    if url.isascii():
        return url
    parts = urlsplit(url)
    try:
        host = parts.netloc.encode("idna").decode()
    except UnicodeError:
        host = quote(parts.netloc, safe=_RESERVED)
    return urlunsplit((parts.scheme, host, *(quote(part, safe=_RESERVED) for part in parts[2:])))


def _phrase(status: int | None) -> str:
    try:
        return HTTPStatus(status or 0).phrase
    except ValueError:
        return "Unknown"


def read_record(folder: Path, place: Place) -> Capture:
    """The capture at a place, without body for a revisit.

    Raises CaptureUnreadable where it is missing, cut off or no longer what was written.
    """
    try:
        with (folder / place.file).open("rb") as stream:
            stream.seek(place.offset)
            record = next(ArchiveIterator(BytesIO(stream.read(place.length)), check_digests="raise"))
            found = as_capture(record)
    except (OSError, EOFError, StopIteration, ValueError, zlib.error, ArchiveLoadFailed) as fault:
        raise CaptureUnreadable(f"{place.file} at {place.offset}: {fault or 'no record'}") from fault
    if record.rec_headers.get_header("WARC-Payload-Digest") != place.digest:
        raise CaptureUnreadable(f"{place.file} at {place.offset}: digest is not {place.digest}")
    return found


def as_capture(record: ArcWarcRecord) -> Capture:
    """A record of a response, a revisit or a resource as a capture."""
    http = record.http_headers
    return Capture(
        url=record.rec_headers.get_header("WARC-Target-URI"),
        fetched_at=record.rec_headers.get_header("WARC-Date"),
        status=int(http.get_statuscode()) if http else None,
        headers=tuple(http.headers) if http else (("Content-Type", record.content_type),),
        body=record.raw_stream.read(),
    )
