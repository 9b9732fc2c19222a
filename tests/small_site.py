"""A site of a few pages on this machine, each as a test says."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

# Path → status, headers, body.
Pages = dict[str, tuple[int, dict[str, str], bytes]]
# Its address, its pages (to be filled), and the paths asked for.
Site = tuple[str, Pages, list[str]]


class _Handler(BaseHTTPRequestHandler):
    def __init__(self, pages: Pages, asked: list[str], *rest: object) -> None:
        self.pages, self.asked = pages, asked
        super().__init__(*rest)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        status, headers, body = self.pages.get(self.path, (404, {}, b""))
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's own name
        pass


@contextmanager
def small_site() -> Iterator[Site]:
    """Serve a site that is empty at first."""
    pages: Pages = {}
    asked: list[str] = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, pages, asked))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", pages, asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
