"""What a person reads when a crawl has ended: a line per outlet, then all of it together."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

from archive import Tally
from crawler.outlet import Outlet


@dataclass(frozen=True, slots=True)
class Report:
    """What the crawl of one outlet came to."""

    outlet: Outlet
    tally: Tally

    @property
    def is_well(self) -> bool:
        """Whether the outlet was read to the end and every address gave an article."""
        return self.tally.outcome == "finished" and self.tally.failed == 0


_OUTCOMES = {
    "interrupted": "interrupted; the next run goes on from here",
    "unreachable": "unreachable",
    "no_source": "none of its sources could be read",
}


def summary(reports: Sequence[Report]) -> str:
    """The summary of a crawl: per outlet, and in total."""
    lines = [f"{report.outlet.slug}: {_counts(report.tally)}{_trouble(report.tally)}" for report in reports]
    if len(reports) > 1:
        lines.append(f"all {len(reports)} outlets: {_counts(_total(reports))}")
    return "\n".join(lines)


def _counts(tally: Tally) -> str:
    counts = (
        f"{tally.found} found, {tally.fetched} fetched, {tally.stored} stored, {tally.revised} revised, "
        f"{tally.withdrawn} withdrawn, {tally.unchanged} unchanged, {tally.failed} failed, {tally.skipped} skipped"
    )
    return f"{counts}, {tally.seconds:.1f} seconds"


def _trouble(tally: Tally) -> str:
    return f" - {_OUTCOMES[tally.outcome]}" if tally.outcome in _OUTCOMES else ""


def _total(reports: Sequence[Report]) -> Tally:
    """Sums of the counts; the outlets were crawled side by side, so the longest gives the time."""
    counted = [field.name for field in fields(Tally) if field.type in {"int", int}]
    sums = {name: sum(getattr(report.tally, name) for report in reports) for name in counted}
    return Tally(**sums, seconds=max(report.tally.seconds for report in reports))
