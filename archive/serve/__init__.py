"""SERVE: the archive in the browser, read with Datasette.

plugins/     what we add to Datasette, one concern per file, by its documented hooks
templates/   pages; `datasette` ones stand in for Datasette's own
static/      style sheet; nothing is ever loaded from elsewhere
words.toml   every word of the pages in 繁體 and 简体

The other modules hold what the plugins show, and know nothing of HTTP: selection → results; reading; citations; …
"""

import signal
import socket
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import uvicorn
from datasette.app import Datasette
from datasette.utils import BadMetadataError, parse_metadata

from archive.errors import ArchiveBusy, ArchiveError, ArchiveOlder, PortBusy
from archive.opening import database, open_reader
from archive.serve.catalogue import open_catalogue
from archive.store import Archive

_HERE = Path(__file__).parent

# Long enough for an honest question on a full archive, short enough that nobody can hold the machine.
SQL_LIMIT_MS = 2000

# Longer than nginx keeps an idle connection, so that it is never the one who finds it closed.
KEEP_ALIVE_SECONDS = 75

SETTINGS = {
    # Guessing facets costs more than the page itself: 7 to 30 times, measured on 100,000 articles.
    "suggest_facets": False,
    "default_page_size": 50,
    "default_facet_size": 12,
    "max_returned_rows": 1000,
    "sql_time_limit_ms": SQL_LIMIT_MS,
    "facet_time_limit_ms": 500,
    # A file that is being written cannot be handed out whole; nor can all rows of it, minute after minute.
    "allow_download": False,
    "allow_csv_stream": False,
    # A crawl may be running: what is shown is what is there.
    "default_cache_ttl": 0,
    "truncate_cells_html": 240,
    "cache_size_kb": 64_000,
}


def app(
    folder: Path,
    *,
    immutable: bool = False,
    is_catalogue: bool = False,
    metadata: dict[str, Any] | None = None,
) -> Any:
    """Datasette on the archive in a folder, opened for reading, with the keeper's metadata for it.

    An archive of an earlier version is brought to today's schema first. An `immutable` one is never written to, by
    nobody: nothing is locked and nothing is looked for twice. Raises ArchiveMissing where there is none, ArchiveNewer
    where a later version wrote it, ArchiveBusy for one that is to be immutable and is being written to.
    """
    try:
        open_reader(folder).close()
    except ArchiveOlder:
        if immutable:
            raise
        Archive(folder, software="Qiaowen").close()
    path = database(folder)
    log = path.with_name(f"{path.name}-wal")
    if immutable and log.exists() and log.stat().st_size:
        raise ArchiveBusy(
            f"{path}: is being written to, or was when its writer was killed; serve it without --immutable"
        )
    given = metadata or {}
    return Datasette(
        [] if immutable else [str(path)],
        immutables=[str(path)] if immutable else [],
        settings=SETTINGS,
        metadata=given | {"plugins": given.get("plugins", {}) | {"qiaowen": {"catalogue": is_catalogue}}},
        plugins_dir=str(_HERE / "plugins"),
        template_dir=str(_HERE / "templates"),
        static_mounts=[("static", str(_HERE / "static"))],
    )


def serve(  # noqa: PLR0913 - each is an option of the command
    folder: Path,
    *,
    host: str,
    port: int,
    announce: Callable[[str], None],
    immutable: bool = False,
    catalogue: Path | None = None,
    metadata: Path | None = None,
) -> None:
    """Serve the archive until interrupted, and announce the address. Port 0 takes a free one.

    With a `catalogue`, that is served, and no archive is needed. `metadata` is a file of Datasette's metadata. Raises
    what app() and open_catalogue() raise, ArchiveError for metadata that are none, and PortBusy where the address
    cannot be had.
    """
    given = _metadata(metadata) if metadata else {}
    if catalogue is None:
        _serve(app(folder, immutable=immutable, metadata=given), host, port, announce)
        return
    # What runs it as a service ends it so. As with Ctrl-C, the copy is cleared away.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with TemporaryDirectory(prefix="qiaowen-") as copy:
        open_catalogue(catalogue, Path(copy))
        _serve(app(Path(copy), immutable=True, is_catalogue=True, metadata=given), host, port, announce)


def _metadata(file: Path) -> dict[str, Any]:
    try:
        found = parse_metadata(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeError, BadMetadataError) as fault:
        raise ArchiveError(f"{file}: {fault}") from fault
    if not isinstance(found, dict):
        raise ArchiveError(f"{file}: is no metadata for Datasette, which is a mapping in YAML or JSON")
    return found


def _serve(datasette: Any, host: str, port: int, announce: Callable[[str], None]) -> None:
    with _listen(host, port) as listener:
        announce(f"http://{_authority(*listener.getsockname()[:2])}/")
        server = uvicorn.Server(
            uvicorn.Config(datasette.app(), log_level="warning", lifespan="on", timeout_keep_alive=KEEP_ALIVE_SECONDS)
        )
        try:
            server.run(sockets=[listener])
        except KeyboardInterrupt:
            return


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Said to be TCP, so that asyncio sends every answer at once; otherwise each waits 40 ms for an acknowledgement.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen()
    except OSError as fault:
        listener.close()
        raise PortBusy(
            f"cannot serve at {_authority(host, port)}: {fault.strerror}. "
            "Choose another port with --port, or any free one with --port 0"
        ) from None
    return listener


def _authority(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
