"""What the archive can tell of an outlet's health from its own past: last run, usual yield, coverage of fields."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from archive.clock import moment
from archive.opening import open_reader

# The past that an outlet's usual yield is learned from.
WEEKS = 8

# Of the newest articles, and of those before them: do they carry the fields they always did?
NEWEST = 20
EARLIER = 200
# A backfill says nothing of the outlet's pace.
_IS_NEWS = "julianday(first_seen_at) - julianday(published_at) BETWEEN -1 AND 3"

FIELDS = ("headline", "published_at", "byline")


@dataclass(frozen=True, slots=True, kw_only=True)
class Vitals:
    """An outlet as its own past shows it. Moments are UTC; None where there is no past to tell.

    `a_weekday` is the articles of a usual Monday to Sunday (UTC), backfills aside. `coverage` gives for every field
    its share among the newest articles and among those before, `newest_capture` is that of the newest. `last_week` are
    the articles of the last seven days, backfills aside. `misdated` counts articles of the last week with impossible
    dates, `misdated_capture` is that of one of them.
    """

    slug: str
    name: str
    ran_at: str | None
    ended_at: str | None
    outcome: str | None
    verdict: str | None
    evidence: int | None
    reasons: str | None
    articles: int
    newest_at: str | None
    a_weekday: tuple[float, ...]
    weeks: int
    coverage: dict[str, tuple[float, float]]
    newest_capture: int | None
    last_week: int
    misdated: int
    misdated_capture: int | None


def take_vitals(folder: Path, at: datetime | None = None) -> list[Vitals]:
    """The vitals of every outlet that the archive knows and that is still published. Raises ArchiveMissing."""
    reader = open_reader(folder)
    try:
        return list(_outlets(reader, at or datetime.now(UTC)))
    finally:
        reader.close()


def _outlets(reader: sqlite3.Connection, at: datetime) -> Iterator[Vitals]:
    rows = reader.execute("SELECT slug, name FROM outlets WHERE status = 'active' ORDER BY slug").fetchall()
    for slug, name in rows:
        last = _last_run(reader, slug)
        articles, newest_at = reader.execute(
            "SELECT count(*), max(first_seen_at) FROM articles WHERE outlet = ?", [slug]
        ).fetchone()
        weeks, a_weekday = _usual(reader, slug, at)
        newest, coverage = _coverage(reader, slug)
        misdated, misdated_capture = _misdated(reader, slug, at)
        yield Vitals(
            slug=slug,
            name=name,
            **last,
            articles=articles,
            newest_at=newest_at,
            weeks=weeks,
            a_weekday=a_weekday,
            coverage=coverage,
            newest_capture=newest,
            last_week=_last_week(reader, slug, at),
            misdated=misdated,
            misdated_capture=misdated_capture,
        )


def _last_run(reader: sqlite3.Connection, slug: str) -> dict[str, Any]:
    """When the outlet was last crawled, and the outcome and verdict of the last run that had anything to do."""
    rows = reader.execute(
        """SELECT started_at AS ran_at, ended_at, outcome, verdict, evidence, reasons FROM runs WHERE outlet = ?
            ORDER BY fetched > 0 OR failed > 0 OR ifnull(outcome, '') NOT IN ('finished', 'at_rest') DESC, id DESC
            LIMIT 1""",
        [slug],
    ).fetchall()
    if not rows:
        return dict.fromkeys(("ran_at", "ended_at", "outcome", "verdict", "evidence", "reasons"))
    ran_at = reader.execute("SELECT max(started_at) FROM runs WHERE outlet = ?", [slug]).fetchone()[0]
    return dict(rows[0]) | {"ran_at": ran_at}


def _usual(reader: sqlite3.Connection, slug: str, at: datetime) -> tuple[int, tuple[float, ...]]:
    """Whole weeks known, up to eight, and articles of a usual Monday to Sunday in them.

    An article counts where it was seen within three days of its date: a backfill says nothing of the outlet's pace.
    """
    first = reader.execute("SELECT min(started_at) FROM runs WHERE outlet = ?", [slug]).fetchone()[0]
    if first is None:
        return 0, (0.0,) * 7
    weeks = min(WEEKS, (at - datetime.fromisoformat(first)).days // 7)
    counts = dict(
        reader.execute(
            f"""SELECT (strftime('%w', published_at) + 6) % 7, count(*) FROM articles
                WHERE outlet = ? AND first_seen_at >= ? AND first_seen_at < ?
                  AND {_IS_NEWS} GROUP BY 1""",
            [slug, moment(at - timedelta(weeks=weeks)), moment(at)],
        ).fetchall()
    )
    return weeks, tuple(counts.get(day, 0) / weeks if weeks else 0.0 for day in range(7))


def _coverage(reader: sqlite3.Connection, slug: str) -> tuple[int | None, dict[str, tuple[float, float]]]:
    """The capture of the newest article, and field → its share among the newest articles and among those before."""
    rows = reader.execute(
        f"""SELECT capture, {", ".join(FIELDS)} FROM articles WHERE outlet = ?
             ORDER BY first_seen_at DESC, id DESC LIMIT ?""",
        [slug, NEWEST + EARLIER],
    ).fetchall()
    newest, earlier = rows[:NEWEST], rows[NEWEST:]
    if len(newest) < NEWEST or len(earlier) < NEWEST:
        return (rows[0]["capture"] if rows else None), {}
    share = {field: tuple(sum(row[field] is not None for row in part) / len(part) for part in (newest, earlier))
             for field in FIELDS}  # fmt: skip
    return newest[0]["capture"], {field: (now, before) for field, (now, before) in share.items()}


def _last_week(reader: sqlite3.Connection, slug: str, at: datetime) -> int:
    """Articles of the last seven days that were seen within three days of their date."""
    found = reader.execute(
        f"SELECT count(*) FROM articles WHERE outlet = ? AND first_seen_at >= ? AND first_seen_at < ? AND {_IS_NEWS}",
        [slug, moment(at - timedelta(days=7)), moment(at)],
    ).fetchone()
    return int(found[0])


def _misdated(reader: sqlite3.Connection, slug: str, at: datetime) -> tuple[int, int | None]:
    """Articles of the last week with impossible dates: how many, and the capture of the newest of them.

    Impossible is a date in the future, or one of more than a month ago where the source said that it was news.
    """
    count, newest = reader.execute(
        """SELECT count(*), max(a.capture) FROM articles a LEFT JOIN sightings s ON s.article = a.id
            WHERE a.outlet = ? AND a.first_seen_at >= ?
              AND (julianday(a.published_at) > julianday(a.first_seen_at) + 2
                   OR (julianday(a.published_at) < julianday(a.first_seen_at) - 30
                       AND julianday(s.published) BETWEEN julianday(a.first_seen_at) - 7
                                                      AND julianday(a.first_seen_at) + 2))""",
        [slug, moment(at - timedelta(days=7))],
    ).fetchone()
    return int(count), newest
