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
from archive.trouble import told

VERSION = "1.1.1"
_PIECE = 1 << 20

Progress = Callable[[int, int], None]


def write_wacz(
    reader: sqlite3.Connection, folder: Path, target: Path, software: str, progress: Progress | None = None
) -> int:
    """Write all captures of an archive to a file, whole or not at all; returns how many WARC files it holds.

    A takedown hides articles, not captures: a WACZ is for another keeper, not for the public.
    """
    names = [row[0] for row in reader.execute("SELECT DISTINCT warc_file FROM captures ORDER BY 1")]
    part = target.with_name(f"{target.name}.part")
    resources: list[dict[str, object]] = []
    with told(target.parent), ZipFile(part, "w", allowZip64=True) as out:
        for done, name in enumerate(names, start=1):
            resources.append(_put(out, f"archive/{name}", _pieces(folder / "warc" / name), ZIP_STORED))
            if progress:
                progress(done, len(names))
        index = cdxj.in_order(line for name in names for line in cdxj.lines(reader, name))
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
    part.replace(target)
    return len(names)


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


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE):
            yield piece


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
