"""Asking the archive from a page: on Datasette's threads, under its time limit, so that no page holds the machine."""

import sqlite3
import time
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from datasette import Response

P = ParamSpec("P")
T = TypeVar("T")

# SQLite looks at the clock each time it has done this many steps: every millisecond or so.
_STEPS = 10_000

TOO_SLOW = "this question takes the archive too long; narrow it down"


class TooSlow(Exception):
    """The archive could not answer within the time limit."""


async def ask(
    datasette: Any, question: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **values: P.kwargs
) -> T:
    """The answer of a function that reads the archive. Raises TooSlow beyond Datasette's `sql_time_limit_ms`."""

    def within_limit(conn: sqlite3.Connection) -> T:
        deadline = time.monotonic() + datasette.setting("sql_time_limit_ms") / 1000
        conn.set_progress_handler(lambda: time.monotonic() > deadline, _STEPS)
        try:
            return question(conn, *args, **values)
        except sqlite3.OperationalError as fault:
            if "interrupted" in str(fault):
                raise TooSlow(TOO_SLOW) from fault
            raise
        finally:
            conn.set_progress_handler(None, 0)

    answer: T = await datasette.get_database().execute_fn(within_limit)
    return answer


View = Callable[[Any, Any], Awaitable[Any]]


def for_readers(view: View) -> View:
    """The view, for those who may see the database: what Datasette's `allow` says holds for our pages too."""

    @wraps(view)
    async def guarded(request: Any, datasette: Any) -> Any:
        name = datasette.get_database().name
        await datasette.ensure_permissions(request.actor, [("view-database", name), "view-instance"])
        return await view(request, datasette)

    return guarded


async def render(datasette: Any, request: Any, template: str, **context: Any) -> Any:
    """A page."""
    return Response.html(await datasette.render_template(template, context, request=request, view_name=template))
