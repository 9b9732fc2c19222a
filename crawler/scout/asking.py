"""Asks a site for a few pages, as politely as the crawler: robots.txt first, one request at a time, a pause between.

For a person who looks at a site before it is declared, and for the check of outlets. The crawler has lanes of its own.
"""

import gzip
import time
import urllib.error
import urllib.request
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from email.message import Message
from http import HTTPStatus
from http.client import HTTPException
from io import BytesIO
from typing import IO, Any
from urllib.parse import urljoin, urlsplit

from protego import Protego
from w3lib.url import safe_url_string

from archive import now
from crawler.allowed import is_address
from crawler.draft import Page
from crawler.errors import NotAnswered
from crawler.identity import is_loopback, user_agent

PAUSE_SECONDS = 2.0
TIMEOUT_SECONDS = 60
MOST_BYTES = 20 * 1024 * 1024
MOST_REDIRECTS = 5
ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came for a URL; `url` is where redirects led, `content_type` as the server said it."""

    url: str
    status: int
    body: bytes
    content_type: str | None
    fetched_at: str

    def page(self) -> Page:
        """The answer as a page to be read."""
        return Page(body=self.body, url=self.url, fetched_at=self.fetched_at, content_type=self.content_type)


class Asker:
    """Asks for pages. `sleep` is what waits between two requests to a host."""

    def __init__(self, sleep: Callable[[float], None] = time.sleep) -> None:
        self._sleep = sleep
        self._rules: dict[str, Protego | None] = {}
        self._asked_at: dict[str, float] = {}
        self._opener = urllib.request.build_opener(_NoRedirect())

    def ask(self, url: str) -> Answer:
        """The answer for a URL, whatever its status. Raises NotAnswered where robots.txt forbids it, or none comes."""
        for _ in range(MOST_REDIRECTS + 1):
            if not self.allows(url):
                raise NotAnswered(f"{url}: robots.txt asks us not to fetch this")
            answer, onward = self._fetch(url, _delay(self.rules(url)))
            if onward is None:
                return answer
            url = onward
        raise NotAnswered(f"{url}: redirected more than {MOST_REDIRECTS} times")

    def allows(self, url: str) -> bool:
        """Whether robots.txt lets us ask for a URL. Raises NotAnswered as `rules` does."""
        rules = self.rules(url)
        return rules is None or bool(rules.can_fetch(url, user_agent()))

    def rules(self, url: str) -> Protego | None:
        """What the robots.txt of a URL's host says, None where there is none. Raises NotAnswered where it is broken."""
        _refuse_strange(url)
        place = urljoin(url, "/robots.txt")
        if place not in self._rules:
            answer, onward = self._fetch(place, None)
            if onward is not None and urlsplit(onward).path == "/robots.txt":
                answer, onward = self._fetch(onward, None)
            if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR or answer.status == HTTPStatus.TOO_MANY_REQUESTS:
                raise NotAnswered(f"{place}: status {answer.status}, so nothing else is asked for")
            found = answer.status == HTTPStatus.OK and onward is None
            self._rules[place] = Protego.parse(answer.body.decode("utf-8", "replace")) if found else None
        return self._rules[place]

    def _fetch(self, url: str, delay: float | None) -> tuple[Answer, str | None]:
        """The answer, and where it sends us, if it does."""
        _refuse_strange(url)
        self._wait(urlsplit(url).hostname or "", delay)
        headers = {"User-Agent": user_agent(), "Accept": ACCEPT}
        request = urllib.request.Request(safe_url_string(url), headers=headers)  # noqa: S310 - an http address
        try:
            with self._opener.open(request, timeout=TIMEOUT_SECONDS) as response:
                return _answer(url, response.status, response.headers, response), None
        except urllib.error.HTTPError as fault:
            with fault:
                onward = fault.headers.get("Location") if 300 <= fault.code < 400 else None
                return _answer(url, fault.code, fault.headers, fault), urljoin(url, onward) if onward else None
        except (OSError, ValueError, EOFError, HTTPException, zlib.error) as fault:
            raise NotAnswered(f"{url}: no answer ({getattr(fault, 'reason', fault)})") from fault

    def _wait(self, host: str, delay: float | None) -> None:
        """Pause before a host is asked again; on this machine nobody is to be spared."""
        pause = delay or 0.0 if is_loopback(host) else max(PAUSE_SECONDS, delay or 0.0)
        since = time.monotonic() - self._asked_at.get(host, -pause)
        if pause > since:
            self._sleep(pause - since)
        self._asked_at[host] = time.monotonic()


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Leaves redirects to the asker, who must look at robots.txt first."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        """No request of its own."""


def _refuse_strange(url: str) -> None:
    """Raises NotAnswered for what is not of the web, wherever it came from: a user, a page, a redirect."""
    if not is_address(url):
        raise NotAnswered(f"{url!r} is not an http or https address")


def _answer(url: str, status: int, headers: Message, body: IO[bytes]) -> Answer:
    sent = body.read(MOST_BYTES)
    if sent[:2] == b"\x1f\x8b":
        with gzip.GzipFile(fileobj=BytesIO(sent)) as packed:
            sent = packed.read(MOST_BYTES)
    return Answer(url, status, sent, headers.get("Content-Type"), now())


def _delay(rules: Protego | None) -> float | None:
    delay = rules.crawl_delay(user_agent()) if rules is not None else None
    return float(delay) if delay is not None else None
