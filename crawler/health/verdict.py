"""What a run says of an outlet's health: one word, from what failed and how. Pure rules."""

from collections import Counter
from typing import Protocol

from crawler.errors import Fault

# Verdict → what it means and what to do, in a line for people.
VERDICTS = {
    "well": "all is well",
    "pages_failed": "some pages gave no article: see the failures; nothing to do unless it lasts",
    "bot_wall": "the server checks for robots: write to the outlet and ask to be let in",
    "layout_change": "pages come, but no article is found in them: the layout changed; look at the capture and mend "
    "the outlet's declaration",
    "moved_feed": "a source is not where it was, or not what it was: find its new address and change the declaration",
    "expired_domain": "the domain does not resolve or leads elsewhere: has the outlet closed or moved?",
    "server_down": "the server does not answer or has a fault: nothing to do; it is asked again, ever more rarely",
    "slow_down": "the server asks us to slow down: nothing to do; it is left alone for as long as it asks",
    "forbidden": "robots.txt forbids what we ask for: respect it, or write to the outlet",
    "network": "no outlet could be reached at all: is this machine's network up?",
    "interrupted": "interrupted; the next run goes on from here",
    "at_rest": "left alone for now, because of what went wrong before",
    "opted_out": "asked us not to crawl it (optout.txt)",
    "quiet": "nothing new, as happens",
    "silent": "nothing new for far longer than usual: has a source moved, has the outlet closed?",
    "undated": "articles came without fields they always had: look at the capture and mend the declaration",
    "off_pace": "far more or fewer stories than declared: does a source show something else, is the declaration old?",
    "misdated": "many stories are dated in the future or long before they were seen: are dates misread?",
    "no_browser": "its pages need a browser, and there is none: install the extra `browser` and a Chromium",
    "never_run": "not crawled yet",
    "overdue": "not crawled for days: does the schedule run?",
}

# Verdicts that nobody has to look at.
CALM = frozenset({"well", "quiet"})

_WALLS = ("bot_wall", "http_403", "http_401", "http_202", "http_406", "http_451")
_UNREAD = ("no_article", "list_page", "unreadable", "rule_error")
_MOVED = ("source_unreadable", "http_404", "http_410")
_ELSEWHERE = ("no_such_host", "off_host", "private_address", "opted_out")
_DOWN = ("refused", "timeout", "no_answer", "robots_unreadable", "cut_off")
_SLOW = ("http_429", "http_503")
_FORBIDDEN = ("robots",)

# So many pages are needed before "most of them" says anything.
ENOUGH = 3


class Counts(Protocol):
    """What of a run's ledger a verdict looks at."""

    reasons: Counter[str]
    sources_failed: dict[str, Fault]
    sources_read: int

    @property
    def answers(self) -> int:
        """Pages that were answered."""
        ...

    @property
    def failed(self) -> int:
        """Addresses that gave no article, and should have."""
        ...


# Verdict → the reasons that speak for it, the most telling first; the first verdict that fits is given.
_OF_SOURCES = {
    "expired_domain": _ELSEWHERE,
    "slow_down": _SLOW,
    "forbidden": _FORBIDDEN,
    "bot_wall": _WALLS,
    "moved_feed": _MOVED,
    "server_down": _DOWN,
}


def verdict(run: Counts, outcome: str) -> str:
    """The verdict on a run that has ended."""
    if outcome == "interrupted":
        return "interrupted"
    causes = Counter(fault.reason for fault in run.sources_failed.values())
    if causes:
        return _of_sources(causes)
    if run.answers >= ENOUGH:
        for name, reasons in (("bot_wall", _WALLS), ("layout_change", _UNREAD)):
            if 2 * sum(run.reasons[reason] for reason in reasons) >= run.answers:
                return name
    if any(run.reasons[reason] for reason in _SLOW):
        return "slow_down"
    return "pages_failed" if run.failed else "well"


def _of_sources(causes: Counter[str]) -> str:
    """The verdict where sources failed: that of the first rule that one of them fits."""
    fits = (name for name, reasons in _OF_SOURCES.items() if any(reason in causes for reason in reasons))
    return next(fits, "server_down")


def proof(run_verdict: str) -> tuple[str, ...]:
    """The reasons whose captures prove a verdict, the most telling first."""
    return (_OF_SOURCES | {"layout_change": _UNREAD}).get(run_verdict, ())
