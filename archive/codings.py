"""Content-encodings undone: the body of a stored answer as the page it carries. Needs no crawl."""

import gzip
import sys
import zlib
from collections.abc import Callable
from io import BytesIO

import brotli

from archive.errors import CaptureUnreadable
from archive.model import Capture

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd


def decoded(capture: Capture) -> bytes:
    """The body of a capture without its content-encodings, undone in the reverse of the order they were applied.

    An encoding that is only claimed (the body is plain) is passed over, as browsers do. Raises CaptureUnreadable for
    one that nobody here can undo.
    """
    body = capture.body
    for name in reversed(_codings(capture)):
        undo = _UNDO.get(name)
        if undo is None:
            raise CaptureUnreadable(f"{capture.url}: content-encoding {name!r} is not known; the bytes are kept")
        body = undo(body)
    return body


def _codings(capture: Capture) -> list[str]:
    given = ",".join(value for name, value in capture.headers if name.lower() == "content-encoding")
    return [name for part in given.split(",") if (name := part.strip().lower()) not in {"", "identity"}]


def _gunzip(body: bytes) -> bytes:
    """What can be read of a gzip body: one that was cut off gives what came."""
    if not body.startswith(b"\x1f\x8b"):
        return body
    found = BytesIO()
    try:
        with gzip.GzipFile(fileobj=BytesIO(body)) as stream:
            while piece := stream.read1(65536):
                found.write(piece)
    except (EOFError, OSError, zlib.error):
        if not found.tell():
            raise CaptureUnreadable("the gzip body cannot be unpacked") from None
    return found.getvalue()


def _inflate(body: bytes) -> bytes:
    """Deflate is zlib by the standard and raw deflate by custom."""
    for window in (zlib.MAX_WBITS, -zlib.MAX_WBITS):
        try:
            return zlib.decompressobj(window).decompress(body)
        except zlib.error:
            continue
    return body


def _unbrotli(body: bytes) -> bytes:
    try:
        return bytes(brotli.Decompressor().process(body))
    except brotli.error:
        return body


def _unzstd(body: bytes) -> bytes:
    if not body.startswith(b"\x28\xb5\x2f\xfd"):
        return body
    return bytes(zstd.ZstdDecompressor().decompress(body))


_UNDO: dict[str, Callable[[bytes], bytes]] = {
    "gzip": _gunzip,
    "x-gzip": _gunzip,
    "deflate": _inflate,
    "br": _unbrotli,
    "zstd": _unzstd,
}
