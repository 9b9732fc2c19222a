"""Datasette's own search box, JSON and SQL find Chinese: the archive's functions in every connection."""

import sqlite3
from collections.abc import Callable, Generator
from typing import Any

from datasette import hookimpl
from datasette.utils import await_me_maybe

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


@hookimpl(hookwrapper=True)
def filters_from_request(datasette: Any, database: str) -> Generator[None, Any, None]:
    """Let Datasette's search box ask the index as the search page does: single characters by their own index."""
    outcome = yield
    outcome.force_result([_planned(hook, datasette, database) for hook in outcome.get_result()])


def _planned(hook: Any, datasette: Any, database: str) -> Callable[[], Any]:
    async def planned() -> Any:
        found = await await_me_maybe(hook)
        if found and any("articles_fts match escape_fts(:search)" in clause for clause in found.where_clauses):
            asked = found.params["search"]
            plan = await datasette.get_database(database).execute_fn(lambda conn: index.plan(conn, asked))
            # With a LIMIT, SQLite goes through the lists of the plan side by side.
            found.where_clauses[:] = [f"id in (select rowid from ({plan.sql()} limit -1))"]
            found.params.update(plan.values)
        return found

    return planned
