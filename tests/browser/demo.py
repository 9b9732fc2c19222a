"""The demo's archive, crawled from its newsroom on free ports: `python -m tests.browser.demo FOLDER PORTS EDITION`."""

import json
import socket
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

from crawler.fetch.crawl import crawl
from crawler.plan import Plan
from tests.newsroom import DEMO, Newsroom, declared
from tests.newsroom.__main__ import IMPATIENT


def make(folder: Path) -> None:
    """Crawl the newsroom as it is at first sight, and again as it is two days later; each crawl has its process."""
    with ExitStack() as held:
        listeners = {slug: held.enter_context(socket.create_server(("127.0.0.1", 0))) for slug in DEMO}
        ports = {slug: listener.getsockname()[1] for slug, listener in listeners.items()}
    for edition in ("1", "2"):
        command = [sys.executable, "-m", "tests.browser.demo", str(folder), json.dumps(ports), edition]
        subprocess.run(command, check=True, timeout=240)


def visit(folder: Path, ports: dict[str, int], edition: int) -> None:
    """One crawl."""
    with Newsroom(ports, edition) as newsroom:
        crawl(list(declared(newsroom).values()), folder, Plan(revisit=True), settings=IMPATIENT)


if __name__ == "__main__":
    visit(Path(sys.argv[1]), json.loads(sys.argv[2]), int(sys.argv[3]))
