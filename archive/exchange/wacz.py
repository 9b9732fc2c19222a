"""WACZ: the captures, their index and a list of pages in one file, which ReplayWeb.page and its kin open as it is."""

import gzip
import json
import sqlite3
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from archive import cdxj
from archive.clock import now
from archive.copying import extents
from archive.opening import one_moment
from archive.trouble import told
from archive.whole import written_whole

VERSION = "1.1.1"
_PIECE = 1 << 20

Progress = Callable[[int, int], None]


def write_wacz(
    reader: sqlite3.Connection, folder: Path, target: Path, software: str, progress: Progress | None = None
) -> int:
    """Write all captures of an archive to a file, whole or not at all; returns how many WARC files it holds.

    A takedown hides articles, not captures: a WACZ is for another keeper, not for the public.
    """
    with (
        told(target.parent),
        one_moment(reader),
        written_whole(target) as part,
        ZipFile(part, "w", allowZip64=True) as out,
    ):
        ends = extents(reader, folder)
        resources: list[dict[str, object]] = []
        for done, (name, end) in enumerate(sorted(ends.items()), start=1):
            resources.append(_put(out, f"archive/{name}", _pieces(folder / "warc" / name, end), ZIP_STORED))
            if progress:
                progress(done, len(ends))
        index = cdxj.in_order(line for name in sorted(ends) for line in cdxj.lines(reader, name))
        resources.append(_put(out, "indexes/index.cdx.gz", _packed(index), ZIP_STORED))
        resources.append(_put(out, "pages/pages.jsonl", _pages(reader), ZIP_DEFLATED))
        package = json.dumps(
            {
                "profile": "data-package",
                "wacz_version": VERSION,
                "title": "Qiaowen 僑聞",
                "software": software,
                "created": now(),
                "resources": resources,
            },
            ensure_ascii=False,
            indent=2,
        ).encode()
        _put(out, "datapackage.json", iter([package]), ZIP_DEFLATED)
        digest = {"path": "datapackage.json", "hash": f"sha256:{sha256(package).hexdigest()}"}
        _put(out, "datapackage-digest.json", iter([json.dumps(digest).encode()]), ZIP_DEFLATED)
    return len(ends)


def _put(out: ZipFile, name: str, pieces: Iterator[bytes], packing: int) -> dict[str, object]:
    known, size = sha256(), 0
    info = ZipInfo(name)
    info.compress_type = packing
    with out.open(info, "w", force_zip64=True) as entry:
        for piece in pieces:
            entry.write(piece)
            known.update(piece)
            size += len(piece)
    return {"name": Path(name).name, "path": name, "hash": f"sha256:{known.hexdigest()}", "bytes": size}


def _pieces(path: Path, left: int) -> Iterator[bytes]:
    """A file as far as it is whole: behind that, a crawl may be writing."""
    with path.open("rb") as stream:
        while piece := stream.read(min(left, _PIECE)):
            yield piece
            left -= len(piece)


def _packed(lines: Iterator[str]) -> Iterator[bytes]:
    """Lines as gzip, a member for so many: memory stays flat."""
    held: list[str] = []
    for line in lines:
        held.append(line)
        if len(held) == 3000:
            yield gzip.compress("".join(held).encode(), mtime=0)
            held = []
    yield gzip.compress("".join(held).encode(), mtime=0)


def _pages(reader: sqlite3.Connection) -> Iterator[bytes]:
    yield b'{"format": "json-pages-1.0", "id": "pages", "title": "All pages"}\n'
    for number, url, at, title in reader.execute(
        "SELECT a.id, a.url, c.fetched_at, a.headline FROM articles a JOIN captures c ON c.id = a.capture ORDER BY a.id"
    ):
        page = {"id": str(number), "url": url, "ts": at, "title": title}
        yield json.dumps(page, ensure_ascii=False).encode() + b"\n"
