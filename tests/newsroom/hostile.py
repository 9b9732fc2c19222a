"""A web that means ill, or is merely broken: one outlet per vice, each on a port of its own on 127.0.0.1."""

import gzip
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

from crawler.draft import Draft
from crawler.outlet import Feed, Outlet, Sitemap, Source

HOST = "127.0.0.1"

# What its stories say; made up, like all of the newsroom.
STORY = (
    "港口居民上週六在碼頭清理海灘，三小時裡收集了四十袋垃圾，其中一半是塑膠繩和漁網。",
    "發起人說，去年只有十幾個人來，今年連鄰鎮的中學也派了兩車學生，帶隊老師自己先下了水。",
    "下一次清理定在九月，鎮公所答應出兩輛貨車，還會在碼頭添一個放漁網的木箱。",
)


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, headers and body as they are sent, byte for byte; `length` is a lie about the body's."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    length: int | None = None
    wait: float = 0.0  # seconds before the headers
    drip: float = 0.0  # seconds between the bytes
    hangs_up: bool = False  # in place of an answer


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: when it came (monotonic seconds), what for, and with which headers."""

    at: float
    path: str
    headers: dict[str, str]


Vice = Callable[
    [str, int, "Site"], Answer | None
]  # path, how often it was asked for before, site → answer, or as usual


class Site:
    """One outlet: a feed of three stories, and a vice that answers first. `day` may be set between runs."""

    def __init__(
        self,
        slug: str,
        vice: Vice,
        *,
        stories: int = 3,
        source: type[Source] = Feed,
        fix: Callable[[Draft], Draft] | None = None,
    ) -> None:
        self.slug = slug
        self.day = 1
        self._vice = vice
        self._stories = stories
        self._source = source
        self._fix = fix
        self.asked: list[Asked] = []
        self.at_once = 0  # requests that are being answered
        self.most_at_once = 0
        self._server = _Server((HOST, 0), _Handler)
        self._server.site = self
        self.base = f"http://{HOST}:{self._server.server_address[1]}"

    def open(self) -> None:
        """Serve until it is closed."""
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def close(self) -> None:
        """The outlet vanishes."""
        self._server.shutdown()
        self._server.server_close()

    def declared(self) -> Outlet:
        """As a contributor would declare it."""
        path = "/feed" if self._source is Feed else "/sitemap.xml"
        return declared_at(self.slug, self.base, self._source(url=self.base + path), self._fix)

    def paths(self) -> list[str]:
        """The paths asked for so far, in order."""
        return [asked.path for asked in self.asked]

    def answer(self, path: str, before: int) -> Answer:
        """What the vice says, else what a sound site would."""
        vicious = self._vice(path, before, self)
        if vicious is not None:
            return vicious
        if path == "/feed":
            return self.feed([f"/story/{number}" for number in range(1, self._stories + 1)])
        if path.startswith("/story/"):
            return page(path)
        if path == "/":
            return html("<title>惡港報</title>" + "".join(f"<a href='/story/{n}'>第{n}則</a>" for n in range(40)))
        return html("<h1>查無此頁</h1>", status=404)

    def feed(self, paths: list[str], date: str = "Sat, 14 Nov 2026 09:00:00 -0800") -> Answer:
        """A feed of stories."""
        items = "".join(f"<item><link>{self.base}{path}</link><pubDate>{date}</pubDate></item>" for path in paths)
        body = f"<?xml version='1.0'?><rss version='2.0'><channel><title>惡港報</title>{items}</channel></rss>"
        return Answer(body.encode(), headers={"Content-Type": "application/rss+xml"})


def declared_at(
    slug: str, base: str, source: Source | None = None, fix: Callable[[Draft], Draft] | None = None
) -> Outlet:
    """A site at an address as a contributor would declare it; its source is its feed, if none is said."""
    return Outlet(
        name=f"惡港報（{slug}）",
        home=f"{base}/",
        script="Hant",
        timezone="America/Vancouver",
        article=rf"{base}/(story|calendar/2031)/",
        hosts=(HOST,),
        sources=(source or Feed(url=f"{base}/feed"),),
        fix=fix,
        slug=slug,
    )


def html(body: str, **how: Any) -> Answer:
    """An HTML page."""
    headers = {"Content-Type": "text/html; charset=utf-8"} | how.pop("headers", {})
    return Answer(f"<!doctype html><html><body>{body}</body></html>".encode(), headers=headers, **how)


def page(path: str) -> Answer:
    """A story, a little different at every path."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in STORY)
    return html(
        f"<article><h1>海灘清理志工增至三倍（{path}）</h1>"
        f"<time datetime='2026-11-14T09:00:00-08:00'>2026年11月14日</time>"
        f"<div class='body'>{text}</div></article>"
    )


def redirect(place: str, **headers: str) -> Answer:
    """An answer that leads elsewhere."""
    return Answer(status=302, headers={"Location": place} | headers)


def bomb(unpacked: int) -> Answer:
    """A page that is small only as long as it is packed."""
    packed = gzip.compress(b"<p>" + b"0" * unpacked)
    return Answer(packed, headers={"Content-Type": "text/html", "Content-Encoding": "gzip"})


class Hostile:
    """Sites that are open while it is entered as a context."""

    def __init__(self, sites: list[Site]) -> None:
        self.sites = {site.slug: site for site in sites}

    def __enter__(self) -> Self:
        for site in self.sites.values():
            site.open()
        return self

    def __exit__(self, *_: object) -> None:
        for site in self.sites.values():
            site.close()


class _Server(ThreadingHTTPServer):
    site: Site
    daemon_threads = True
    request_queue_size = 100

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up on such a server is right."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = 30

    def do_GET(self) -> None:
        site = self.server.site
        before = site.paths().count(self.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        site.asked.append(Asked(time.monotonic(), self.path, headers))
        site.at_once += 1
        site.most_at_once = max(site.most_at_once, site.at_once)
        try:
            self._send(site.answer(self.path, before))
        finally:
            site.at_once -= 1

    def _send(self, answer: Answer) -> None:
        time.sleep(answer.wait)
        if answer.hangs_up:
            self.close_connection = True
            return
        length = len(answer.body) if answer.length is None else answer.length
        self.send_response_only(answer.status)
        for name, value in ({"Content-Length": str(length), "Connection": "close"} | answer.headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.close_connection = True
        if not answer.drip:
            self.wfile.write(answer.body)
            return
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for byte in answer.body:
            self.wfile.write(bytes([byte]))
            time.sleep(answer.drip)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base's own name
        """Keep quiet."""


def index_of(site: Site, entries: int) -> Answer:
    """A sitemap index of so many sitemaps, newest last."""
    rows = "".join(f"<sitemap><loc>{site.base}/map-{n}.xml</loc></sitemap>" for n in range(entries))
    return _xml(f"<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{rows}</sitemapindex>")


def sitemap_of(site: Site, paths: list[str], changed: str | None = None) -> Answer:
    """A sitemap of those paths."""
    lastmod = f"<lastmod>{changed}</lastmod>" if changed else ""
    rows = "".join(f"<url><loc>{site.base}{path}</loc>{lastmod}</url>" for path in paths)
    return _xml(f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{rows}</urlset>")


def _xml(body: str) -> Answer:
    return Answer(body.encode(), headers={"Content-Type": "application/xml"})


__all__ = ["HOST", "STORY", "Answer", "Hostile", "Site", "Sitemap", "bomb", "html", "index_of", "page", "redirect"]
