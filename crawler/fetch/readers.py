"""Pages are read in a process beside the crawl, so that fetching never waits for reading."""

import asyncio
import logging
import multiprocessing
import os
import signal
import threading
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from types import FrameType

from archive import Article, Candidate, LearnedLine
from crawler.draft import Page
from crawler.errors import Fault, PageUnreadable
from crawler.outlet import Outlet
from crawler.pipeline import RULES, read_story, refusal, rules_of
from crawler.withdrawal import lost

logger = logging.getLogger(__name__)

# The longest page in the studied corpus takes a third of a second; who needs this long never ends.
PATIENCE_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Reading:
    """What the pages of a story came to: an article, or why there is none; and the lines the archive is to count."""

    article: Article | None
    fault: Fault | None = None
    rules: str = RULES
    candidates: tuple[Candidate, ...] = ()


class Readers:
    """Processes that read pages; started when the first page comes, and again should one of them die."""

    def __init__(self, processes: int | None = None) -> None:
        self._processes = processes or max(1, (os.cpu_count() or 2) - 1)
        self._pool: ProcessPoolExecutor | None = None

    async def read(
        self,
        pages: Sequence[Page],
        outlet: Outlet,
        learned: tuple[LearnedLine, ...] = (),
        last: str | None = None,
    ) -> Reading:
        """Read a story. A page that kills its reader is a fault of that page alone, whoever was read beside it.

        `last` is the body it had when it was last read: a page that has lost it is a fault, not an article.
        """
        try:
            return await self._read_in(self._running(), pages, outlet, learned, last)
        except BrokenProcessPool:
            logger.warning("a reader died; starting another")
            self._pool = None
        with reading_pool(1) as alone:
            try:
                return await self._read_in(alone, pages, outlet, learned, last)
            except BrokenProcessPool:
                return Reading(None, Fault("rule_error", "the reader died on this page"))

    async def _read_in(self, pool: ProcessPoolExecutor, pages: Sequence[Page], *known: object) -> Reading:
        return await asyncio.get_running_loop().run_in_executor(pool, read_pages, tuple(pages), *known)  # type: ignore[arg-type]

    def _running(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = reading_pool(self._processes)
        return self._pool

    def close(self) -> None:
        """Let the processes end; what they have not begun is dropped."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None


def reading_pool(processes: int) -> ProcessPoolExecutor:
    """Spawned, not forked: a fork would carry the crawl's sockets and its lock along."""
    return ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn"), initializer=_settle_in)


def _settle_in() -> None:
    """A reader outlives signals meant for the crawl, and never the crawl itself."""
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, _give_up)
    threading.Thread(target=_end_with_the_crawl, daemon=True).start()


def _end_with_the_crawl() -> None:
    crawl = multiprocessing.parent_process()
    if crawl is not None:
        crawl.join()
        os._exit(1)


def _give_up(*_: int | FrameType | None) -> None:
    raise TimeoutError


def read_pages(
    pages: Sequence[Page], outlet: Outlet | None, learned: Sequence[LearnedLine] = (), last: str | None = None
) -> Reading:
    """Read a story here and now; whatever breaks becomes a fault, and so does the loss of the body it last had."""
    signal.setitimer(signal.ITIMER_REAL, PATIENCE_SECONDS)
    try:
        draft = read_story(pages, outlet, learned)
        fault = (lost(last, pages[0], draft.article) if last is not None else None) or refusal(draft.article)
        return Reading(None, fault) if fault else Reading(draft.article, None, rules_of(draft), draft.candidates)
    except PageUnreadable as unreadable:
        gone = lost(last, pages[0], None) if last is not None else None
        return Reading(None, gone or Fault("unreadable", str(unreadable)))
    except TimeoutError:
        return Reading(None, Fault("rule_error", f"reading this page took more than {PATIENCE_SECONDS} seconds"))
    except Exception as broken:
        # A rule that breaks on a page is our fault, not the page's: its capture is kept and the crawl goes on.
        logger.exception("%s: a rule broke on %s", outlet.slug if outlet else "undeclared", pages[0].url)
        return Reading(None, Fault("rule_error", f"a rule broke on this page: {broken!r}"))
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
