"""Hosts that are left alone for a while: down, or asking for quiet. Each bad run in a row makes the rest longer."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from archive.clock import moment

# An hour for a server that is being restarted, a week for one that may never come back.
REST_AFTER = (timedelta(hours=1), timedelta(hours=6), timedelta(days=1), timedelta(days=3), timedelta(days=7))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """A host that is left alone: until when, why, and after how many bad runs in a row."""

    host: str
    until: str
    reason: str
    bad_runs: int


def resting(db: Database, at: str) -> dict[str, Rest]:
    """The hosts that are left alone now."""
    rows = db.query("SELECT host, until, reason, bad_runs FROM hosts WHERE until > ?", [at])
    return {row["host"]: Rest(**row) for row in rows}


def leave_alone(db: Database, host: str, reason: str, at: datetime, *, at_least: timedelta) -> Rest:
    """Leave a host alone after one more bad run, no shorter than it asked for."""
    with db.atomic():
        row = next(db.query("SELECT bad_runs FROM hosts WHERE host = ?", [host]), None)
        bad_runs = (row["bad_runs"] if row else 0) + 1
        wait = max(REST_AFTER[min(bad_runs, len(REST_AFTER)) - 1], at_least)
        rest = Rest(host=host, until=moment(at + wait), reason=reason, bad_runs=bad_runs)
        db.execute(
            """INSERT INTO hosts (host, until, reason, bad_runs) VALUES (?, ?, ?, ?)
               ON CONFLICT (host) DO UPDATE SET until = excluded.until, reason = excluded.reason,
                 bad_runs = excluded.bad_runs""",
            [host, rest.until, reason, bad_runs],
        )
    return rest


def welcome_back(db: Database, host: str) -> None:
    """Forget the bad runs of a host that answers again."""
    db.execute("DELETE FROM hosts WHERE host = ?", [host])
