"""An archive with nothing but articles and their index."""

import weakref
from collections.abc import Iterable
from typing import Any

from sqlite_utils import Database

from archive import index

ARTICLES = """CREATE TABLE articles (
    id INTEGER PRIMARY KEY, url TEXT NOT NULL UNIQUE, outlet TEXT NOT NULL, headline TEXT, deck TEXT, section TEXT,
    tags TEXT, byline TEXT, published_at TEXT, body TEXT NOT NULL, captions TEXT)"""


def searchable(rows: Iterable[dict[str, Any]], path: str | None = None) -> Database:
    """A database of these articles, indexed by our code rather than by its triggers."""
    db = Database(path) if path else Database(memory=True)
    weakref.finalize(db, db.conn.close)
    db.execute(ARTICLES)
    index.create_index(db)
    with db.atomic(), index.triggers_resting(db.conn):
        db.table("articles").insert_all(rows)
    index.reindex(db.conn)
    return db


def article(number: int = 1, **texts: str) -> dict[str, Any]:
    """The row of an article published on the first days of 2025."""
    row = {"id": 2025_01_01_0000 + number, "url": f"https://news.example/{number}", "outlet": "north", "body": ""}
    return row | texts
