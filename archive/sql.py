"""Rows in plain SQL: sqlite-utils first asks the schema ten questions, which cost more than the row."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlite_utils import Database


@contextmanager
def together(db: Database) -> Iterator[None]:
    """What is written within is one transaction, or part of the caller's, which then fails with it.

    `atomic()` would set a savepoint in the caller's, and at each one FTS5 writes down the words it holds.
    """
    if db.conn.in_transaction:
        yield
    else:
        with db.atomic():
            yield


@contextmanager
def on_disk(db: Database) -> Iterator[None]:
    """What is committed within is on disk at once; of the rest, a power cut may take what came last."""
    [before] = db.execute("PRAGMA synchronous").fetchone()
    db.execute("PRAGMA synchronous = FULL")
    try:
        yield
    finally:
        db.execute(f"PRAGMA synchronous = {before}")


def rows(db: Database, sql: str, given: Sequence[Any] | dict[str, Any] = ()) -> Iterator[dict[str, Any]]:
    """The rows that a SELECT finds, without the savepoint that `query()` sets."""
    found = db.conn.execute(sql, given)
    names = [column[0] for column in found.description]
    return (dict(zip(names, row, strict=True)) for row in found)


def first(db: Database, sql: str, given: Sequence[Any] | dict[str, Any] = ()) -> dict[str, Any] | None:
    """The first row that a SELECT finds, None where it finds none."""
    return next(rows(db, sql, given), None)


def insert(db: Database, table: str, row: dict[str, Any], otherwise: str = "") -> int:
    """Add a row; returns its number. `otherwise` is what SQLite does where it is there: `OR IGNORE`, `OR REPLACE`."""
    marks = ", ".join("?" * len(row))
    done = db.execute(f"INSERT {otherwise} INTO {table} ({', '.join(row)}) VALUES ({marks})", list(row.values()))
    return int(done.lastrowid or 0)


def update(db: Database, table: str, number: int, row: dict[str, Any]) -> None:
    """Change some columns of the row with that `id`."""
    changed = ", ".join(f"{name} = ?" for name in row)
    db.execute(f"UPDATE {table} SET {changed} WHERE id = ?", [*row.values(), number])
