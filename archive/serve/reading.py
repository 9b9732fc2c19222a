"""One article with everything the archive knows of it: pictures, revisions, the capture it was read from."""

import json
import sqlite3
from dataclasses import dataclass
from typing import Any

from archive.serve.copies import Cluster, cluster

PARAGRAPH_BREAK = "\n\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What was printed with a picture."""

    url: str | None
    caption: str | None
    credit: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A text the article had."""

    number: int
    cause: str
    headline: str | None
    deck: str | None
    byline: str | None
    body: str
    read_at: str
    capture: int | None
    rules: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """A time the article was gone from the web; `back_at` is None while it is."""

    reason: str
    gone_at: str
    evidence: int | None
    back_at: str | None
    back: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternate:
    """Where the same story stands too: in the other script, as AMP, for print."""

    url: str
    relation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """An article as it is listed: enough to know it by. `place` and `timezone` are of its outlet."""

    id: int
    url: str
    outlet: str
    outlet_name: str
    outlet_script: str | None
    place: str | None
    timezone: str | None
    headline: str | None
    deck: str | None
    section: str | None
    byline: str | None
    authors: tuple[str, ...]
    agency: str | None
    published_at: str | None
    first_seen_at: str
    fetched_at: str
    withdrawn_at: str | None
    script: str | None
    language: str | None
    body: str
    captions: str
    revision: int

    @property
    def paragraphs(self) -> list[str]:
        """The body, in order."""
        return self.body.split(PARAGRAPH_BREAK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading(Piece):
    """An article as it is read."""

    tags: tuple[str, ...]
    dateline: str | None
    published_raw: str | None
    published_source: str | None
    published_precision: str | None
    modified_at: str | None
    marks: tuple[str, ...]
    rules: str
    pictures: tuple[Picture, ...]
    revisions: tuple[Revision, ...]
    absences: tuple[Absence, ...]
    cluster: Cluster
    alternates: tuple[Alternate, ...]
    capture: dict[str, Any] | None


_PIECE = """SELECT a.id, a.url, a.outlet, coalesce(o.name, a.outlet) AS outlet_name, o.script AS outlet_script,
    o.place, o.timezone, a.headline, a.deck, a.section, a.byline, a.authors, a.agency, a.published_at,
    a.first_seen_at, a.fetched_at, a.withdrawn_at, a.script, a.language, a.body, a.captions, a.revision
  FROM articles a LEFT JOIN outlets o ON o.slug = a.outlet"""


def pieces(conn: sqlite3.Connection, ids: list[int]) -> list[Piece]:
    """The articles of these numbers, in this order."""
    marks = ", ".join("?" * len(ids))
    found = {row["id"]: row for row in conn.execute(f"{_PIECE} WHERE a.id IN ({marks})", ids)}
    return [Piece(**_piece(found[number])) for number in ids if number in found]


def _piece(row: sqlite3.Row) -> dict[str, Any]:
    return dict(row) | {"authors": tuple(json.loads(row["authors"]))}


def read(conn: sqlite3.Connection, number: int) -> Reading | None:
    """An article with all that belongs to it; None if the archive has none of that number."""
    row = conn.execute(f"{_PIECE} WHERE a.id = ?", [number]).fetchone()
    if row is None:
        return None
    rest = dict(
        conn.execute(
            """SELECT tags, dateline, published_raw, published_source, published_precision, modified_at, marks, rules,
                      capture FROM articles WHERE id = ?""",
            [number],
        ).fetchone()
    )
    rest["tags"] = tuple(json.loads(rest["tags"]))
    rest["marks"] = tuple(json.loads(rest["marks"]))
    rest["capture"] = capture(conn, rest["capture"])
    return Reading(
        **_piece(row),
        **rest,
        pictures=_pictures(conn, number),
        revisions=_revisions(conn, number),
        absences=_absences(conn, number),
        cluster=cluster(conn, number),
        alternates=_alternates(conn, number),
    )


def capture(conn: sqlite3.Connection, number: int | None) -> dict[str, Any] | None:
    """The row of a capture."""
    row = conn.execute("SELECT * FROM captures WHERE id = ?", [number]).fetchone()
    return dict(row) if row else None


def _pictures(conn: sqlite3.Connection, number: int) -> tuple[Picture, ...]:
    rows = conn.execute("SELECT url, caption, credit FROM images WHERE article = ? ORDER BY position", [number])
    return tuple(Picture(**dict(row)) for row in rows)


def _revisions(conn: sqlite3.Connection, number: int) -> tuple[Revision, ...]:
    rows = conn.execute(
        """SELECT number, cause, headline, deck, byline, body, read_at, capture, rules FROM revisions
            WHERE article = ? ORDER BY number""",
        [number],
    )
    return tuple(Revision(**dict(row)) for row in rows)


def _absences(conn: sqlite3.Connection, number: int) -> tuple[Absence, ...]:
    rows = conn.execute(
        "SELECT reason, gone_at, evidence, back_at, back FROM absences WHERE article = ? ORDER BY id", [number]
    )
    return tuple(Absence(**dict(row)) for row in rows)


def _alternates(conn: sqlite3.Connection, number: int) -> tuple[Alternate, ...]:
    rows = conn.execute("SELECT url, relation FROM alternates WHERE article = ? ORDER BY relation, url", [number])
    return tuple(Alternate(**dict(row)) for row in rows)
