"""One row into one table in plain SQL: sqlite-utils first asks the schema ten questions, which cost more."""

from typing import Any

from sqlite_utils import Database


def insert(db: Database, table: str, row: dict[str, Any], otherwise: str = "") -> int:
    """Add a row; returns its number. `otherwise` is what SQLite does where it is there: `OR IGNORE`, `OR REPLACE`."""
    marks = ", ".join("?" * len(row))
    done = db.execute(f"INSERT {otherwise} INTO {table} ({', '.join(row)}) VALUES ({marks})", list(row.values()))
    return int(done.lastrowid or 0)


def update(db: Database, table: str, number: int, row: dict[str, Any]) -> None:
    """Change some columns of the row with that `id`."""
    changed = ", ".join(f"{name} = ?" for name in row)
    db.execute(f"UPDATE {table} SET {changed} WHERE id = ?", [*row.values(), number])
