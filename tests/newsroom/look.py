"""Serves all pretend outlets until Ctrl-C, for a look in a browser: `python -m tests.newsroom.look [EDITION]`."""

import sys
import threading
from contextlib import suppress

from tests.newsroom.server import PORTS, Newsroom

if __name__ == "__main__":
    with suppress(KeyboardInterrupt), Newsroom(PORTS, edition=int(sys.argv[1]) if len(sys.argv) > 1 else 1) as newsroom:
        for slug in newsroom.ports:
            print(f"{slug:8} {newsroom.url(slug)}")
        threading.Event().wait()
