"""MERGE: another archive taken in: nothing lost, nothing twice, and the same done again changes nothing."""

import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from archive import articles, cdxj, clusters, takedowns
from archive.errors import ArchiveError
from archive.index import index_article, triggers_resting
from archive.sql import insert, update
from archive.store import WARC_FOLDER, Archive, open_reader
from archive.trouble import told

_PIECE = 1 << 20

Row = dict[str, Any]
Progress = Callable[[int, int], None]


@dataclass(slots=True)
class Merged:
    """What taking in another archive came to."""

    captures: int = 0
    articles: int = 0
    revisions: int = 0
    hidden: int = 0


class _Numbers:
    """Their numbers → ours, for what is pointed to."""

    def __init__(self) -> None:
        self.runs: dict[int, int] = {}
        self.captures: dict[int, int] = {}

    def capture(self, theirs: int | None) -> int | None:
        return None if theirs is None else self.captures[theirs]


def merge(archive: Archive, other: Path, progress: Progress | None = None) -> Merged:
    """Take in the archive in a folder. Raises ArchiveError where a WARC file of the same name holds something else."""
    theirs = open_reader(other)
    merged, numbers = Merged(), _Numbers()
    try:
        with told(archive.folder):
            _warc_files(archive, theirs, other)
            with archive.db.atomic():
                _outlets(archive, theirs)
                _runs(archive, theirs, numbers)
                _captures(archive, theirs, numbers, merged)
                total = theirs.execute("SELECT count(*) FROM articles").fetchone()[0]
                for done, row in enumerate(theirs.execute("SELECT * FROM articles ORDER BY id"), start=1):
                    _article(archive, theirs, dict(row), numbers, merged)
                    if progress and (done % 100 == 0 or done == total):
                        progress(done, total)
                _sightings(archive, theirs, numbers)
                _failures(archive, theirs, numbers)
            cdxj.refresh(archive.db.conn, archive.folder)
    finally:
        theirs.close()
    return merged


def _warc_files(archive: Archive, theirs: sqlite3.Connection, other: Path) -> None:
    """Files first, as always: what the database names is on disk."""
    target = archive.folder / WARC_FOLDER
    target.mkdir(exist_ok=True)
    for name, state in theirs.execute("SELECT name, state FROM warc_files").fetchall():
        one, held = other / WARC_FOLDER / name, target / name
        if not one.exists():
            continue
        if held.exists():
            shorter, longer = sorted((held, one), key=lambda path: path.stat().st_size)
            if not _begins_with(longer, shorter):
                raise ArchiveError(f"{one} and {held} have one name and differ; nothing was merged")
            if longer is held or held.stat().st_size == one.stat().st_size:
                continue
        shutil.copy2(one, held)
        archive.db.execute(
            "INSERT OR REPLACE INTO warc_files (name, state, bytes) VALUES (?, ?, ?)",
            [name, "cut off" if state == "cut off" else "whole", held.stat().st_size],
        )


def _begins_with(held: Path, one: Path) -> bool:
    """Whether a file begins with all that another holds."""
    with held.open("rb") as ours, one.open("rb") as theirs:
        while piece := theirs.read(_PIECE):
            if ours.read(len(piece)) != piece:
                return False
    return True


def _outlets(archive: Archive, theirs: sqlite3.Connection) -> None:
    for table in ("outlets", "declarations", "sources"):
        for row in theirs.execute(f"SELECT * FROM {table}"):
            insert(archive.db, table, dict(row), "OR IGNORE")


def _runs(archive: Archive, theirs: sqlite3.Connection, numbers: _Numbers) -> None:
    for row in theirs.execute("SELECT * FROM runs ORDER BY id"):
        run = dict(row)
        known = archive.db.execute(
            "SELECT id FROM runs WHERE outlet = ? AND started_at = ? AND software = ?",
            [run["outlet"], run["started_at"], run["software"]],
        ).fetchone()
        theirs_id = run.pop("id")
        numbers.runs[theirs_id] = known[0] if known else insert(archive.db, "runs", run | {"evidence": None})


def _captures(archive: Archive, theirs: sqlite3.Connection, numbers: _Numbers, merged: Merged) -> None:
    for row in theirs.execute("SELECT * FROM captures ORDER BY id"):
        capture = dict(row)
        known = archive.db.execute(
            "SELECT id FROM captures WHERE warc_file = ? AND warc_offset = ?",
            [capture["warc_file"], capture["warc_offset"]],
        ).fetchone()
        number = capture.pop("id")
        if known is None:
            capture["run"] = numbers.runs.get(capture["run"])
            capture["original"] = numbers.capture(capture["original"])
            merged.captures += 1
        numbers.captures[number] = known[0] if known else insert(archive.db, "captures", capture)


def _article(archive: Archive, theirs: sqlite3.Connection, row: Row, numbers: _Numbers, merged: Merged) -> None:
    if takedowns.in_force(archive.db, row["url"]) is not None:
        merged.hidden += 1
        return
    row["capture"] = numbers.capture(row["capture"])
    revisions = _revisions(theirs, row["id"], numbers)
    images = [dict(image) for image in theirs.execute("SELECT * FROM images WHERE article = ?", [row["id"]])]
    absences = [dict(gone) for gone in theirs.execute("SELECT * FROM absences WHERE article = ?", [row["id"]])]
    known = next(archive.db.query("SELECT * FROM articles WHERE url = ?", [row["url"]]), None)
    if known is None:
        row["id"] = articles.free_id(archive.db, row["id"], row["published_at"] or row["first_seen_at"])
        with triggers_resting(archive.db.conn):
            insert(archive.db, "articles", row)
        index_article(archive.db.conn, row["id"])
        clusters.place(archive.db, row["id"], row["body"])
        _add_revisions(archive, row["id"], revisions)
        merged.articles += 1
        newer = True
    else:
        newer = row["fetched_at"] > known["fetched_at"]
        merged.revisions += _interleave(archive, known, row if newer else known, revisions)
        row["id"] = known["id"]
    if newer:
        archive.db.execute("DELETE FROM images WHERE article = ?", [row["id"]])
        for image in images:
            insert(archive.db, "images", image | {"id": None, "article": row["id"]})
    for gone in absences:
        _absence(archive, gone, row["id"], numbers)


def _revisions(theirs: sqlite3.Connection, article: int, numbers: _Numbers) -> list[Row]:
    """Their revisions with text and pages, as ours would be."""
    found = []
    for row in theirs.execute("SELECT * FROM revisions WHERE article = ? ORDER BY number", [article]):
        pages = theirs.execute("SELECT number, capture FROM pages WHERE reading = ? ORDER BY number", [row["id"]])
        further = [(page["number"], numbers.captures[page["capture"]]) for page in pages]
        found.append(dict(row) | {"capture": numbers.capture(row["capture"]), "pages": further})
    return found


def _interleave(archive: Archive, known: Row, latest: Row, theirs: list[Row]) -> int:
    """Both histories as one, in order of time; a text that directly follows itself is one revision."""
    ours: list[Row] = []
    for row in archive.db.query("SELECT * FROM revisions WHERE article = ? ORDER BY number", [known["id"]]):
        pages = archive.db.execute("SELECT number, capture FROM pages WHERE reading = ? ORDER BY number", [row["id"]])
        ours.append(row | {"pages": [tuple(page) for page in pages.fetchall()]})
    held = {(row["digest"], row["read_at"]) for row in ours}
    together = sorted(
        [*ours, *(row for row in theirs if (row["digest"], row["read_at"]) not in held)], key=lambda row: row["read_at"]
    )
    chain = together[:1] + [row for before, row in pairwise(together) if row["digest"] != before["digest"]]
    if [row["digest"] for row in chain] == [row["digest"] for row in ours]:
        return 0
    archive.db.execute("DELETE FROM pages WHERE reading IN (SELECT id FROM readings WHERE article = ?)", [known["id"]])
    archive.db.execute("DELETE FROM readings WHERE article = ?", [known["id"]])
    last = chain[-1]
    told_last = latest | {name: last[name] for name in ("headline", "deck", "byline", "body", "capture", "rules")}
    told_last |= {
        "id": known["id"],
        "outlet": known["outlet"],
        "first_seen_at": min(known["first_seen_at"], latest["first_seen_at"]),
        "fetched_at": max(known["fetched_at"], latest["fetched_at"]),
        "revision": len(chain),
    }
    update(archive.db, "articles", known["id"], told_last)
    clusters.replace(archive.db, known["id"], known["body"], last["body"])
    _add_revisions(archive, known["id"], chain)
    return len(chain) - len(ours)


def _add_revisions(archive: Archive, article: int, revisions: list[Row]) -> None:
    for number, row in enumerate(revisions, start=1):
        held = {name: value for name, value in row.items() if name not in {"id", "pages"}}
        body = row["body"] if number < len(revisions) else None
        cause = "first" if number == 1 else "publisher" if row["cause"] == "first" else row["cause"]
        reading = insert(
            archive.db, "readings", held | {"article": article, "number": number, "body": body, "cause": cause}
        )
        for page, capture in row["pages"]:
            insert(archive.db, "pages", {"reading": reading, "number": page, "capture": capture})


def _absence(archive: Archive, gone: Row, article: int, numbers: _Numbers) -> None:
    known = archive.db.execute(
        "SELECT 1 FROM absences WHERE article = ? AND gone_at = ?", [article, gone["gone_at"]]
    ).fetchone()
    if known is None:
        gone |= {"evidence": numbers.capture(gone["evidence"]), "back": numbers.capture(gone["back"])}
        insert(archive.db, "absences", gone | {"id": None, "article": article})
    still = "SELECT max(gone_at) FROM absences WHERE article = :id AND back_at IS NULL"
    archive.db.execute(f"UPDATE articles SET withdrawn_at = ({still}) WHERE id = :id", {"id": article})


def _sightings(archive: Archive, theirs: sqlite3.Connection, numbers: _Numbers) -> None:
    for row in theirs.execute(
        "SELECT s.*, a.url AS article_url FROM sightings s LEFT JOIN articles a ON a.id = s.article"
    ):
        sighting = dict(row)
        url = sighting.pop("article_url")
        found = archive.db.execute("SELECT id FROM articles WHERE url = ?", [url]).fetchone()
        here = {"article": found[0] if found else None, "witness": numbers.capture(sighting["witness"])}
        insert(archive.db, "sightings", sighting | here, "OR IGNORE")


def _failures(archive: Archive, theirs: sqlite3.Connection, numbers: _Numbers) -> None:
    for row in theirs.execute("SELECT * FROM failures ORDER BY id"):
        failure = dict(row)
        known = archive.db.execute(
            "SELECT 1 FROM failures WHERE url = ? AND failed_at = ? AND reason = ?",
            [failure["url"], failure["failed_at"], failure["reason"]],
        ).fetchone()
        if known is None:
            pointed = {"run": numbers.runs.get(failure["run"]), "capture": numbers.capture(failure["capture"])}
            insert(archive.db, "failures", failure | pointed | {"id": None})
