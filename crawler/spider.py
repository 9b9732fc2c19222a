"""FETCH: the one spider. It reads an outlet's sources, fetches what is due, and hands each story to the pipeline."""

import logging
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any, Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response, TextResponse
from twisted.python.failure import Failure as TwistedFailure

from archive import Archive, Failure, Sighting, Tally, Visit
from crawler import faults
from crawler.discover import addresses, discover
from crawler.draft import Page
from crawler.errors import Fault, PageUnreadable, SourceUnreadable
from crawler.identity import SOFTWARE, archive_folder, require_contact
from crawler.outlet import Outlet, Source
from crawler.pipeline import RULES, read_story, refusal

logger = logging.getLogger(__name__)

CAPTURE = "capture"  # request.meta: id of the capture of the answer
FETCHED_AT = "fetched_at"  # request.meta: when it came

# The longest serial in the outlets studied runs over 12 pages; a story of more than this is a trap.
MOST_PAGES = 30

# Sources are read before articles, so that what they say is known before anything is asked for.
SOURCE_PRIORITY = 100


@dataclass(frozen=True, slots=True)
class Story:
    """A story being fetched: the URL it was seen under, the capture of its first page, and its pages so far."""

    url: str
    capture: int | None = None
    pages: tuple[Page, ...] = ()


class OutletSpider(Spider):
    """Crawls one outlet into an archive: made with `declared` and `archive`, or by its name through Scrapy.

    Raises NoContact on the live web without a contact, ArchiveBusy where another process writes.
    """

    name = "outlet"
    declared: Outlet

    def __init__(
        self, declared: Outlet | None = None, archive: Archive | None = None, revisit: bool | str = False, **rest: Any
    ) -> None:
        super().__init__(**rest)
        self.declared = declared or self.declared
        self.name = self.declared.slug
        self.allowed_domains = list(self.declared.hosts)
        self.revisit = str(revisit).lower() in {"1", "true", "yes"}
        require_contact([self.declared])
        self._closes_archive = archive is None
        self.archive = archive or Archive(archive_folder(), software=SOFTWARE)
        self.run = self.archive.begin_run(
            self.declared.record(), tuple(source.record() for source in self.declared.sources)
        )
        self.tally = Tally()
        self._began = time.monotonic()
        self._found: set[str] = set()
        self._asked: set[str] = set()
        self._sources_read = 0
        self._reached = False

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """As Scrapy makes spiders."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.finish, signals.spider_closed)
        return spider

    @property
    def asked(self) -> int:
        """How many pages this run has asked for."""
        return len(self._asked)

    async def start(self) -> AsyncIterator[Request]:
        """Ask for every source, only if it changed; then for what an earlier run left behind."""
        for source in self.declared.sources:
            for address in addresses(source):
                yield self._ask_source(source, address)
        for request in self._due():
            yield request

    def parse_source(self, response: Response, source: Source, address: str) -> Iterator[Request]:
        """Remember what a source shows, then ask for what is due."""
        self._reached = True
        if response.status == HTTPStatus.NOT_MODIFIED:
            self._source_read(source, address, response, None)
        elif response.status != HTTPStatus.OK:
            self._fail(address, faults.of_answer(response), response.meta[CAPTURE])
        else:
            try:
                encoding = response.encoding if isinstance(response, TextResponse) else None
                found = discover(source, response.body, response.url, encoding)
            except SourceUnreadable as fault:
                self._fail(address, Fault("source_unreadable", str(fault)), response.meta[CAPTURE])
            else:
                yield from (self._ask_source(source, further) for further in found.follow)
                self._see(found.sightings)
                self._source_read(source, address, response, len(found.sightings))
        yield from self._due()

    def parse_page(self, response: Response, story: Story) -> Iterator[Request]:
        """Take in a page; the story is read when its last page is here."""
        self._reached = True
        if not story.pages:
            story = replace(story, capture=response.meta[CAPTURE])
            self.tally.fetched += 1
        if response.status == HTTPStatus.NOT_MODIFIED:
            self.tally.unchanged += 1
            self.archive.unchanged(story.url)
        elif response.status in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE} and not story.pages:
            self._gone(story, faults.of_answer(response))
        elif response.status != HTTPStatus.OK or faults.CUT_OFF in response.flags:
            self._fail(story.url, faults.of_answer(response), response.meta[CAPTURE])
        else:
            story = replace(story, pages=(*story.pages, _page(response)))
            further = self._next_page(response, story)
            if further:
                yield self._ask_page(further, story)
            else:
                self._read(story)

    def source_failed(self, failure: TwistedFailure) -> Iterator[Request]:
        """A source gave no answer at all; what is due is fetched all the same."""
        request: Request = failure.request  # type: ignore[attr-defined]
        self._fail(request.cb_kwargs["address"], faults.of_error(failure))
        yield from self._due()

    def page_failed(self, failure: TwistedFailure) -> None:
        """A page gave no answer at all."""
        request: Request = failure.request  # type: ignore[attr-defined]
        self._fail(request.cb_kwargs["story"].url, faults.of_error(failure))

    def finish(self, reason: str) -> None:
        """Close the run: what it came to, and whether the outlet could be read at all."""
        self.tally.found = len(self._found)
        self.tally.skipped = len(self._found - self._asked)
        self.tally.seconds = round(time.monotonic() - self._began, 1)
        self.tally.outcome = self._outcome(reason)
        self.archive.end_run(self.run, self.tally)
        if self._closes_archive:
            self.archive.close()

    def _outcome(self, reason: str) -> str:
        if reason != "finished":
            return "interrupted"
        if not self._reached:
            return "unreachable"
        return "finished" if self._sources_read else "no_source"

    def _ask_source(self, source: Source, address: str) -> Request:
        return Request(
            address,
            self.parse_source,
            errback=self.source_failed,
            cb_kwargs={"source": source, "address": address},
            headers=_conditions(self.archive.validators(address)),
            priority=SOURCE_PRIORITY,
            dont_filter=True,
        )

    def _ask_page(self, url: str, story: Story, visit: Visit | None = None) -> Request:
        return Request(
            url,
            self.parse_page,
            errback=self.page_failed,
            cb_kwargs={"story": story},
            headers=_conditions(visit) if visit else None,
            dont_filter=True,
        )

    def _due(self) -> Iterator[Request]:
        """Requests for everything due that this run has not asked for yet."""
        for visit in self.archive.due(self.declared.slug, revisit=self.revisit):
            if visit.url not in self._asked:
                self._asked.add(visit.url)
                yield self._ask_page(visit.url, Story(visit.url), visit)

    def _see(self, sightings: tuple[Sighting, ...]) -> None:
        stories = [s for s in sightings if self.declared.is_article(s.url) and self.declared.is_own(s.url)]
        self._found.update(s.url for s in stories)
        self.archive.see(self.declared.slug, stories)

    def _source_read(self, source: Source, address: str, response: Response, listed: int | None) -> None:
        self._sources_read += 1
        etag, last_modified = (_header(response, name) for name in ("ETag", "Last-Modified"))
        self.archive.source_read(
            self.declared.slug,
            source.record(address),
            Visit(url=address, etag=etag, last_modified=last_modified),
            listed=listed,
        )

    def _next_page(self, response: Response, story: Story) -> str | None:
        """The next page of a story that runs over several, None at its end."""
        if self.declared.paged is None or not isinstance(response, TextResponse) or len(story.pages) >= MOST_PAGES:
            return None
        read = {page.url for page in story.pages}
        links = (response.urljoin(link) for link in response.css(self.declared.paged).xpath("@href").getall())
        return next((link for link in links if link not in read and self.declared.is_own(link)), None)

    def _read(self, story: Story) -> None:
        """Make an article of the pages and store it, or record why there is none."""
        try:
            article = read_story(story.pages, self.declared).article
            fault = refusal(article)
        except PageUnreadable as unreadable:
            fault = Fault("unreadable", str(unreadable))
        except Exception as broken:
            # A rule that breaks on a page is our fault, not the page's: its capture is kept and the crawl goes on.
            logger.exception("%s: a rule broke on %s", self.name, story.url)
            fault = Fault("rule_error", f"a rule broke on this page: {broken!r}")
        if fault is not None:
            self._fail(story.url, fault, story.capture)
            return
        stored = self.archive.store(article, outlet=self.name, seen_as=story.url, capture=story.capture, rules=RULES)
        setattr(self.tally, stored.change, getattr(self.tally, stored.change) + 1)

    def _gone(self, story: Story, fault: Fault) -> None:
        loss = self.archive.withdraw(story.url)
        if loss == "withdrawn":
            self.tally.withdrawn += 1
        elif loss == "gone before":
            self.tally.unchanged += 1
        else:
            self._fail(story.url, fault, story.capture)

    def _fail(self, url: str, fault: Fault, capture: int | None = None) -> None:
        self.tally.failed += 1
        logger.warning("%s: %s: %s", self.name, url, fault.message)
        self.archive.fail(
            Failure(
                url=url, outlet=self.name, run=self.run, capture=capture, reason=fault.reason, message=fault.message
            )
        )


def _conditions(visit: Visit) -> dict[str, str]:
    """Headers that ask for a page only if it changed."""
    asked = {"If-None-Match": visit.etag, "If-Modified-Since": visit.last_modified}
    return {name: value for name, value in asked.items() if value}


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None


def _page(response: Response) -> Page:
    return Page(
        body=response.body,
        url=response.url,
        fetched_at=response.meta[FETCHED_AT],
        content_type=_header(response, "Content-Type"),
    )
