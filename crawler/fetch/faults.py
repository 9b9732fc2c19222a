"""Why an address gave no page: what an HTTP status or a network error means, in words a person understands."""

from http import HTTPStatus
from urllib.parse import urlsplit

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
)
from scrapy.http import Response

from crawler.errors import Fault

CUT_OFF = "dataloss"  # Scrapy's flag on a response whose body is not as long as its Content-Length


class Refused(IgnoreRequest):
    """We do not ask for this address: it is not the server that failed."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.fault = Fault(reason, message)


class Unanswered(IgnoreRequest):
    """The host of this address gave no answer to another question already."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


class Unshown(IgnoreRequest):
    """The page came, but the browser could not show it: it is not the host that failed."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.fault = Fault("not_shown", message)


class AtRest(IgnoreRequest):
    """The host is left alone for now; the page stays due."""


_STATUS = {
    HTTPStatus.UNAUTHORIZED: "the page is behind a log-in",
    HTTPStatus.PAYMENT_REQUIRED: "the page is for subscribers",
    HTTPStatus.FORBIDDEN: "the server refuses us this page",
    HTTPStatus.NOT_FOUND: "there is no such page",
    HTTPStatus.GONE: "the page was taken down",
    HTTPStatus.TOO_MANY_REQUESTS: "the server asks us to slow down",
    HTTPStatus.UNAVAILABLE_FOR_LEGAL_REASONS: "the page is withheld for legal reasons",
}

_ERRORS = {
    CannotResolveHostError: (
        "no_such_host",
        "the host's name does not resolve: is the network up, is the domain alive?",
    ),
    DownloadConnectionRefusedError: ("refused", "the host refuses connections"),
    DownloadTimeoutError: ("timeout", "the host did not answer in time"),
    DownloadCancelledError: ("too_large", "the answer is larger than any news page"),
}

# Scrapy's own refusals, known by what they say.
_IGNORED = (
    ("max redirections", "redirect_loop", "the address redirects in a circle"),
    ("DOWNLOAD_MAXSIZE", "too_large", "unpacked, the answer is larger than any news page"),
)

# What is wrong with a host, not with the one page that was asked for.
HOST_TROUBLE = frozenset(
    {"no_such_host", "refused", "timeout", "no_answer", "robots_unreadable", "http_429"}
    | {f"http_{status}" for status in (500, 502, 503, 504, 520, 521, 522, 523, 524)}
)


def of_answer(response: Response) -> Fault | None:
    """The fault of an answer that is not a whole page; None where nothing is wrong with it as an answer."""
    if response.status == HTTPStatus.OK:
        if CUT_OFF in response.flags:
            return Fault("cut_off", "the page is not as long as the server announced")
        return None
    meaning = _STATUS.get(HTTPStatus(response.status)) if response.status in _KNOWN else None
    if meaning is None:
        meaning = (
            "the server has a fault" if response.status >= HTTPStatus.INTERNAL_SERVER_ERROR else "no page was sent"
        )
    return Fault(f"http_{response.status}", f"{meaning} (status {response.status})")


def of_error(error: BaseException | None) -> Fault:
    """The fault of a request that got no answer."""
    if isinstance(error, Refused | Unanswered | Unshown):
        return error.fault
    for kind, (reason, message) in _ERRORS.items():
        if isinstance(error, kind):
            return Fault(reason, message)
    if isinstance(error, IgnoreRequest):
        for part, reason, message in _IGNORED:
            if part in str(error):
                return Fault(reason, message)
    return Fault("no_answer", f"no answer came: {str(error) or type(error).__name__}")


def strayed(asked: str, answered: str) -> Fault | None:
    """The fault of a story's address that led to the outlet's front page: a 404 that does not say so."""
    if urlsplit(asked).path.strip("/") and not urlsplit(answered).path.strip("/") and not urlsplit(answered).query:
        return Fault("front_page", "the address leads to the front page: the story is not there")
    return None


_KNOWN = frozenset(status.value for status in HTTPStatus)
