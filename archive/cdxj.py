"""The CDXJ index beside every WARC file: what pywb and its kin read to replay the archive as it stands.

Keys are those of the Internet Archive's canonicaliser, by which pywb asks: `example,news)/a?x=1`.
"""

import heapq
import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from tempfile import TemporaryFile
from urllib.parse import quote_from_bytes, unquote_to_bytes, urlsplit

FOLDER = "cdxj"

# Index lines that are put in order in memory: of 400 bytes each.
_HELD = 100_000

_SAFE = "!\"$&'()*+,-./:;<=>?@[\\]^_`{|}~"
_PORTS = {"http": 80, "https": 443}
_SESSION = tuple(
    re.compile(rf"^(.*){pattern}(?:&(.*))?$", re.IGNORECASE)
    for pattern in (
        "(?:jsessionid=[0-9a-zA-Z]{32})",
        "(?:phpsessid=[0-9a-zA-Z]{32})",
        "(?:sid=[0-9a-zA-Z]{32})",
        "(?:ASPSESSIONID[a-zA-Z]{8}=[a-zA-Z]{24})",
        "(?:cfid=[^&]+&cftoken=[^&]+)",
    )
)


def refresh(conn: sqlite3.Connection, folder: Path) -> None:
    """Write the index of every WARC file that has none as new as itself; the file that is being written to waits."""
    files = [row[0] for row in conn.execute("SELECT name FROM warc_files WHERE state <> 'open'")]
    for name in files:
        warc, index = folder / "warc" / name, path_of(folder, name)
        if warc.exists() and not (index.exists() and index.stat().st_mtime_ns >= warc.stat().st_mtime_ns):
            index.parent.mkdir(exist_ok=True)
            part = index.with_suffix(".part")
            with part.open("w", encoding="utf-8") as out:
                out.writelines(in_order(lines(conn, name)))
            part.replace(index)


def path_of(folder: Path, name: str) -> Path:
    """Where the index of a WARC file lies."""
    return folder / FOLDER / f"{name.removesuffix('.gz').removesuffix('.warc')}.cdxj"


def lines(conn: sqlite3.Connection, name: str) -> Iterator[str]:
    """The index lines of a WARC file, in no order.

    Without the 304s: a replay would answer with them, that is with nothing. The page they speak of is the one before.
    """
    rows = conn.execute(
        """SELECT url, fetched_at, status, content_type, digest, warc_offset, warc_length, original
             FROM captures WHERE warc_file = ? AND status IS NOT 304""",
        [name],
    )
    for url, fetched_at, status, content_type, digest, offset, length, original in rows:
        told = {
            "url": url,
            "mime": "warc/revisit" if original else (content_type or "unk").split(";")[0].strip() or "unk",
            "status": str(status or "-"),
            "digest": digest.removeprefix("sha1:"),
            "length": str(length),
            "offset": str(offset),
            "filename": name,
        }
        yield f"{surt(url)} {re.sub('[^0-9]', '', fetched_at)[:14]} {json.dumps(told, ensure_ascii=False)}"


def in_order(found: Iterator[str]) -> Iterator[str]:
    """Lines in order, however many, each with its end: what memory has no room for waits in files meanwhile."""
    with ExitStack() as files:
        runs = []
        while held := list(islice(found, _HELD)):
            run = files.enter_context(TemporaryFile("w+", encoding="utf-8"))
            run.writelines(f"{line}\n" for line in sorted(held))
            run.seek(0)
            runs.append(run)
        yield from heapq.merge(*runs)


def surt(url: str) -> str:
    """The key an address is looked up by: host reversed, then path and query in one form."""
    parts = urlsplit(url.strip())
    host = _host(parts.hostname or "")
    port = f":{parts.port}" if parts.port and parts.port != _PORTS.get(parts.scheme) else ""
    path = _path(_plain(parts.path)).lower()
    path = path[:-1] if len(path) > 1 and path.endswith("/") else path
    query = _query(_plain(parts.query))
    return f"{','.join(reversed(host.split('.')))}{port}){path}{f'?{query}' if query else ''}"


def _host(name: str) -> str:
    try:
        name = name.encode("idna").decode()
    except UnicodeError:
        name = _plain(name)
    return re.sub(r"^www\d*\.", "", name.lower().replace("..", ".").strip("."))


def _plain(text: str) -> str:
    """Unescaped until nothing is left to unescape, then escaped once."""
    found = text.encode("utf-8", "surrogatepass")
    while (less := unquote_to_bytes(found)) != found:
        found = less
    return quote_from_bytes(found, safe=_SAFE)


def _path(path: str) -> str:
    kept: list[str] = []
    *folders, last = path.split("/")[1:] or [""]
    for step in (*folders, last):
        if step == "..":
            kept = kept[:-1] if kept else ["..", *kept]
        elif step != ".":
            kept.append(step)
    return "/" + "/".join((*(step for step in kept[:-1] if step), *kept[-1:]))


def _query(query: str) -> str:
    for pattern in _SESSION:
        if found := pattern.match(query):
            query = found[1] + (found[2] or "")
    return "&".join("=".join(pair) for pair in sorted(part.split("=", 1) for part in query.lower().split("&")))
