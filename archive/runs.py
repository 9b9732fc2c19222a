"""Runs, the sources they read, and the failures they met."""

from dataclasses import asdict

from sqlite_utils import Database

from archive.frontier import Visit
from archive.model import Failure, OutletRecord, SourceRecord, Tally


def begin(db: Database, outlet: OutletRecord, sources: tuple[SourceRecord, ...], at: str, software: str) -> int:
    """Open a run of an outlet, its declaration as it stands today; returns the run's id."""
    with db.atomic():
        db.table("outlets").upsert(asdict(outlet), pk="slug")
        for source in sources:
            db.table("sources").upsert(asdict(source) | {"outlet": outlet.slug}, pk="url")
        return int(
            db.execute(
                "INSERT INTO runs (outlet, started_at, software) VALUES (?, ?, ?) RETURNING id",
                [outlet.slug, at, software],
            ).fetchone()[0]
        )


def end(db: Database, run: int, tally: Tally, at: str) -> None:
    """Close a run. A run that was killed has no end: that is how it is known."""
    db.table("runs").update(run, asdict(tally) | {"ended_at": at})


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
