"""Runs the spiders of many outlets in one process, and says what each came to."""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any, Protocol

from scrapy import signals
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import Settings

from archive import Archive, Tally
from crawler.identity import SOFTWARE, require_contact
from crawler.outlet import Outlet
from crawler.report import Report
from crawler.spider import OutletSpider

LOG = "crawl.log"
LOG_BYTES = 5_000_000
LOG_FILES = 5


class Watcher(Protocol):
    """Told of every outlet as its crawl goes on."""

    def watch(self, outlet: Outlet, tally: Tally, asked: int) -> None:
        """An answer came: the tally so far, and how many pages have been asked for."""
        ...


def crawl(
    outlets: Sequence[Outlet],
    folder: Path,
    *,
    revisit: bool = False,
    settings: Mapping[str, Any] | None = None,
    watcher: Watcher | None = None,
) -> list[Report]:
    """Crawl outlets into the archive in a folder, side by side, one lane per host; a report each, in their order.

    Once per process: Scrapy's reactor does not start twice. SIGINT and SIGTERM finish the pages in flight. What
    Scrapy has to say goes to `crawl.log` in the folder.
    Raises NoContact, ArchiveBusy and ArchiveNewer before anything is fetched.
    """
    require_contact(list(outlets))
    with Archive(folder, software=SOFTWARE) as archive, _log(folder / LOG):
        runner = AsyncCrawlerProcess(_settings(settings or {}))
        crawlers = [runner.create_crawler(OutletSpider) for _ in outlets]
        for crawler, outlet in zip(crawlers, outlets, strict=True):
            if watcher is not None:
                crawler.signals.connect(_teller(crawler, watcher), signals.response_received, weak=False)
            runner.crawl(crawler, declared=outlet, archive=archive, revisit=revisit)
        runner.start()
        return [_report(crawler, outlet) for crawler, outlet in zip(crawlers, outlets, strict=True)]


@contextmanager
def _log(path: Path) -> Iterator[None]:
    """Everything logged meanwhile goes to a file that is rolled by size, so that years of crawls do not fill a disk."""
    handler = RotatingFileHandler(path, maxBytes=LOG_BYTES, backupCount=LOG_FILES, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    try:
        yield
    finally:
        root.setLevel(before)
        root.removeHandler(handler)
        handler.close()


def _settings(changed: Mapping[str, Any]) -> Settings:
    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    settings.update({"LOG_INSTALL_ROOT_HANDLER": False, **changed}, priority="cmdline")
    return settings


def _teller(crawler: Crawler, watcher: Watcher) -> Callable[[], None]:
    def tell() -> None:
        spider = crawler.spider
        if isinstance(spider, OutletSpider):
            watcher.watch(spider.declared, spider.tally, spider.asked)

    return tell


def _report(crawler: Crawler, outlet: Outlet) -> Report:
    """The report of a spider; one that never came to life counts as interrupted."""
    spider = crawler.spider
    return Report(outlet, spider.tally if isinstance(spider, OutletSpider) else Tally(outcome="interrupted"))
