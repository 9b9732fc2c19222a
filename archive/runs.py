"""Runs, the sources they read, and the failures they met."""

import json
from dataclasses import asdict
from hashlib import sha256

from sqlite_utils import Database

from archive.frontier import Visit
from archive.model import Failure, OutletRecord, SourceRecord, Tally
from archive.sql import update

VERSION_DIGITS = 16


def begin(db: Database, outlet: OutletRecord, sources: tuple[SourceRecord, ...], at: str, software: str) -> int:
    """Open a run of an outlet, its declaration as it stands today; returns the run's id."""
    with db.atomic():
        version = declare(db, outlet, at)
        for source in sources:
            db.table("sources").upsert(asdict(source) | {"outlet": outlet.slug}, pk="url")
        return int(
            db.execute(
                "INSERT INTO runs (outlet, started_at, software, declaration) VALUES (?, ?, ?, ?) RETURNING id",
                [outlet.slug, at, software, version],
            ).fetchone()[0]
        )


def declare(db: Database, outlet: OutletRecord, at: str) -> str | None:
    """Keep an outlet as it is declared today, and every wording its declaration ever had; returns today's version."""
    row = asdict(outlet)
    declared = row.pop("declared")
    version = sha256(declared.encode()).hexdigest()[:VERSION_DIGITS] if declared else None
    with db.atomic():
        db.table("outlets").upsert(row, pk="slug")
        if version:
            db.execute(
                "INSERT OR IGNORE INTO declarations (version, outlet, text, first_used_at) VALUES (?, ?, ?, ?)",
                [version, outlet.slug, declared, at],
            )
    return version


def give_up(db: Database) -> None:
    """Note of runs that have not ended that they never will: for a writer that has just come, and is the only one.

    They were killed, or the disk was too full to say so. When they ended nobody knows, and nobody makes up.
    """
    open_ended = [row[0] for row in db.execute("SELECT id FROM runs WHERE ended_at IS NULL AND outcome IS NULL")]
    for run in open_ended:
        update(db, "runs", run, {"outcome": "interrupted", "verdict": "interrupted"})


def end(db: Database, run: int, tally: Tally, at: str) -> None:
    """Close a run."""
    db.table("runs").update(run, asdict(tally) | {"reasons": json.dumps(tally.reasons), "ended_at": at})


def fail(db: Database, failure: Failure, at: str) -> None:
    """Record a failure."""
    db.table("failures").insert(asdict(failure) | {"failed_at": at})


def read_source(db: Database, outlet: str, source: SourceRecord, visit: Visit, at: str, listed: int | None) -> None:
    """Note that a source was read: how many articles it listed, null if it had not changed, and its validators."""
    with db.atomic():
        db.table("sources").upsert(asdict(source) | {"outlet": outlet}, pk="url")
        db.execute(
            """UPDATE sources SET read_at = ?, listed = coalesce(?, listed), etag = coalesce(?, etag),
                 last_modified = coalesce(?, last_modified) WHERE url = ?""",
            [at, listed, visit.etag, visit.last_modified, source.url],
        )


def backfilled(db: Database, outlet: str, since: str, until: str) -> frozenset[str]:
    """The addresses that an earlier run of the same backfill has read to the end."""
    rows = db.query(
        "SELECT address FROM backfills WHERE outlet = ? AND since = ? AND until = ?", [outlet, since, until]
    )
    return frozenset(row["address"] for row in rows)


def note_backfill(db: Database, outlet: str, window: tuple[str, str], address: str, at: str) -> None:
    """Note that a backfill has read an address to the end."""
    db.execute(
        "INSERT OR REPLACE INTO backfills (outlet, since, until, address, read_at) VALUES (?, ?, ?, ?, ?)",
        [outlet, *window, address, at],
    )
