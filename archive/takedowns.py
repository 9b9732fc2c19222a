"""What was asked to be taken down: a ledger in the archive that hides now, and whatever comes under it later.

What is hidden leaves every table, the index and every export. It is laid in `withheld.db` beside the archive, which is
never served or published, so that a takedown that is lifted gives it back. Captures stay in their WARC files.
"""

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from archive import clusters
from archive.clock import now
from archive.errors import ArchiveError
from archive.model import Article, Sighting
from archive.sql import insert

WITHHELD = "withheld.db"

# Articles that an address names: their own or, of one story, another. What several articles name, as some sites do on
# every page, says nothing of where a story stands.
_NAMED = """SELECT id FROM articles WHERE url GLOB :glob UNION
    SELECT min(article) FROM alternates WHERE url GLOB :glob GROUP BY url HAVING count(*) = 1"""

# What belongs to an article, in an order in which each row finds what it points to.
_PARTS = (
    ("articles", "SELECT * FROM articles WHERE id = ?"),
    ("readings", "SELECT * FROM readings WHERE article = ?"),
    ("pages", "SELECT p.* FROM pages p JOIN readings r ON r.id = p.reading WHERE r.article = ?"),
    ("images", "SELECT * FROM images WHERE article = ?"),
    ("absences", "SELECT * FROM absences WHERE article = ?"),
    ("alternates", "SELECT * FROM alternates WHERE article = ?"),
)
_GONE = (
    "DELETE FROM pages WHERE reading IN (SELECT id FROM readings WHERE article = ?)",
    "DELETE FROM readings WHERE article = ?",
    "DELETE FROM images WHERE article = ?",
    "DELETE FROM absences WHERE article = ?",
    "DELETE FROM alternates WHERE article = ?",
    "UPDATE sightings SET article = NULL, title = NULL WHERE article = ?",
    "DELETE FROM articles WHERE id = ?",
)


@dataclass(frozen=True, slots=True)
class Takedown:
    """An entry of the ledger. `pattern` is an address, or one with `*` for anything."""

    id: int
    pattern: str
    reason: str
    noted_at: str
    lifted_at: str | None
    hidden: int


def take_down(db: Database, folder: Path, pattern: str, reason: str) -> tuple[int, int]:
    """Enter a takedown and hide what it names; returns its number and how many articles that were.

    Raises ArchiveError for a pattern that names no host: it would hide everything.
    """
    if not re.match(r"https?://[^/*]+", pattern):
        raise ArchiveError(f"{pattern!r} is no address; wanted is https://… with * for anything behind the host")
    with db.atomic():
        takedown = int(
            db.execute(
                "INSERT INTO takedowns (pattern, glob, reason, noted_at) VALUES (?, ?, ?, ?) RETURNING id",
                [pattern, _glob(pattern), reason, now()],
            ).fetchone()[0]
        )
        found = db.execute(_NAMED, {"glob": _glob(pattern)}).fetchall()
        _hide(db, folder, takedown, [row[0] for row in found])
    return takedown, len(found)


def lift_takedown(db: Database, folder: Path, takedown: int) -> int:
    """Lift a takedown and give back what it hid, but what another still names; returns how many articles.

    What it hid the archive knows: a takedown that broke off has laid aside what was never taken out.
    """
    with closing(_withheld(folder)) as store, db.atomic():
        if not db.execute(
            "UPDATE takedowns SET lifted_at = ? WHERE id = ? AND lifted_at IS NULL", [now(), takedown]
        ).rowcount:
            raise ArchiveError(f"there is no takedown {takedown} in force; `qiaowen takedown list` lists them")
        back = []
        for (article,) in db.execute("SELECT article FROM hidden WHERE takedown = ?", [takedown]).fetchall():
            laid = store.execute("SELECT url, kept FROM withheld WHERE article = ?", [article]).fetchone()
            if laid is None:
                raise ArchiveError(f"{WITHHELD} lacks article {article}; nothing was lifted. Restore it from a backup")
            url, kept = laid
            other = in_force(db, url)
            if other is None:
                _restore(db, article, json.loads(kept))
                back.append(article)
            else:
                store.execute("UPDATE withheld SET takedown = ? WHERE article = ?", [other, article])
                db.execute("UPDATE hidden SET takedown = ? WHERE article = ?", [other, article])
        store.commit()
    with closing(_withheld(folder)) as store:
        store.executemany("DELETE FROM withheld WHERE article = ?", [(article,) for article in back])
        store.commit()
    return len(back)


def show_again(db: Database, folder: Path, url: str) -> None:
    """Put back an article that is hidden, for as long as it takes to merge another's history into it; see `hide_all`.

    It stays laid aside as well: within a transaction that fails, nothing has happened.
    """
    if not (folder / WITHHELD).exists():
        return
    with closing(_withheld(folder)) as store:
        row = store.execute("SELECT article, kept FROM withheld WHERE url = ?", [url]).fetchone()
    if row is not None and db.execute("SELECT 1 FROM hidden WHERE article = ?", [row[0]]).fetchone():
        _restore(db, row[0], json.loads(row[1]))


def hide_all(db: Database, folder: Path) -> int:
    """Hide whatever comes under a takedown in force; returns how many articles that were."""
    hidden = 0
    for takedown, glob in db.execute("SELECT id, glob FROM takedowns WHERE lifted_at IS NULL ORDER BY id").fetchall():
        found = [row[0] for row in db.execute(_NAMED, {"glob": glob}).fetchall()]
        if found:
            _hide(db, folder, takedown, found)
        hidden += len(found)
    return hidden


def in_force(db: Database, url: str) -> int | None:
    """The takedown that an address comes under, if one does."""
    row = db.execute(
        "SELECT id FROM takedowns WHERE lifted_at IS NULL AND ? GLOB glob ORDER BY id LIMIT 1", [url]
    ).fetchone()
    return int(row[0]) if row else None


def names(db: Database, article: Article) -> bool:
    """Whether a takedown names an article, at its address or at another where its page says that it stands."""
    if in_force(db, article.url or "") is not None:
        return True
    others = (alternate.url for alternate in article.alternates if in_force(db, alternate.url) is not None)
    elsewhere = "SELECT 1 FROM alternates t JOIN articles a ON a.id = t.article WHERE t.url = ? AND a.url <> ?"
    return any(db.execute(elsewhere, [other, article.url]).fetchone() is None for other in others)


def untitled(db: Database, sightings: Iterable[Sighting]) -> Iterator[Sighting]:
    """Sightings without the titles of what is taken down: a source may go on showing it."""
    is_empty = db.execute("SELECT 1 FROM takedowns WHERE lifted_at IS NULL").fetchone() is None
    for sighting in sightings:
        yield sighting if is_empty or in_force(db, sighting.url) is None else replace(sighting, title=None)


def takedown_ledger(conn: sqlite3.Connection) -> Iterator[Takedown]:
    """The ledger, with how many articles each entry hides."""
    for row in conn.execute(
        """SELECT id, pattern, reason, noted_at, lifted_at, (SELECT count(*) FROM hidden WHERE takedown = t.id)
             FROM takedowns t ORDER BY id"""
    ):
        yield Takedown(*row)


def _glob(pattern: str) -> str:
    """The pattern as SQLite matches it: `*` is anything, every other sign is itself."""
    return re.sub(r"[?\[]", lambda found: f"[{found[0]}]", pattern)


def _withheld(folder: Path) -> sqlite3.Connection:
    store = sqlite3.connect(folder / WITHHELD)
    store.execute(
        "CREATE TABLE IF NOT EXISTS withheld (article INTEGER PRIMARY KEY, takedown INTEGER, url TEXT, kept TEXT)"
    )
    store.execute("CREATE INDEX IF NOT EXISTS withheld_url ON withheld(url)")
    return store


def _hide(db: Database, folder: Path, takedown: int, articles: list[int]) -> None:
    """Laid aside and on disk before anything is taken out: a crash in between leaves it in both places."""
    with closing(_withheld(folder)) as store:
        for article in articles:
            kept = {table: list(db.query(sql, [article])) for table, sql in _PARTS}
            store.execute(
                "INSERT OR REPLACE INTO withheld VALUES (?, ?, ?, ?)",
                [article, takedown, kept["articles"][0]["url"], json.dumps(kept, ensure_ascii=False)],
            )
        store.commit()
    # What is deleted is written over: else it would stay in the file until something else needs the room.
    db.conn.execute("PRAGMA secure_delete = ON")
    for article in articles:
        [body] = db.execute("SELECT body FROM articles WHERE id = ?", [article]).fetchone()
        clusters.remove(db, article, body)
        for sql in _GONE:
            db.execute(sql, [article])
        db.execute("INSERT INTO hidden (article, takedown) VALUES (?, ?)", [article, takedown])


def _restore(db: Database, article: int, kept: dict[str, list[dict[str, Any]]]) -> None:
    """Put back the rows of an article under their own numbers, or new ones where others have been given those since."""
    readings: dict[int, int] = {}
    for table, _ in _PARTS:
        for row in kept.get(table, []):  # what was laid by before a table was there has no rows of it
            if table == "pages":
                row["reading"] = readings[row["reading"]]
            known: int = row.get("id", 0)
            if known and db.execute(f"SELECT 1 FROM {table} WHERE id = ?", [known]).fetchone():
                row["id"] = None
            number = insert(db, table, row)
            if table == "readings":
                readings[known] = number
    row = kept["articles"][0]
    db.execute("UPDATE sightings SET article = ? WHERE url = ?", [article, row["url"]])
    db.execute("DELETE FROM hidden WHERE article = ?", [article])
    clusters.place(db, article, row["body"])
