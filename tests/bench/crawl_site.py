"""The sites that are crawled to measure: of generated pages, or of real ones, each served by a process of its own."""

import asyncio
import gzip
import json
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path

from tests.generated_news import generate

REAL = Path(__file__).parents[3] / "shared" / "eval"


def pages(number: int) -> Iterator[bytes]:
    """Pages as a WordPress theme makes them: about 85 KB, a seventh of that packed; the story is the least of it."""
    chance = random.Random(number)
    styles = "".join(f".widget-{n}{{margin:{n % 9}px;color:#{n * 7919 % 0xFFFFFF:06x}}}" for n in range(700))
    script = "".join(f"var option_{n}={{id:{n},on:{str(n % 3 == 0).lower()}}};" for n in range(500))
    for story in generate(number):
        links = "".join(
            f'<li class="menu-item"><a href="/archives/{chance.randrange(9**6)}">{story["headline"][:14]}{n}</a></li>'
            for n in range(90)
        )
        body = "".join(f"<p>{paragraph}</p>" for paragraph in story["body"].split("\n\n"))
        yield (
            f"<!doctype html><html lang=zh-TW><head><meta charset=utf-8><title>{story['headline']} | 量測日報</title>"
            f"<meta property=og:type content=article><style>{styles}</style><script>{script}</script></head><body>"
            f"<nav><ul>{links}</ul></nav><main><article class=post><h1 class=entry-title>{story['headline']}</h1>"
            f"<time class=published datetime='{story['published_at']}'></time>"
            f"<div class=entry-content>{body}</div></article></main>"
            f"<aside><h3>相關文章</h3><ul>{links}</ul></aside><footer>版權所有 量測日報</footer></body></html>"
        ).encode()


def real(number: int) -> Iterator[tuple[str, bytes]]:
    """The pages of ../shared/eval, over and over under other addresses: their kind, and themselves packed.

    Raises FileNotFoundError where they are not there.
    """
    told = [json.loads(line) for line in (REAL / "manifest.jsonl").read_text("utf-8").splitlines()]
    found = [(f"text/html; charset={page['charset_actual']}", (REAL / page["html"]).read_bytes()) for page in told]
    return islice(cycle(found), number)


async def serve(number: int, outlets: int, *, is_real: bool) -> None:
    """Serve so many pages until killed; prints its port. `/o7/sitemap.xml` is that of the seventh outlet."""
    generated = (("text/html; charset=UTF-8", gzip.compress(page, 6, mtime=0)) for page in pages(number))
    packed = [*(real(number) if is_real else generated)]

    def answer(path: str, base: str) -> tuple[str, bytes]:
        if path.endswith("sitemap.xml"):
            slug = path.split("/")[1]
            share = range(number) if outlets == 1 else range(min(10, number))
            rows = "".join(f"<url><loc>{base}/{slug}/archives/{n}</loc></url>" for n in share)
            return "application/xml", gzip.compress(f"<urlset>{rows}</urlset>".encode())
        if "/archives/" in path:
            return packed[int(path.rpartition("/")[2])]
        return "text/plain", gzip.compress(b"")

    async def client(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while request := await reader.readuntil(b"\r\n\r\n"):
                path = request.split(b" ", 2)[1].decode()
                kind, body = answer(path, f"http://127.0.0.1:{port}")
                etag = f'"{len(body)}-{path}"'
                known = f"If-None-Match: {etag}".encode() in request
                head = f"HTTP/1.1 {'304 Not Modified' if known else '200 OK'}\r\nETag: {etag}\r\n"
                body = b"" if known else body
                about = "" if known else f"Content-Type: {kind}\r\nContent-Encoding: gzip\r\n"
                writer.write(f"{head}{about}Content-Length: {len(body)}\r\n\r\n".encode() + body)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(client, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    print(port, flush=True)
    await server.serve_forever()


@contextmanager
def served(number: int, outlets: int = 1, *, is_real: bool = False) -> Iterator[str]:
    """The base address of a site of so many pages, for as long as the context lasts."""
    command = [sys.executable, "-m", "tests.bench.crawl", "serve", str(number), str(outlets), str(is_real)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            yield f"http://127.0.0.1:{server.stdout.readline().strip()}"
        finally:
            server.kill()
