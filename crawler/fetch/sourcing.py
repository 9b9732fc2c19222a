"""Reads an outlet's sources for the spider: asks for each, only if it changed, and keeps what it shows as sightings."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from http import HTTPStatus
from zoneinfo import ZoneInfo

from scrapy import Request
from scrapy.http import Response, TextResponse
from twisted.python.failure import Failure as TwistedFailure

from archive import Archive, ArchiveError, Visit
from crawler.discover import Found, addresses, day_in, discover, feeds_of, following, plain_address
from crawler.errors import Fault, SourceUnreadable
from crawler.fetch import faults
from crawler.fetch.browser import IN_BROWSER
from crawler.fetch.faults import AtRest
from crawler.fetch.ledger import Ledger
from crawler.fetch.traps import trap
from crawler.outlet import Feed, Listing, Outlet, Sitemap, Source, WordPress
from crawler.plan import Plan

logger = logging.getLogger(__name__)

CAPTURE = "capture"  # request.meta: id of the capture of the answer

# Sources are read before articles, so that what they say is known before anything is asked for.
PRIORITY = 100

# A sitemap index may name 50,000 files of 50,000 addresses; an outlet of decades has a few hundred.
MOST_FILES = 200

MOVED = frozenset({"source_unreadable", "http_404", "http_410"})


class SourceReader:
    """Asks for the sources of one outlet in one run, and takes their answers."""

    def __init__(self, outlet: Outlet, archive: Archive, ledger: Ledger, plan: Plan) -> None:
        self._outlet = outlet
        self._archive = archive
        self._ledger = ledger
        self._window = plan.window
        self._zone = ZoneInfo(outlet.timezone) if outlet.timezone else UTC
        self._done = archive.backfilled(outlet.slug, *plan.window.days) if plan.window else frozenset()
        # A page links to all the world; a feed or a sitemap that does has been led astray.
        self._of_programs = {source.url for source in outlet.sources if isinstance(source, Feed | Sitemap | WordPress)}
        self._asked: set[str] = set()
        self._met: set[str] = set()
        self._read_later: list[tuple[Source, str, Visit, int | None]] = []

    def ask(self) -> Iterator[Request]:
        """Requests for every source."""
        today = datetime.now(self._zone).date()
        for source in self._outlet.sources:
            since = self._archive.source_read_at(source.url)
            for address in addresses(source, today=today, window=self._window, since=since):
                yield from self._ask(source, address)

    def note_all_read(self) -> None:
        """Note the reading of sources that tell only what is new since the last one, now that all of it is here."""
        for source, address, visit, listed in self._read_later:
            self._archive.source_read(self._outlet.slug, source.record(address), visit, listed=listed)

    def _ask(self, source: Source, address: str) -> Iterator[Request]:
        """One address, or where an earlier run of the same backfill has read it, the first after it that was not."""
        on: str | None = address
        while on is not None and on in self._done:
            on = following(source, on)
        if on is None or on in self._asked:
            return
        if len(self._asked) >= MOST_FILES + 2 * len(self._outlet.sources) and self._window is None:
            self._ledger.refuse_trap("endless_sources")
            return
        self._asked.add(on)
        conditions = {} if self._window else self._archive.validators(plain_address(on)).conditions
        yield Request(
            on,
            self._take,
            errback=self._fail,
            cb_kwargs={"source": source, "address": on},
            headers=conditions,
            meta={IN_BROWSER: isinstance(source, Listing) and source.browser},
            priority=PRIORITY,
            dont_filter=True,
        )

    def _take(self, response: Response, source: Source, address: str) -> Iterator[Request]:
        """Remember what a source shows, and ask for its further files."""
        capture = response.meta[CAPTURE]
        if response.status == HTTPStatus.NOT_MODIFIED:
            self._note(source, address, response, None)
            return
        fault = faults.of_answer(response)
        if fault is not None:
            yield from self._failed(source, address, fault, capture)
            return
        try:
            encoding = response.encoding if isinstance(response, TextResponse) else None
            found = discover(source, response.body, response.url, encoding)
        except SourceUnreadable as unreadable:
            yield from self._failed(source, address, Fault("source_unreadable", str(unreadable)), capture)
            return
        if isinstance(source, WordPress):
            found = replace(found, sightings=tuple(replace(s, witness=capture) for s in found.sightings))
        news = self._see(found)
        self._note(source, address, response, len(found.sightings))
        for further in found.follow:
            if not self._outlet.is_own(further):
                self._ledger.refuse_trap("off_host")
            elif not self._is_read_since(further, found.changed.get(further)):
                yield from self._ask(source, further)
        on = following(source, address) if news and _is_open_ended(self._window is not None, address) else None
        if on is not None:
            yield from self._ask(source, on)

    def _is_read_since(self, address: str, changed: str | None) -> bool:
        """Whether a file was read after the day it last changed, as far as its index can be believed."""
        read_at = self._archive.source_read_at(address)
        return self._window is None and read_at is not None and changed is not None and changed[:10] < read_at[:10]

    def _take_home(self, response: Response, source: Source) -> Iterator[Request]:
        """A feed has moved: the front page may say where to."""
        encoding = response.encoding if isinstance(response, TextResponse) else None
        for feed in feeds_of(response.body, response.url, encoding):
            if feed not in self._asked and self._outlet.is_own(feed):
                logger.warning("%s: %s has moved; the front page names %s", self._outlet.slug, source.url, feed)
                self._ledger.found_feeds.append(feed)
                yield from self._ask(Feed(url=feed, only=source.only), feed)

    def _fail(self, failure: TwistedFailure) -> Iterator[Request]:
        """A source gave no answer at all; what is due is fetched all the same."""
        request: Request = failure.request  # type: ignore[attr-defined]
        if not isinstance(failure.value, AtRest | ArchiveError):
            fault = faults.of_error(failure.value)
            yield from self._failed(**request.cb_kwargs, fault=fault, capture=request.meta.get(CAPTURE))

    def _failed(self, source: Source, address: str, fault: Fault, capture: int | None) -> Iterator[Request]:
        past_its_end = fault.reason in {"http_400", "http_404"} and self._ledger.sources_read > 0
        if past_its_end and _is_open_ended(self._window is not None, address):
            return
        self._ledger.fail_source(address, fault, capture)
        if isinstance(source, Feed) and fault.reason in MOVED and self._outlet.home not in self._asked:
            self._asked.add(self._outlet.home)
            yield Request(
                self._outlet.home,
                self._take_home,
                errback=_say_nothing,
                cb_kwargs={"source": source},
                dont_filter=True,
            )

    def _see(self, found: Found) -> int:
        """Keep what is a story of this outlet, of the days asked for.

        Returns how many stories this run had not met, those before the days asked for aside: where there are none, a
        listing has no more to tell.
        """
        for _ in [s for s in found.sightings if s.source in self._of_programs and not self._outlet.is_own(s.url)]:
            self._ledger.refuse_trap("off_host")
        own = [s for s in found.sightings if self._outlet.is_article(s.url) and self._outlet.is_own(s.url)]
        sound = [sighting for sighting in own if not self._is_trap(sighting.url)]
        days = {sighting.url: self._own_day(sighting.published) or day_in(sighting.url) for sighting in sound}
        stories = [s for s in sound if self._window is None or self._window.holds(days[s.url])]
        self._ledger.found.update(story.url for story in stories)
        self._archive.see(self._outlet.slug, stories)
        news = {url for url, day in days.items() if not (self._window and self._window.is_after(day))} - self._met
        self._met |= news
        return len(news)

    def _own_day(self, moment: str | None) -> str | None:
        """The day of a moment in the outlet's own calendar: an evening in Vancouver is the next day in UTC."""
        if moment is None or len(moment) <= len("2019-05-03"):
            return moment
        return datetime.fromisoformat(moment).astimezone(self._zone).date().isoformat()

    def _is_trap(self, url: str) -> bool:
        """Whether an address must not be followed: a trap, or a story that is known in its other script."""
        twins = self._outlet.twins_of(url)
        reason = "script_twin" if any(map(self._is_known, twins)) and not self._is_known(url) else trap(url)
        if reason:
            self._ledger.refuse_trap(reason)
        return reason is not None

    def _is_known(self, url: str) -> bool:
        return url in self._ledger.found or self._archive.has_seen(url)

    def _note(self, source: Source, address: str, response: Response, listed: int | None) -> None:
        self._ledger.sources_read += 1
        if self._window is not None:
            if listed and following(source, address):
                self._archive.note_backfill(self._outlet.slug, self._window.days, address)
            return
        visit = Visit(url=address, etag=_header(response, "ETag"), last_modified=_header(response, "Last-Modified"))
        if isinstance(source, WordPress):
            self._read_later.append((source, source.url, Visit(url=source.url), listed))
        else:
            self._archive.source_read(self._outlet.slug, source.record(plain_address(address)), visit, listed=listed)


def _is_open_ended(of_the_past: bool, address: str) -> bool:
    """Whether an address is read page after page until one shows nothing new."""
    return of_the_past or "modified_after=" in address


def _say_nothing(_: TwistedFailure) -> None:
    """That a feed has moved is on record; the front page was a chance to find it again, no more."""


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None
