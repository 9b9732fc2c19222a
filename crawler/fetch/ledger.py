"""The book of one run of one outlet: what was asked for, what it came to, what went wrong."""

import logging
import time
from collections import Counter

from archive import Archive, Failure, Tally
from crawler.errors import Fault
from crawler.health.verdict import proof
from crawler.outlet import Outlet

logger = logging.getLogger(__name__)


class Ledger:
    """Counts a run, and writes its failures into the archive as they happen; `close` ends the run."""

    def __init__(self, archive: Archive, outlet: Outlet) -> None:
        self.outlet = outlet
        self.run = archive.begin_run(outlet.record(), tuple(source.record() for source in outlet.sources))
        self.tally = Tally()
        self.found: set[str] = set()
        self.asked: set[str] = set()
        self.reasons: Counter[str] = Counter()
        self.sources_read = 0
        self.sources_failed: dict[str, Fault] = {}
        self.found_feeds: list[str] = []
        self.evidence: dict[str, int] = {}  # reason → the last capture that shows it
        self._archive = archive
        self._began = time.monotonic()

    @property
    def answers(self) -> int:
        """Pages that were answered."""
        return self.tally.fetched

    @property
    def failed(self) -> int:
        """Addresses that gave no article, and should have."""
        return self.tally.failed

    @property
    def seconds(self) -> float:
        """How long the run has taken so far."""
        return time.monotonic() - self._began

    def fail(self, url: str, fault: Fault, capture: int | None = None) -> None:
        """An address gave no article, and should have."""
        self.tally.failed += 1
        self._write(url, fault, capture)

    def fail_source(self, address: str, fault: Fault, capture: int | None) -> None:
        """A source could not be read."""
        self.sources_failed[address] = fault
        self.fail(address, fault, capture)

    def refuse(self, url: str, fault: Fault, capture: int | None = None) -> None:
        """An address that we do not ask for, though a source showed it."""
        self.tally.refused += 1
        self._write(url, fault, capture)

    def refuse_trap(self, reason: str) -> None:
        """An address that is not even kept as a sighting: traps have no end."""
        self.tally.refused += 1
        self.reasons[reason] += 1

    def _write(self, url: str, fault: Fault, capture: int | None) -> None:
        self.reasons[fault.reason] += 1
        if capture is not None:
            self.evidence[fault.reason] = capture
        logger.warning("%s: %s: %s", self.outlet.slug, url, fault.message)
        self._archive.fail(
            Failure(
                url=url,
                outlet=self.outlet.slug,
                run=self.run,
                capture=capture,
                reason=fault.reason,
                message=fault.message,
            )
        )

    def close(self, outcome: str, verdict: str) -> None:
        """End the run."""
        self.tally.found = len(self.found)
        self.tally.skipped = len(self.found - self.asked)
        self.tally.seconds = round(self.seconds, 1)
        self.tally.outcome = outcome
        self.tally.reasons = dict(self.reasons)
        self.tally.verdict = verdict
        self.tally.evidence = next((self.evidence[why] for why in proof(verdict) if why in self.evidence), None)
        self._archive.end_run(self.run, self.tally)
