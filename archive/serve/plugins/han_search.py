"""Datasette's own search box, JSON and SQL find Chinese: the archive's functions in every connection to its file."""

import sqlite3
from typing import Any

from datasette import hookimpl

from archive import index


@hookimpl(trylast=True)
def prepare_connection(conn: sqlite3.Connection, database: str, datasette: Any) -> None:
    """Register the search functions, and let Datasette's escape_fts speak the query language of the archive.

    Runs last, so that it stands in for the escape_fts that Datasette registers itself.
    """
    if datasette.databases[database].is_memory:
        return
    index.register(conn)
    conn.create_function("escape_fts", 1, lambda query: index.match(str(query)), deterministic=True)
