"""What takedowns hide, laid aside in `withheld.db` beside the archive, which is never served or published.

A text is laid aside, and on disk, before it is taken out of the database; it is cleared away when the database, on
disk as well, no longer says that it lies here: `hidden.laid` has its number. So a crash, at whatever moment, leaves
every text in one of the two at least, and shows none that was hidden.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlite_utils import Database

from archive import clusters, index
from archive.sql import insert

WITHHELD = "withheld.db"
# The rows of an article by their table, as they were.
Kept = dict[str, list[dict[str, Any]]]

_TABLES = (
    """CREATE TABLE IF NOT EXISTS laid (
        id INTEGER PRIMARY KEY AUTOINCREMENT, url TEXT NOT NULL, words TEXT NOT NULL, kept TEXT NOT NULL)""",
    "CREATE INDEX IF NOT EXISTS laid_url ON laid(url)",
    "CREATE INDEX IF NOT EXISTS laid_words ON laid(words)",
    # Where else its story stands.
    "CREATE TABLE IF NOT EXISTS others (url TEXT, laid INTEGER, PRIMARY KEY (url, laid)) WITHOUT ROWID",
)

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


class Withheld:
    """The file, open for writing and made where there is none, or for reading only."""

    def __init__(self, folder: Path, *, for_reading: bool = False) -> None:
        path = folder / WITHHELD
        # Though it is only read: a write that was cut off is rolled back by whoever opens it next.
        self._file = sqlite3.connect(f"{path.absolute().as_uri()}?mode={'rw' if for_reading else 'rwc'}", uri=True)
        if for_reading:
            self._file.execute("PRAGMA query_only = ON")
        else:
            for sql in _TABLES:
                self._file.execute(sql)
            self._bring_over()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def lay(self, kept: Iterable[Kept]) -> list[int]:
        """Lay articles aside; they are on disk when this returns their numbers."""
        with self._file:
            return [self._lay(parts) for parts in kept]

    def given(self, number: int) -> Kept | None:
        """What lies here under a number."""
        row = self._file.execute("SELECT kept FROM laid WHERE id = ?", [number]).fetchone()
        kept: Kept | None = json.loads(row[0]) if row else None
        return kept

    def at(self, url: str, others: Collection[str], words: str) -> Iterator[tuple[int, Kept]]:
        """What was laid aside of an address or of others, what stands at that address as well, what has those words."""
        own = [url, *others]
        found = self._file.execute(
            f"""SELECT id FROM laid WHERE url IN ({", ".join("?" * len(own))}) UNION
                SELECT laid FROM others WHERE url = ? UNION SELECT id FROM laid WHERE words = ?""",
            [*own, url, words],
        ).fetchall()
        for (number,) in found:
            kept = self.given(number)
            if kept is not None:
                yield number, kept

    def numbers(self) -> set[int]:
        """The numbers of all that lies here."""
        return {row[0] for row in self._file.execute("SELECT id FROM laid")}

    def clear(self, numbers: Iterable[int]) -> None:
        """Clear away what is no longer hidden, or lies here anew under another number."""
        with self._file:
            for number in numbers:
                self._file.execute("DELETE FROM laid WHERE id = ?", [number])
                self._file.execute("DELETE FROM others WHERE laid = ?", [number])

    def damage(self) -> Iterator[str]:
        """What SQLite finds wrong with the file."""
        yield from (row[0] for row in self._file.execute("PRAGMA integrity_check") if row[0] != "ok")

    def copy_to(self, target: Path) -> None:
        """Copy the file as it stands."""
        copy = sqlite3.connect(target)
        try:
            self._file.backup(copy)
        finally:
            copy.close()

    def hold_still(self) -> None:
        """Let nobody write to the file until it is closed."""
        self._file.execute("BEGIN")
        self._file.execute("SELECT count(*) FROM laid").fetchone()

    def _lay(self, kept: Kept, number: int | None = None) -> int:
        [article] = kept["articles"]
        told = json.dumps(kept, ensure_ascii=False)
        known = self._file.execute("SELECT id FROM laid WHERE url = ? AND kept = ?", [article["url"], told]).fetchone()
        if known:
            return int(known[0])
        row = [number, article["url"], words_of(kept), told]
        laid = int(self._file.execute("INSERT INTO laid VALUES (?, ?, ?, ?)", row).lastrowid or 0)
        # What was laid by before a table was there has no rows of it.
        others = [(alternate["url"], laid) for alternate in kept.get("alternates", [])]
        self._file.executemany("INSERT OR IGNORE INTO others VALUES (?, ?)", others)
        return laid

    def _bring_over(self) -> None:
        """What an earlier version laid by lay under the number of its article; so the database's migration says."""
        if self._file.execute("SELECT 1 FROM sqlite_master WHERE name = 'withheld'").fetchone():
            with self._file:
                for article, kept in self._file.execute("SELECT article, kept FROM withheld").fetchall():
                    self._lay(json.loads(kept), article)
                self._file.execute("DROP TABLE withheld")


def words_of(kept: Kept) -> str:
    """The fingerprint of what an article that is laid aside said last."""
    return str(max(kept["readings"], key=lambda reading: reading["number"])["digest"])


def kept_of(db: Database, article: int) -> Kept:
    """All that belongs to an article."""
    return {table: list(db.query(sql, [article])) for table, sql in _PARTS}


def take_out(db: Database, article: int) -> None:
    """Take an article out of every table and the index; what is deleted is written over."""
    # Else it would stay in the file until something else needs the room.
    db.conn.execute("PRAGMA secure_delete = ON")
    [body] = db.execute("SELECT body FROM articles WHERE id = ?", [article]).fetchone()
    clusters.remove(db, article, body)
    index.unindex_article(db.conn, article)  # many times as fast as the trigger, which then finds nothing to do
    for sql in _GONE:
        db.execute(sql, [article])


def put_back(db: Database, article: int, kept: Kept) -> None:
    """Put back the rows of an article under their own numbers, or new ones where others have been given those since."""
    readings: dict[int, int] = {}
    for table, _ in _PARTS:
        for row in kept.get(table, []):
            if table == "pages":
                row["reading"] = readings[row["reading"]]
            known: int = row.get("id", 0)
            if known and db.execute(f"SELECT 1 FROM {table} WHERE id = ?", [known]).fetchone():
                row["id"] = None
            with index.triggers_resting(db.conn):
                number = insert(db, table, row)
            if table == "readings":
                readings[known] = number
    [row] = kept["articles"]
    index.index_article(db.conn, article)
    db.execute("UPDATE sightings SET article = ? WHERE url = ?", [article, row["url"]])
    db.execute("DELETE FROM hidden WHERE article = ?", [article])
    clusters.place(db, article, row["body"])
