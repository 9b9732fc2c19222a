"""Serves the pretend outlets on 127.0.0.1, one port each."""

import gzip
import hashlib
import socket
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl, unquote, urlsplit

from tests.newsroom import fengxie, gangwan, hepan, nandao, yinghua
from tests.newsroom.site import Answer, Ask
from tests.newsroom.story import EDITIONS

HOST = "127.0.0.1"
PORTS = {"gangwan": 8801, "hepan": 8802, "nandao": 8803, "yinghua": 8804, "fengxie": 8805}
DEMO = ("gangwan", "hepan", "nandao", "yinghua")
_SITES = {
    "gangwan": gangwan.answer,
    "hepan": hepan.answer,
    "nandao": nandao.answer,
    "yinghua": yinghua.answer,
    "fengxie": fengxie.answer,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that was answered; `path` with its query, header names in lower case."""

    outlet: str
    path: str
    status: int
    headers: Mapping[str, str]


class Newsroom:
    """The outlets of `ports` (slug → port, 0 for any free one), served from threads while it is entered as a context.

    `edition` may be set at any time: 1 is the world at first sight, 2 the same world two days later.
    """

    def __init__(self, ports: Mapping[str, int] | None = None, edition: int = 1) -> None:
        self.edition = edition
        self.ports = dict(ports) if ports is not None else {slug: PORTS[slug] for slug in DEMO}
        self._servers: list[_Server] = []
        self._log: list[Asked] = []
        self._lock = threading.Lock()

    @classmethod
    def anywhere(cls, *slugs: str, edition: int = 1) -> Self:
        """A newsroom of those outlets (all of the demo, if none is named) on free ports."""
        return cls(dict.fromkeys(slugs or DEMO, 0), edition)

    def start(self) -> None:
        """Open every port. Raises OSError, naming the port, where one is taken; then none stays open."""
        try:
            for slug, port in self.ports.items():
                server = _Server(self, slug, port)
                self._servers.append(server)
                self.ports[slug] = server.server_address[1]
                threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        except OSError:
            self.stop()
            raise

    def stop(self) -> None:
        """Close every port and every open connection."""
        for server in self._servers:
            server.shutdown()
            server.drop_connections()
            server.server_close()
        self._servers.clear()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.stop()

    def url(self, slug: str, path: str = "/") -> str:
        """The address of a path of an outlet."""
        return f"http://{HOST}:{self.ports[slug]}{path}"

    def asked(self, slug: str | None = None) -> list[Asked]:
        """The requests answered so far, in order; of one outlet, if it is named."""
        with self._lock:
            return [asked for asked in self._log if slug in {None, asked.outlet}]

    def answer(self, slug: str, target: str) -> Answer:
        """What an outlet answers to a request target now."""
        parts = urlsplit(target)
        earlier = sum(urlsplit(asked.path).path == parts.path for asked in self.asked(slug))
        ask = Ask(unquote(parts.path), dict(parse_qsl(parts.query)), self.edition, self.url(slug, ""), earlier)
        return _SITES[slug](ask)

    def changed_at(self, slug: str, target: str, body: bytes) -> str:
        """When what is at a target last changed, as an HTTP date: with the edition that first showed these bytes."""
        parts = urlsplit(target)
        first = _SITES[slug](Ask(unquote(parts.path), dict(parse_qsl(parts.query)), 1, self.url(slug, ""), 99))
        return format_datetime(EDITIONS[1 if first.body == body else self.edition], usegmt=True)

    def record(self, asked: Asked) -> None:
        """Keep a request in the log."""
        with self._lock:
            self._log.append(asked)


class _Server(ThreadingHTTPServer):
    daemon_threads = False

    def __init__(self, newsroom: Newsroom, slug: str, port: int) -> None:
        self.newsroom = newsroom
        self.slug = slug
        self._connections: set[socket.socket] = set()
        try:
            super().__init__((HOST, port), _Handler)
        except OSError as fault:
            raise OSError(fault.errno, f"port {port} on {HOST}, where the demo's {slug} lives, is taken") from fault

    def process_request(self, request: Any, client_address: Any) -> None:
        self._connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self._connections.discard(request)
        super().shutdown_request(request)

    def drop_connections(self) -> None:
        """End connections that clients keep open, so that the threads that serve them end."""
        for connection in tuple(self._connections):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:  # its client has just closed it
                continue

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of clients that hang up; anything else is a fault of the newsroom and is printed."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    server_version = "Newsroom"
    sys_version = ""
    disable_nagle_algorithm = True
    wbufsize = -1

    def do_GET(self) -> None:
        newsroom, slug = self.server.newsroom, self.server.slug
        answer = newsroom.answer(slug, self.path)
        body, headers = answer.body, dict(answer.headers)
        status = answer.status
        if status == 200:
            headers["ETag"] = f'W/"{hashlib.sha256(body).hexdigest()[:20]}"'
            headers["Last-Modified"] = newsroom.changed_at(slug, self.path, body)
            if self._is_known(headers):
                status, body = 304, b""
        newsroom.record(Asked(slug, self.path, status, {name.lower(): value for name, value in self.headers.items()}))
        if status != 304 and answer.content_type:
            headers["Content-Type"] = answer.content_type
        if body and answer.claimed_length is None and "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body, mtime=0)
            headers |= {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
        self._send(status, headers, body, answer.claimed_length)

    def _send(self, status: int, headers: Mapping[str, str], body: bytes, claimed_length: int | None) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(claimed_length or len(body)))
        self.end_headers()
        self.wfile.write(body)
        if claimed_length is not None:
            self.close_connection = True

    def _is_known(self, headers: Mapping[str, str]) -> bool:
        """Whether the client holds just these bytes already (RFC 9110 13.2.2: an entity tag outranks a date)."""
        tags = self.headers.get("If-None-Match")
        if tags is not None:
            return headers["ETag"] in {tag.strip() for tag in tags.split(",")}
        since = self.headers.get("If-Modified-Since")
        if since is None:
            return False
        return parsedate_to_datetime(since) >= parsedate_to_datetime(headers["Last-Modified"])

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base's own name
        """Keep quiet: the newsroom's log is for tests, not for a terminal."""
