"""Days as they are where an outlet is: `outlet_day(published_at, timezone)` in every connection."""

import sqlite3

from datasette import hookimpl

from archive.serve import moments


@hookimpl
def prepare_connection(conn: sqlite3.Connection) -> None:
    """Register the function."""
    moments.register(conn)
