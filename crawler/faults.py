"""Why an address gave no page: what an HTTP status or a network error means, in words a person understands."""

from http import HTTPStatus

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
)
from scrapy.http import Response
from twisted.python.failure import Failure as TwistedFailure

from crawler.errors import Fault

CUT_OFF = "dataloss"  # Scrapy's flag on a response whose body is shorter than its Content-Length


_STATUS = {
    HTTPStatus.UNAUTHORIZED: "the page is behind a log-in",
    HTTPStatus.PAYMENT_REQUIRED: "the page is for subscribers",
    HTTPStatus.FORBIDDEN: "the server refuses us this page",
    HTTPStatus.NOT_FOUND: "there is no such page",
    HTTPStatus.GONE: "the page was taken down",
    HTTPStatus.TOO_MANY_REQUESTS: "the server asks us to slow down, and did so at every try",
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

_IGNORED = (
    ("robots.txt", "robots", "the outlet's robots.txt asks us not to fetch this"),
    ("offsite", "off_host", "the address leads off the outlet's own hosts"),
    ("max redirections", "redirect_loop", "the address redirects in a circle"),
)


def of_answer(response: Response) -> Fault:
    """The fault of an answer that is not a whole page."""
    if response.status == HTTPStatus.OK and CUT_OFF in response.flags:
        return Fault("cut_off", "the page was cut off: fewer bytes came than the server announced")
    meaning = _STATUS.get(HTTPStatus(response.status)) if response.status in _KNOWN else None
    if meaning is None:
        meaning = (
            "the server has a fault" if response.status >= HTTPStatus.INTERNAL_SERVER_ERROR else "no page was sent"
        )
    return Fault(f"http_{response.status}", f"{meaning} (status {response.status})")


def of_error(failure: TwistedFailure) -> Fault:
    """The fault of a request that got no answer."""
    error = failure.value
    for kind, (reason, message) in _ERRORS.items():
        if isinstance(error, kind):
            return Fault(reason, message)
    if isinstance(error, IgnoreRequest):
        for part, reason, message in _IGNORED:
            if part in str(error):
                return Fault(reason, message)
    return Fault("no_answer", f"no answer came: {failure.getErrorMessage() or type(error).__name__}")


_KNOWN = frozenset(status.value for status in HTTPStatus)
