"""The spiders at work in one process: so many at once, never two on one host, and an orderly end when told to stop."""

import asyncio
import logging
from collections import deque
from pathlib import Path
from typing import Any

from scrapy import Spider, signals
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import Settings
from twisted.python.failure import Failure as TwistedFailure

from archive import ArchiveError, trouble_of
from crawler.fetch.browser import SLOT
from crawler.fetch.gathering import Gathering
from crawler.fetch.hosts import host_of
from crawler.fetch.spider import OUT_OF_GRACE, OutletSpider, spider_for
from crawler.outlet import Outlet

logger = logging.getLogger(__name__)

# A lane is idle most of the time, waiting out its delay; so many keep one core busy at two seconds a page.
AT_ONCE = 24

# Pages in flight when the crawl is told to stop have this long to arrive; systemd kills after 90 seconds.
GRACE_SECONDS = 45.0


class Crew:
    """Spiders that wait for their turn. `sign_on` them all, then `work` until every one is done."""

    def __init__(self, settings: Settings, gathering: Gathering) -> None:
        self._scrapy = _Scrapy(settings)
        self._gathering = gathering
        gathering.on_fault = self._end_for
        self._at_once = settings.getint("OUTLETS_AT_ONCE", AT_ONCE)
        self._grace = settings.getfloat("GRACE_SECONDS", GRACE_SECONDS)
        self._scrapy.grace = self._grace
        self._waiting: deque[tuple[Outlet, Crawler, dict[str, Any]]] = deque()
        self._lanes: set[str] = set()
        self._running = 0
        self._crawlers: dict[str, Crawler] = {}
        self._trouble: ArchiveError | None = None

    @property
    def spiders(self) -> dict[str, OutletSpider]:
        """Slug → spider, for every outlet whose turn came."""
        spiders = ((slug, crawler.spider) for slug, crawler in self._crawlers.items())
        return {slug: spider for slug, spider in spiders if isinstance(spider, OutletSpider)}

    def sign_on(self, outlet: Outlet, **arguments: Any) -> Crawler:
        """Take in an outlet; returns its crawler, which has no spider until its turn comes."""
        crawler = self._scrapy.create_crawler(spider_for(outlet))
        crawler.signals.connect(self._look_into, signals.spider_error)
        self._waiting.append((outlet, crawler, arguments))
        return crawler

    def work(self) -> None:
        """Crawl until all is done, or SIGINT or SIGTERM ends it: pages in flight arrive, nothing more is asked for.

        Raises ArchiveError as soon as the archive takes in nothing more: a full disk ends the crawl of every outlet.
        """
        if not self._waiting:
            return
        self._start_more()
        self._scrapy.start()
        if self._trouble is not None:
            raise self._trouble
        for spider in self.spiders.values():
            if spider.ledger.tally.outcome is None:
                spider.finish(OUT_OF_GRACE)

    def _look_into(self, failure: TwistedFailure, spider: Spider) -> None:
        """What broke may be the archive: then what is on its way could not be kept, and is not waited for."""
        if isinstance(spider, OutletSpider) and failure.value is not None:
            self._end_for(trouble_of(spider.archive.folder, failure.value))

    def _end_for(self, trouble: ArchiveError | None) -> None:
        if trouble is not None and self._trouble is None:
            self._trouble = trouble
            self._scrapy.end_at_once()

    def _start_more(self) -> None:
        """Start whoever's hosts are free, in order, while there is room."""
        for _ in range(len(self._waiting)):
            if self._running >= self._at_once or self._scrapy.stopping:
                return
            outlet, crawler, arguments = self._waiting.popleft()
            lanes = lanes_of(outlet)
            if lanes & self._lanes:
                self._waiting.append((outlet, crawler, arguments))
                continue
            self._lanes |= lanes
            self._running += 1
            self._crawlers[outlet.slug] = crawler
            task = self._scrapy.crawl(crawler, gathering=self._gathering, **arguments)
            folder = arguments["archive"].folder
            task.add_done_callback(lambda done, lanes=lanes, folder=folder: self._done(done, lanes, folder))  # type: ignore[misc]

    def _done(self, task: "asyncio.Task[None]", lanes: set[str], folder: Path) -> None:
        broke = None if task.cancelled() else task.exception()
        if broke is not None:
            self._end_for(trouble_of(folder, broke))
        self._lanes -= lanes
        self._running -= 1
        self._start_more()


class _Scrapy(AsyncCrawlerProcess):
    """Scrapy's process, which knows when it is stopping and does not wait for ever."""

    grace = GRACE_SECONDS
    stopping = False
    _waits = True

    # Scrapy's process has two signatures of it, by its two bases
    async def stop(self) -> None:
        """Stop every spider: at once, where pages in flight have had their time."""
        if not self._waits:
            return
        if not self.stopping:
            self.stopping = True
            asyncio.get_running_loop().call_later(self.grace, self._give_up)
        await super().stop()

    def _give_up(self) -> None:
        logger.warning("pages in flight did not arrive within %.0f seconds; the next run asks again", self.grace)
        self.end_at_once()

    def end_at_once(self) -> None:
        """Stop without waiting for anything; the next run asks for what was in flight."""
        from twisted.internet import reactor  # noqa: PLC0415 - importing it installs one

        self.stopping, self._waits = True, False
        if reactor.running:
            reactor.stop()  # type: ignore[misc]


def lanes_of(outlet: Outlet) -> set[str]:
    """The hosts an outlet is crawled on, with the port of its home, and the browser: who shares one takes turns."""
    _, colon, port = host_of(outlet.home).partition(":")
    return {f"{host}{colon}{port}" for host in outlet.hosts} | ({SLOT} if outlet.needs_browser else set())
