"""Health over time: what an outlet's own past makes of today. Tells a quiet day from a source that fell silent."""

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from archive import Vitals
from crawler.health.verdict import CALM, VERDICTS

# So many stories that should have come and did not: by chance that happens once in a thousand times (e^-7).
MISSED = 7.0

# Two days without a run: the schedule is broken, not the outlet.
OVERDUE = timedelta(days=2)

# Weeks before the past says anything of the present.
WEEKS_TO_KNOW = 2

# A field that four of five stories had, and now two of five have.
HAD, HAS = 0.8, 0.4

# Verdicts that pass by themselves: they are shown, and nobody is woken for them.
PASSING = CALM | {"pages_failed", "interrupted", "slow_down", "at_rest", "opted_out"}


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What is to be said of an outlet today."""

    vitals: Vitals
    verdict: str
    detail: str
    capture: int | None = None  # that shows it

    @property
    def is_calm(self) -> bool:
        """Whether nobody has to do anything."""
        return self.verdict in PASSING

    def line(self) -> str:
        """For people: the outlet, what is the matter, the capture that shows it."""
        proof = f" [capture {self.capture}]" if self.capture and not self.is_calm else ""
        detail = f" ({self.detail})" if self.detail else ""
        return f"{self.vitals.slug}: {VERDICTS[self.verdict]}{detail}{proof}"


def diagnose(vitals: Vitals, at: datetime, daily: tuple[float, float] | None = None) -> Diagnosis:
    """What an outlet's past and its last run say of it now.

    `daily` is the fewest and the most articles a day that its declaration expects, where it says so.
    """
    return next(_findings(vitals, at, daily))


def _findings(vitals: Vitals, at: datetime, daily: tuple[float, float] | None) -> Iterator[Diagnosis]:
    """Everything that is to be said, the most telling first."""
    if vitals.ran_at is None:
        yield Diagnosis(vitals, "never_run", "")
    elif at - datetime.fromisoformat(vitals.ran_at) > OVERDUE:
        yield Diagnosis(vitals, "overdue", f"last on {vitals.ran_at[:10]}")
    if vitals.verdict is not None and vitals.verdict not in CALM | {"pages_failed"}:
        yield Diagnosis(vitals, vitals.verdict, "", vitals.evidence)
    missing = expected_since(vitals, at, daily)
    if missing >= MISSED:
        said = f"nothing since {str(vitals.newest_at)[:10]}, {missing:.0f} were to be expected"
        yield Diagnosis(vitals, "silent", said)
    lost = [field for field, (now, before) in vitals.coverage.items() if before >= HAD and now <= HAS]
    if lost:
        found = "undated" if "published_at" in lost else "layout_change"
        yield Diagnosis(vitals, found, f"without {', '.join(lost)}", vitals.newest_capture)
    if vitals.misdated >= math.ceil(MISSED / 2):
        yield Diagnosis(vitals, "misdated", f"{vitals.misdated} in a week", vitals.misdated_capture)
    if daily is not None and vitals.weeks and not daily[0] * 7 <= vitals.last_week <= daily[1] * 7:
        said = f"{vitals.last_week} in a week, {daily[0]:g} to {daily[1]:g} a day were to be expected"
        yield Diagnosis(vitals, "off_pace", said, vitals.newest_capture)
    if vitals.ended_at is None:
        yield Diagnosis(vitals, "interrupted", "")
    if vitals.verdict == "well" and missing >= 1:
        yield Diagnosis(vitals, "quiet", "")
    yield Diagnosis(vitals, vitals.verdict or "well", "")


def expected_since(vitals: Vitals, at: datetime, daily: tuple[float, float] | None = None) -> float:
    """How many stories should have come since the newest did, by the outlet's own weekdays.

    Where its past is too short to tell, the fewest that its declaration expects; 0 where that says nothing either.
    """
    if vitals.newest_at is None or (vitals.weeks < WEEKS_TO_KNOW and daily is None):
        return 0.0
    usual = vitals.a_weekday if vitals.weeks >= WEEKS_TO_KNOW or daily is None else (daily[0],) * 7
    here, total = datetime.fromisoformat(vitals.newest_at), 0.0
    while here < at:
        midnight = (here + timedelta(days=1)).replace(hour=0, minute=0, second=0)
        end = min(midnight, at)
        total += usual[here.weekday()] * ((end - here) / timedelta(days=1))
        here = end
    return total


def alerts(diagnoses: Iterable[Diagnosis]) -> list[str]:
    """What somebody must be told: nothing where all is well, one line where it is our own network."""
    found = list(diagnoses)
    if any(diagnosis.verdict == "network" for diagnosis in found):
        return [f"no outlet could be reached: {VERDICTS['network']}"]
    if len(found) > 1 and all(diagnosis.verdict == "overdue" for diagnosis in found):
        return [f"no outlet was crawled for days: {VERDICTS['overdue']}"]
    return [diagnosis.line() for diagnosis in found if not diagnosis.is_calm and diagnosis.verdict != "never_run"]


def metrics(diagnoses: Iterable[Diagnosis]) -> Iterator[str]:
    """Prometheus text format, for its node exporter's textfile collector or any scraper."""
    found = list(diagnoses)
    families: tuple[tuple[str, str, Callable[[Diagnosis], int | None]], ...] = (
        ("articles", "Articles in the archive", lambda d: d.vitals.articles),
        ("last_run_timestamp_seconds", "When the last run began", lambda d: _seconds(d.vitals.ran_at)),
        ("newest_article_timestamp_seconds", "When an article last came", lambda d: _seconds(d.vitals.newest_at)),
        ("needs_attention", "1 where somebody should look", lambda d: int(not d.is_calm)),
    )
    for name, said, value in families:
        yield f"# HELP qiaowen_{name} {said}"
        yield f"# TYPE qiaowen_{name} gauge"
        for diagnosis in found:
            figure = value(diagnosis)
            if figure is not None:
                yield f'qiaowen_{name}{{outlet="{diagnosis.vitals.slug}"}} {figure}'


def _seconds(when: str | None) -> int | None:
    return int(datetime.fromisoformat(when).astimezone(UTC).timestamp()) if when else None
