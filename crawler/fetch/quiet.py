"""What Scrapy need not say: a page that came is a capture, and what was read in it an article."""

from scrapy import Request, Spider
from scrapy.http import Response
from scrapy.logformatter import LogFormatter, LogFormatterResult


class Quiet(LogFormatter):
    """Scrapy's words for a log, without the line for every page."""

    def crawled(self, *_: Request | Response | Spider) -> LogFormatterResult:
        """Nothing: Scrapy then logs nothing."""
        return None  # type: ignore[return-value]
