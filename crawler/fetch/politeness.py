"""Politeness that Scrapy leaves to others: robots.txt as RFC 9309 has it, Retry-After, leaving a sick host alone."""

import asyncio
import logging
import time
from datetime import timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import ProtegoRobotParser

from crawler.errors import Fault
from crawler.fetch import faults
from crawler.fetch.faults import AtRest, Refused, Unanswered
from crawler.fetch.hosts import host_of
from crawler.fetch.spider import spider_of

logger = logging.getLogger(__name__)

PAUSES = "pauses"  # request.meta: how often it was put off already
FOR_ROBOTS = "for_robots"  # request.meta: this asks for a robots.txt

# RFC 9309 2.5: at least 500 KiB are read; who writes more than that has lost control of the file.
ROBOTS_MAX_BYTES = 512 * 1024

# A pause we sit out within the run; who asks for more is left alone until then.
PATIENCE_SECONDS = 60.0
MOST_PAUSES = 2
UNSAID_PAUSE_SECONDS = 5.0  # where it does not say how long; twice that the second time

# So many answers in a row that tell of a sick host, and the rest of the run does not knock again.
TROUBLES = 3


class Robots:
    """Downloader middleware: asks every host for its robots.txt first, and obeys it, Crawl-delay included.

    No robots.txt (4xx) allows everything. One that cannot be had for a fault of the server (5xx) forbids everything
    until the next run. A host that does not answer at all is not asked for anything else.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._agent = crawler.settings["USER_AGENT"]
        self._rules: dict[str, asyncio.Task[ProtegoRobotParser | IgnoreRequest | None]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """As Scrapy makes middlewares."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Let a request pass, or refuse it."""
        if FOR_ROBOTS in request.meta:
            return
        parts = urlsplit(request.url)
        place = f"{parts.scheme}://{parts.netloc}/robots.txt"
        if place not in self._rules:
            self._rules[place] = asyncio.ensure_future(self._read(place))
        rules = await asyncio.shield(self._rules[place])
        if isinstance(rules, IgnoreRequest):
            raise rules
        if rules is not None and not rules.allowed(request.url, self._agent):
            raise Refused("robots", "the outlet's robots.txt asks us not to fetch this")

    async def _read(self, place: str) -> ProtegoRobotParser | IgnoreRequest | None:
        engine = self._crawler.engine
        if engine is None:
            raise RuntimeError("robots.txt is read while the crawl runs")
        request = Request(place, callback=NO_CALLBACK, meta={FOR_ROBOTS: True}, priority=1000)
        try:
            response = await engine.download_async(request)
        except IgnoreRequest as ignored:
            return ignored if isinstance(ignored, AtRest) else None
        except Exception as error:
            return self._none_asked(place, faults.of_error(error))
        if response.status >= HTTPStatus.INTERNAL_SERVER_ERROR or response.status == HTTPStatus.TOO_MANY_REQUESTS:
            said = f"robots.txt cannot be read (status {response.status}), so nothing else is asked for"
            return self._none_asked(place, Fault("robots_unreadable", said))
        if response.status != HTTPStatus.OK:
            return None
        rules = ProtegoRobotParser(response.body[:ROBOTS_MAX_BYTES], self._crawler.spider)
        self._slow_down(urlsplit(place).hostname or "", rules.crawl_delay(self._agent) or 0.0)
        return rules

    def _none_asked(self, place: str, fault: Fault) -> IgnoreRequest:
        """The host rests; whoever asked first records why, the others stay due."""
        spider_of(self._crawler).hosts.leave_alone(host_of(place), fault.reason)
        self._rules[place] = asyncio.ensure_future(_at_rest(place))
        return Unanswered(fault)

    def _slow_down(self, host: str, delay: float) -> None:
        """Raise the delay of a host's lane to what its robots.txt asks for, in seconds; never lower it."""
        engine = self._crawler.engine
        if not delay or engine is None:
            return
        downloader = engine.downloader
        downloader.per_slot_settings.setdefault(host, {})["delay"] = delay  # a lane that was idle is made anew
        if host in downloader.slots:
            downloader.slots[host].delay = max(downloader.slots[host].delay, delay)
        throttle = self._crawler.get_extension(AutoThrottle)
        if throttle is not None:
            throttle.mindelay = max(throttle.mindelay, delay)


async def _at_rest(place: str) -> IgnoreRequest:
    return AtRest(f"{host_of(place)} is left alone for now")


class HostCare:
    """Downloader middleware: holds a host's lane when it asks for quiet, and lets a sick host rest."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._held_until: dict[str, float] = {}  # monotonic seconds
        self._troubles: dict[str, int] = {}
        self._unsaid = crawler.settings.getfloat("UNSAID_PAUSE_SECONDS", UNSAID_PAUSE_SECONDS)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """As Scrapy makes middlewares."""
        care = cls(crawler)
        crawler.signals.connect(care.hear, signals.response_downloaded)
        return care

    def hear(self, response: Response, request: Request) -> None:
        """An answer came: where it asks for quiet, hold the host's lane before anything else is sent down it."""
        pause = self._pause_asked(response, request)
        if pause is not None and pause <= PATIENCE_SECONDS:
            host = host_of(request.url)
            self._held_until[host] = time.monotonic() + pause
            engine = self._crawler.engine
            slot = engine.downloader.slots.get(urlsplit(request.url).hostname or "") if engine else None
            if slot is not None:
                slot.lastseen = time.monotonic() + pause
            logger.info("%s asks for %.0f seconds of quiet", host, pause)

    async def process_request(self, request: Request) -> None:
        """Wait while the host's lane is held. Raises AtRest for a host that is left alone."""
        host = host_of(request.url)
        while (wait := self._held_until.get(host, 0.0) - time.monotonic()) > 0:
            await asyncio.sleep(wait)
        if host in spider_of(self._crawler).hosts.resting:
            raise AtRest(f"{host} is left alone for now")

    async def process_response(self, request: Request, response: Response) -> Request | Response:
        """Obey 429 and 503: wait and ask again, or let the host rest."""
        host = host_of(request.url)
        fault = faults.of_answer(response)
        if fault is None or fault.reason not in faults.HOST_TROUBLE:
            self._troubles[host] = 0
            spider_of(self._crawler).hosts.answered(host)
            return response
        pause = self._pause_asked(response, request)
        if pause is not None and pause > PATIENCE_SECONDS:
            spider_of(self._crawler).hosts.leave_alone(host, fault.reason, timedelta(seconds=pause))
        elif pause is not None:
            return request.replace(dont_filter=True, meta={**request.meta, PAUSES: request.meta.get(PAUSES, 0) + 1})
        self._trouble(host, fault.reason)
        return response

    def _pause_asked(self, response: Response, request: Request) -> float | None:
        """Seconds of quiet that an answer asks for; None where it asks for none, or was waited for often enough."""
        if response.status not in {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}:
            return None
        said, pauses = retry_after(response), int(request.meta.get(PAUSES, 0))
        if said is not None and said > PATIENCE_SECONDS:
            return said
        return (said if said is not None else self._unsaid * 2**pauses) if pauses < MOST_PAUSES else None

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Count what tells of a sick host; Scrapy has tried again before this hears of it."""
        fault = faults.of_error(exception)
        if fault.reason in faults.HOST_TROUBLE and not isinstance(exception, IgnoreRequest):
            self._trouble(host_of(request.url), fault.reason)

    def _trouble(self, host: str, reason: str) -> None:
        self._troubles[host] = self._troubles.get(host, 0) + 1
        if self._troubles[host] >= TROUBLES:
            spider_of(self._crawler).hosts.leave_alone(host, reason)


def retry_after(response: Response) -> float | None:
    """Seconds that a server asks us to wait: a number of them, or until a date. None where it says nothing legible."""
    header = response.headers.get("Retry-After")
    said = header.decode("latin-1").strip() if header else ""
    if said.isdecimal():
        return float(said)
    try:
        return max(0.0, parsedate_to_datetime(said).timestamp() - time.time())
    except (ValueError, TypeError):
        return None
