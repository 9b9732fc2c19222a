"""Crawl-delay of robots.txt: Scrapy parses it and leaves it at that."""

from typing import Self
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.extensions.throttle import AutoThrottle
from scrapy.robotstxt import RobotParser


class CrawlDelay:
    """Slows a host's lane down to the Crawl-delay its robots.txt asks for; never speeds it up."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Listen for parsed robots.txt files."""
        extension = cls(crawler)
        crawler.signals.connect(extension.slow_down, signals.robots_parsed)
        return extension

    def slow_down(self, robotparser: RobotParser, request: Request) -> None:
        """Raise the delay of the request's host to what its robots.txt asks for, in seconds."""
        delay = robotparser.crawl_delay(self._crawler.settings["USER_AGENT"]) or 0.0
        host = urlsplit(request.url).hostname
        engine = self._crawler.engine
        if not delay or not host or engine is None:
            return
        downloader = engine.downloader
        downloader.per_slot_settings.setdefault(host, {})["delay"] = delay  # a lane that was idle is made anew
        if host in downloader.slots:
            downloader.slots[host].delay = max(downloader.slots[host].delay, delay)
        throttle = self._crawler.get_extension(AutoThrottle)
        if throttle is not None:
            throttle.mindelay = max(throttle.mindelay, delay)
