"""What is never asked for, redirects included: foreign hosts, private addresses, traps, who asked us to stay away."""

import asyncio
import ipaddress
import socket
from collections.abc import Iterable
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.resolver import dnscache

from crawler.fetch.faults import Refused
from crawler.fetch.spider import OutletSpider, spider_of
from crawler.fetch.traps import trap


def is_opted_out(url: str, listed: Iterable[str]) -> bool:
    """Whether an address, or its host or a domain above it, is on the opt-out list."""
    host = urlsplit(url).hostname or ""
    return any(
        url.startswith(entry) if "://" in entry else f".{host}".endswith(f".{entry.lower()}") for entry in listed
    )


class Guard:
    """Downloader middleware before all others: raises Refused for every request that leads where it should not."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._private: dict[str, bool] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """As Scrapy makes middlewares."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Let a request pass, or refuse it with a reason that is counted."""
        spider = spider_of(self._crawler)
        if is_opted_out(request.url, spider.opted_out):
            raise Refused("opted_out", "the outlet asked us not to crawl it (optout.txt)")
        if not spider.declared.may_ask(request.url):
            raise Refused("off_host", f"the address leads off the outlet's own hosts, to {_host(request)}")
        if await self._is_private(_host(request), spider):
            raise Refused("private_address", f"{_host(request)} is not on the public Internet")
        reason = trap(request.url) if request.meta.get("redirect_urls") else None
        if reason:
            raise Refused(reason, f"the address redirects into a trap: {reason.replace('_', ' ')}")

    async def _is_private(self, host: str, spider: OutletSpider) -> bool:
        """Whether a host is on this machine or in a private network; what is declared there is meant to be."""
        if is_private_address(urlsplit(spider.declared.home).hostname or ""):
            return False
        if host not in self._private:
            self._private[host] = await resolves_privately(host)
        return self._private[host]


def _host(request: Request) -> str:
    return urlsplit(request.url).hostname or ""


def is_private_address(host: str) -> bool:
    """Whether a host is written as an address outside the public Internet, or is this machine's own name."""
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


async def resolves_privately(host: str) -> bool:
    """Asked of the system once a run; a host that does not resolve is left to the download to report.

    What was looked at is what is connected to: a name that says one address now and another in a moment gains nothing.
    """
    if is_private_address(host):
        return True
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except OSError:
        return False
    if any(is_private_address(str(address[0])) for *_, address in found):
        return True
    for family, *_, address in found:
        if family == socket.AF_INET:  # Scrapy's resolver knows no other
            dnscache[host] = address[0]
    return False
