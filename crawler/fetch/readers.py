"""Pages are read in processes beside the crawl, so that fetching never waits for reading."""

import asyncio
import logging
import os
import pickle
import socket
import subprocess
import sys
from collections.abc import Sequence

from archive import LearnedLine
from crawler.draft import Page, Reading
from crawler.errors import Fault
from crawler.outlet import Outlet

logger = logging.getLogger(__name__)

# A reader gives up on a page by itself, after a minute; it cannot while a library is busy with it.
PATIENCE_SECONDS = 90


class Readers:
    """So many processes that read pages, one page each at a time; another is started where one dies."""

    def __init__(self, processes: int | None = None) -> None:
        processes = processes or max(1, (os.cpu_count() or 2) - 1)
        self._turn = asyncio.Semaphore(processes)
        self._idle: list[_Reader] = []
        self._busy: set[_Reader] = set()

    def start(self) -> None:
        """Have a reader ready: pages are about to come, and it takes most of a second to load the rules."""
        if not self._idle and not self._turn.locked():
            self._idle.append(_Reader())

    async def read(
        self,
        pages: Sequence[Page],
        outlet: Outlet,
        learned: tuple[LearnedLine, ...] = (),
        last: str | None = None,
    ) -> Reading:
        """Read a story. A page that kills its reader, or keeps it for too long, is a fault of that page alone.

        `last` is the body it had when it was last read: a page that has lost it is a fault, not an article.
        """
        question = pickle.dumps((tuple(pages), outlet, learned, last), pickle.HIGHEST_PROTOCOL)
        async with self._turn:
            for _ in range(2):  # the first may have died of something else, while nobody asked it
                reader = self._idle.pop() if self._idle else _Reader()
                self._busy.add(reader)
                try:
                    async with asyncio.timeout(PATIENCE_SECONDS):
                        reading = await reader.read(question)
                except TimeoutError:
                    reader.end()
                    return Reading(None, Fault("rule_error", f"the reader was busy for {PATIENCE_SECONDS} seconds"))
                except (EOFError, ConnectionError):
                    logger.warning("%s: a reader died on %s", outlet.slug, pages[0].url)
                    reader.end()
                else:
                    self._idle.append(reader)
                    return reading
                finally:
                    self._busy.discard(reader)
        return Reading(None, Fault("rule_error", "the reader died on this page"))

    def close(self) -> None:
        """End the processes, whatever they are at."""
        for reader in (*self._idle, *self._busy):
            reader.end()
        self._idle.clear()


class _Reader:
    """One of the processes: see crawler.fetch.reader."""

    def __init__(self) -> None:
        self._line, theirs = socket.socketpair()
        with theirs:
            self._child = subprocess.Popen(  # noqa: S603 - ourselves
                [sys.executable, "-m", "crawler.fetch.reader", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},  # it is found where this process was
            )
        self._line.setblocking(False)

    async def read(self, question: bytes) -> Reading:
        """Ask it. Raises EOFError or ConnectionError where it dies."""
        await asyncio.get_running_loop().sock_sendall(self._line, question)
        size = int.from_bytes(await self._receive(8))
        reading: Reading = pickle.loads(await self._receive(size))  # noqa: S301 - of the process we started
        return reading

    async def _receive(self, size: int) -> bytes:
        received = bytearray()
        while len(received) < size:
            piece = await asyncio.get_running_loop().sock_recv(self._line, size - len(received))
            if not piece:
                raise EOFError
            received += piece
        return bytes(received)

    def end(self) -> None:
        """End it, whatever it is at."""
        self._line.close()
        self._child.kill()
        self._child.wait()
