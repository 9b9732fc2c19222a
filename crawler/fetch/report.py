"""What a person reads when a crawl has ended: a line per outlet, then all of it together."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

from archive import Tally
from crawler.health.verdict import CALM, VERDICTS
from crawler.outlet import Outlet

ALL_WELL = 0
ATTENTION = 1
COULD_NOT_RUN = 2


@dataclass(frozen=True, slots=True)
class Report:
    """What the crawl of one outlet came to."""

    outlet: Outlet
    tally: Tally

    @property
    def is_well(self) -> bool:
        """Whether the outlet was read to the end and every address gave an article, or was not to be read at all."""
        return self.tally.verdict in CALM or self.tally.outcome == "opted_out"


def exit_status(reports: Sequence[Report]) -> int:
    """0 all is well, 1 some outlet needs attention, 2 none could be reached."""
    if reports and all(report.tally.outcome == "unreachable" for report in reports):
        return COULD_NOT_RUN
    return ALL_WELL if all(report.is_well for report in reports) else ATTENTION


def summary(reports: Sequence[Report]) -> str:
    """The summary of a crawl: per outlet, and in total."""
    lines = [f"{report.outlet.slug}: {_line(report.tally)}" for report in reports]
    if len(reports) > 1:
        lines.append(f"all {len(reports)} outlets: {_counts(_total(reports))}")
    return "\n".join(lines)


def _line(tally: Tally) -> str:
    meaning = VERDICTS.get(tally.verdict or "interrupted", "")
    if tally.outcome in {"at_rest", "opted_out", "no_browser"}:
        return meaning
    return _counts(tally) if tally.verdict in CALM else f"{_counts(tally)} - {meaning}{_reasons(tally)}"


def _reasons(tally: Tally) -> str:
    counted = sorted(tally.reasons.items(), key=lambda reason: -reason[1])
    return f" ({', '.join(f'{count} {reason}' for reason, count in counted)})" if counted else ""


def _counts(tally: Tally) -> str:
    counts = (
        f"{tally.found} found, {tally.fetched} fetched, {tally.stored} stored, {tally.revised} revised, "
        f"{tally.withdrawn} withdrawn, {tally.unchanged} unchanged, {tally.failed} failed, {tally.skipped} skipped"
    )
    refused = f", {tally.refused} refused" if tally.refused else ""
    return f"{counts}{refused}, {tally.seconds:.1f} seconds"


def _total(reports: Sequence[Report]) -> Tally:
    """Sums of the counts; the outlets were crawled side by side, so the longest gives the time."""
    counted = [field.name for field in fields(Tally) if field.type in {"int", int}]
    sums = {name: sum(getattr(report.tally, name) for report in reports) for name in counted}
    return Tally(**sums, seconds=max(report.tally.seconds for report in reports))
