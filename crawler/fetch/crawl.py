"""Runs the spiders of many outlets in one process, so many at once, and says what each came to."""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any, Protocol

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.settings import Settings

from archive import Archive, Tally, opted_out
from crawler.errors import NoBrowser
from crawler.fetch.browser import settings_for
from crawler.fetch.crew import Crew
from crawler.fetch.gathering import ARTICLES, SECONDS, Gathering
from crawler.fetch.guard import is_opted_out
from crawler.fetch.hosts import host_of
from crawler.fetch.readers import Readers
from crawler.fetch.report import Report
from crawler.fetch.spider import OutletSpider
from crawler.identity import SOFTWARE, require_contact
from crawler.outlet import Outlet
from crawler.plan import Plan

LOG = "crawl.log"
LOG_BYTES = 5_000_000
LOG_FILES = 5

logger = logging.getLogger(__name__)


class Watcher(Protocol):
    """Told of every outlet as its crawl goes on."""

    def watch(self, outlet: Outlet, tally: Tally, asked: int) -> None:
        """An answer came, or the crawl ended: the tally so far, and how many pages have been asked for."""
        ...


def crawl(
    outlets: Sequence[Outlet],
    folder: Path,
    plan: Plan | None = None,
    *,
    settings: Mapping[str, Any] | None = None,
    watcher: Watcher | None = None,
) -> list[Report]:
    """Crawl outlets into the archive in a folder, side by side, one lane per host; a report each, in their order.

    Once per process: Scrapy's reactor does not start twice. SIGINT and SIGTERM finish the pages in flight. What
    Scrapy has to say goes to `crawl.log` in the folder.
    Raises NoContact, ArchiveBusy and ArchiveNewer before anything is fetched, ArchiveError (ArchiveFull, …) as soon as
    nothing more can be kept.
    """
    require_contact(list(outlets))
    used = _settings(settings or {})
    with Archive(folder, software=SOFTWARE) as archive, _log(folder / LOG), _gathering(archive, used) as gathering:
        listed = opted_out(folder)
        left_out = {outlet.slug: _left_out(outlet, archive, listed) for outlet in outlets}
        readers = Readers()
        crew = Crew(used, gathering)
        try:
            for outlet in outlets:
                if left_out[outlet.slug] is None:
                    crawler = crew.sign_on(
                        outlet, archive=archive, readers=readers, plan=plan or Plan(), opted_out=listed
                    )
                    if watcher is not None:
                        for moment in (signals.response_received, signals.spider_closed):
                            crawler.signals.connect(_teller(crawler, watcher), moment, weak=False)
            crew.work()
        finally:
            readers.close()
        tallies = {slug: spider.ledger.tally for slug, spider in crew.spiders.items()}
        _close([*crew.spiders.values()], archive)
        return [Report(o, left_out[o.slug] or tallies.get(o.slug) or Tally(outcome="interrupted")) for o in outlets]


def _left_out(outlet: Outlet, archive: Archive, listed: tuple[str, ...]) -> Tally | None:
    """The tally of an outlet that is not crawled at all today, on record as any run is; None for one that is."""
    tally = _reason_against(outlet, archive, listed)
    if tally is not None:
        archive.end_run(archive.begin_run(outlet.record(), tuple(source.record() for source in outlet.sources)), tally)
    return tally


def _reason_against(outlet: Outlet, archive: Archive, listed: tuple[str, ...]) -> Tally | None:
    if is_opted_out(outlet.home, listed):
        return Tally(outcome="opted_out", verdict="opted_out")
    rest = archive.resting().get(host_of(outlet.home))
    if rest is not None:
        logger.info("%s: left alone until %s: %s, bad run %d", outlet.slug, rest.until, rest.reason, rest.bad_runs)
        return Tally(outcome="at_rest", verdict="at_rest", reasons={rest.reason: rest.bad_runs})
    try:
        settings_for(outlet)
    except NoBrowser as fault:
        logger.warning("%s: %s", outlet.slug, fault)
        return Tally(outcome="no_browser", verdict="no_browser")
    return None


class _Log(RotatingFileHandler):
    """Says nothing where it cannot write: what fills the disk stops the crawl, and that is said once."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the base's own name
        """Pass over a line that could not be written."""

    def close(self) -> None:
        """Close the file, and do without the last lines if they find no room."""
        with suppress(OSError):
            super().close()


@contextmanager
def _log(path: Path) -> Iterator[None]:
    """Everything logged meanwhile goes to a file that is rolled by size, so that years of crawls do not fill a disk."""
    handler = _Log(path, maxBytes=LOG_BYTES, backupCount=LOG_FILES, encoding="utf-8")
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


def _gathering(archive: Archive, settings: Settings) -> Gathering:
    seconds, articles = settings.getfloat("GATHER_SECONDS", SECONDS), settings.getint("GATHER_ARTICLES", ARTICLES)
    return Gathering(archive, seconds=seconds, articles=articles)


def _teller(crawler: Crawler, watcher: Watcher) -> Callable[[], None]:
    def tell() -> None:
        spider = crawler.spider
        if isinstance(spider, OutletSpider):
            watcher.watch(spider.declared, spider.ledger.tally, len(spider.ledger.asked))

    return tell


def _close(spiders: Sequence[OutletSpider], archive: Archive) -> None:
    """Let sick hosts rest, unless every one was unreachable: then it is our own network that is sick."""
    reached = any(spider.hosts.answering for spider in spiders)
    for spider in spiders:
        if reached or len(spiders) == 1:
            spider.hosts.remember()
        elif spider.ledger.tally.outcome == "unreachable":
            archive.judge(spider.ledger.run, "network")
            spider.ledger.tally.verdict = "network"
