"""Datasette's own search box, JSON and SQL find Chinese: the archive's functions in every connection."""

import sqlite3

from datasette import hookimpl

from archive import index


@hookimpl(trylast=True)
def prepare_connection(conn: sqlite3.Connection) -> None:
    """Register the search functions, and let Datasette's escape_fts speak the query language of the archive.

    Runs last, so that it stands in for the escape_fts that Datasette registers itself.
    """
    index.register(conn)
    _, _, path = conn.execute("PRAGMA database_list").fetchone()
    if path:
        # Datasette counts the rows of every table. This one has none to count, which is an error on the terminal; so a
        # temporary table of its name stands before it. The view cjk_query still sees the real one.
        conn.execute('CREATE TEMP TABLE cjk_asked (input, token, start, "end", position)')
    conn.create_function("escape_fts", 1, lambda query: index.match(str(query)), deterministic=True)
