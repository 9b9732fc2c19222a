"""The pages of a story read here and now, in time: an article, or the reason why there is none."""

import logging
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType

from archive import LearnedLine
from crawler.draft import Page, Reading
from crawler.errors import Fault, PageUnreadable
from crawler.outlet import Outlet
from crawler.pipeline import read_story, refusal, rules_of
from crawler.withdrawal import lost

logger = logging.getLogger(__name__)

# The longest page in the studied corpus takes a third of a second; who needs this long never ends.
PATIENCE_SECONDS = 60


class _OutOfTime(BaseException):
    """Not an Exception: a library that catches those all would go on."""


def read_pages(
    pages: Sequence[Page], outlet: Outlet | None, learned: Sequence[LearnedLine] = (), last: str | None = None
) -> Reading:
    """Read a story; whatever breaks becomes a fault, and so does the loss of `last`, the body it had before.

    Only for a process that does nothing else: it takes the alarm.
    """
    try:
        with _in_time():
            return _read(pages, outlet, learned, last)
    except _OutOfTime:
        return Reading(None, Fault("rule_error", f"reading this page took more than {PATIENCE_SECONDS} seconds"))


def _read(pages: Sequence[Page], outlet: Outlet | None, learned: Sequence[LearnedLine], last: str | None) -> Reading:
    try:
        draft = read_story(pages, outlet, learned)
        fault = (lost(last, pages[0], draft.article) if last is not None else None) or refusal(draft.article)
        return Reading(None, fault) if fault else Reading(draft.article, None, rules_of(draft), draft.candidates)
    except PageUnreadable as unreadable:
        gone = lost(last, pages[0], None) if last is not None else None
        return Reading(None, gone or Fault("unreadable", str(unreadable)))
    except Exception as broken:
        # A rule that breaks on a page is our fault, not the page's: its capture is kept and the crawl goes on.
        logger.exception("%s: a rule broke on %s", outlet.slug if outlet else "undeclared", pages[0].url)
        return Reading(None, Fault("rule_error", f"a rule broke on this page: {broken!r}"))


@contextmanager
def _in_time() -> Iterator[None]:
    signal.signal(signal.SIGALRM, _give_up)
    signal.setitimer(signal.ITIMER_REAL, PATIENCE_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _give_up(*_: int | FrameType | None) -> None:
    raise _OutOfTime
