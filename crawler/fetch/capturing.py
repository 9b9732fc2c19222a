"""FETCH → capture: every answer is written, as it was sent, before anything else looks at it."""

from datetime import UTC, datetime
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.http.headers import Headers

from archive import Capture, moment
from crawler.fetch.browser import SHOWN
from crawler.fetch.sourcing import CAPTURE
from crawler.fetch.spider import FETCHED_AT, spider_of


class KeepCapture:
    """Downloader middleware next to the network: writes every answer, retried and redirected too, to WARC."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """As Scrapy makes middlewares."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        """Keep the answer and tell the request where."""
        spider = spider_of(self._crawler)
        fetched_at = moment(datetime.now(UTC))
        is_received = SHOWN not in request.meta  # what a browser showed was not: a resource, not a response
        capture = Capture(
            url=request.url,
            fetched_at=fetched_at,
            status=response.status if is_received else None,
            headers=_pairs(response.headers),
            body=response.body,
            request_headers=_pairs(request.headers),
        )
        with spider.faults_told():
            spider.gathering.begin()
            request.meta[CAPTURE] = spider.archive.keep(capture, spider.ledger.run)
        request.meta[FETCHED_AT] = fetched_at
        spider.ledger.tally.bytes += len(response.body) if is_received else 0
        return response


def _pairs(headers: Headers) -> tuple[tuple[str, str], ...]:
    """Headers as they came, one pair a line, bytes read one to one as HTTP does."""
    return tuple(
        (name.decode("latin-1"), value.decode("latin-1")) for name, values in headers.items() for value in values
    )
