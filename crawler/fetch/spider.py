"""FETCH: the one spider. It reads an outlet's sources, fetches what is due, and hands each story to the pipeline."""

from collections import deque
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Literal, Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Response, TextResponse
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure as TwistedFailure

from archive import Archive, ArchiveError, Learning, Visit
from crawler.draft import Page
from crawler.errors import Fault
from crawler.fetch import faults
from crawler.fetch.browser import IN_BROWSER, settings_for
from crawler.fetch.faults import AtRest, Refused
from crawler.fetch.gathering import Gathering
from crawler.fetch.hosts import Hosts, host_of
from crawler.fetch.ledger import Ledger
from crawler.fetch.readers import Readers
from crawler.fetch.sourcing import CAPTURE, SourceReader
from crawler.fetch.witness import Witnesses
from crawler.health.verdict import verdict
from crawler.outlet import Outlet
from crawler.plan import Plan

FETCHED_AT = "fetched_at"  # request.meta: when the answer came

# The longest serial in the outlets studied runs over 12 pages; a story of more than this is a trap.
MOST_PAGES = 30

# Pages claimed and handed to Scrapy at a time: few enough to keep memory flat and stop on time, enough to be busy.
BATCH = 100

# Why a run ends whose pages in flight were not waited for: the next one asks for them first.
OUT_OF_GRACE = "out of grace"

# What a page that was there before says when it is not there any more, and how the archive names that.
_GONE: dict[str, Literal["gone", "redirected", "emptied", "notice"]] = {
    "http_404": "gone",
    "http_410": "gone",
    "front_page": "redirected",
    "soft_404": "notice",
    "notice": "notice",
    "emptied": "emptied",
}


@dataclass(frozen=True, slots=True)
class Story:
    """A story being fetched: the URL it was seen under, its pages so far, and their captures."""

    url: str
    pages: tuple[Page, ...] = ()
    captures: tuple[int, ...] = ()


class OutletSpider(Spider):
    """Crawls one outlet into an archive: what `crawler.fetch.crawl` sends out, several at a time."""

    name = "outlet"
    declared: Outlet

    def __init__(
        self,
        *,
        archive: Archive,
        readers: Readers,
        gathering: Gathering,
        plan: Plan,
        opted_out: tuple[str, ...] = (),
        **rest: Any,
    ) -> None:
        super().__init__(**rest)
        self.name = self.declared.slug
        self.plan = plan
        self.opted_out = opted_out
        self.archive = archive
        self.readers = readers
        self.gathering = gathering
        self.hosts = Hosts(self.archive)
        self.ledger = Ledger(self.archive, self.declared)
        self.learning = Learning(self.archive.db, self.name)
        self._sources = SourceReader(self.declared, self.archive, self.ledger, self.plan)
        self._witnesses = Witnesses(self.archive)
        self._line: deque[Visit] = deque()

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """What this outlet needs besides. Raises NoBrowser."""
        super().update_settings(settings)
        for name, value in settings_for(cls.declared).items():
            settings.set(name, {**settings.getdict(name), **value} if isinstance(value, dict) else value, "spider")

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """As Scrapy makes spiders."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.draw, signals.spider_idle)
        crawler.signals.connect(spider.finish, signals.spider_closed)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """Ask for every source; what is due is drawn when they are read."""
        for request in self._sources.ask():
            yield request

    def draw(self) -> None:
        """When all that was asked for is here, ask for what is due next, until nothing is or the budget is spent."""
        engine, left = self.crawler.engine, self.plan.pages - len(self.ledger.asked)
        late = self.plan.minutes is not None and self.ledger.seconds > self.plan.minutes * 60
        if engine is None or left <= 0 or late or host_of(self.declared.home) in self.hosts.resting:
            return
        if not self._line:
            with self.faults_told():
                due = self.archive.due(self.name, revisit=self.plan.revisit, most=self.plan.pages)
            self._line.extend([visit for visit in due if visit.url not in self.ledger.asked][:left])
        if not self._line:
            return
        drawn = [self._line.popleft() for _ in range(min(BATCH, len(self._line)))]
        with self.faults_told():
            self.gathering.close()
            self.archive.claim(visit.url for visit in drawn)
        self.readers.start()
        for visit in drawn:
            self.ledger.asked.add(visit.url)
            engine.crawl(self._ask(visit.url, Story(visit.url), visit.conditions))
        raise DontCloseSpider

    @contextmanager
    def faults_told(self) -> Iterator[None]:
        """Within it, a fault is told as one of a callback is; outside of callbacks, Scrapy would log it and go on."""
        try:
            yield
        except Exception:
            told = {"failure": TwistedFailure(), "response": None, "spider": self}  # type: ignore[no-untyped-call]
            self.crawler.signals.send_catch_log(signals.spider_error, **told)
            raise

    async def parse_page(self, response: Response, story: Story) -> list[Request]:
        """Take in a page; asks for the story's next page, or has the story read when all of it is here."""
        capture = response.meta[CAPTURE]
        self.ledger.tally.fetched += not story.pages
        if response.status == HTTPStatus.NOT_MODIFIED:
            self.ledger.tally.unchanged += 1
            self.archive.unchanged(story.url, self.name, capture)
            return []
        fault = faults.of_answer(response) or faults.strayed(story.url, response.url)
        if fault is not None:
            self._lose(story, fault, capture)
            return []
        story = Story(story.url, (*story.pages, _page(response)), (*story.captures, capture))
        further = self._next_page(response, story)
        if further:
            return [self._ask(further, story)]
        await self._read(story)
        return []

    def page_failed(self, failure: TwistedFailure) -> None:
        """A page gave no answer at all."""
        if isinstance(failure.value, ArchiveError):
            return  # It gave one that could not be kept: that ends the crawl, see KeepCapture.
        request: Request = failure.request  # type: ignore[attr-defined]
        url, fault = request.cb_kwargs["story"].url, faults.of_error(failure.value)
        if isinstance(failure.value, AtRest):
            self.ledger.asked.discard(url)
        elif isinstance(failure.value, Refused):
            self.ledger.refuse(url, fault, request.meta.get(CAPTURE))
        else:
            self.ledger.fail(url, fault, request.meta.get(CAPTURE))

    def finish(self, reason: str) -> None:
        """Close the run: what it came to, and what that says of the outlet."""
        if reason != "finished":
            outcome = "interrupted"
        elif not self.hosts.answering:
            outcome = "unreachable"
        else:
            outcome = "finished" if self.ledger.sources_read else "no_source"
        with self.faults_told():
            if outcome == "finished":
                self._sources.note_all_read()
            self.ledger.close(outcome, verdict(self.ledger, outcome))
            if reason != OUT_OF_GRACE:
                self.archive.release(self.name)

    def _ask(self, url: str, story: Story, conditions: dict[str, str] | None = None) -> Request:
        return Request(
            url,
            self.parse_page,
            errback=self.page_failed,
            cb_kwargs={"story": story},
            headers=conditions,
            meta={IN_BROWSER: self.declared.browser},
            dont_filter=True,
        )

    def _next_page(self, response: Response, story: Story) -> str | None:
        """The next page of a story that runs over several, None at its end."""
        if self.declared.paged is None or not isinstance(response, TextResponse) or len(story.pages) >= MOST_PAGES:
            return None
        read = {page.url for page in story.pages}
        links = (response.urljoin(link) for link in response.css(self.declared.paged).xpath("@href").getall())
        return next((link for link in links if link not in read and self.declared.is_own(link)), None)

    async def _read(self, story: Story) -> None:
        """Have an article made of the pages and store it, or record why there is none."""
        first, *further = story.captures
        last = self.archive.last_text(story.url)
        reading = await self.readers.read(story.pages, self.declared, self.learning.lines, last)
        if reading.article is None:
            self._lose(story, reading.fault or Fault("rule_error", "the rules gave nothing"), first)
            return
        article = self._witnesses.heard(reading.article, story.url)
        with self.archive.db.atomic():
            stored = self.archive.store(
                article,
                outlet=self.name,
                seen_as=story.url,
                capture=first,
                rules=reading.rules,
                further=tuple(further),
            )
            if stored.change == "stored":
                self.learning.note(reading.candidates, published_at=article.published_at)
        self.gathering.count()
        setattr(self.ledger.tally, stored.change, getattr(self.ledger.tally, stored.change) + 1)

    def _lose(self, story: Story, fault: Fault, capture: int) -> None:
        """There is no article: withdrawn, if there was one before; else a failure."""
        gone = _GONE.get(fault.reason) if len(story.captures) <= 1 else None
        loss = self.archive.withdraw(story.url, gone, capture) if gone else "none"
        if loss == "withdrawn":
            self.ledger.tally.withdrawn += 1
        elif loss == "gone before":
            self.ledger.tally.unchanged += 1
        else:
            self.ledger.fail(story.url, fault, capture)


def spider_for(outlet: Outlet) -> type[OutletSpider]:
    """The spider of one outlet."""
    return type(outlet.slug, (OutletSpider,), {"name": outlet.slug, "declared": outlet})


def spider_of(crawler: Crawler) -> OutletSpider:
    """The spider that a middleware works for. Raises TypeError for one that is not ours."""
    if not isinstance(crawler.spider, OutletSpider):
        raise TypeError(f"this serves outlets' spiders alone, not {crawler.spider!r}")
    return crawler.spider


def _page(response: Response) -> Page:
    content_type = response.headers.get("Content-Type")
    return Page(
        body=response.body,
        url=response.url,
        fetched_at=response.meta[FETCHED_AT],
        content_type=content_type.decode("latin-1") if content_type else None,
    )
