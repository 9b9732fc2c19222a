"""What a reader sees when a page is not to be had. The reader gets a sentence, the keeper's terminal the traceback."""

import sys
import traceback
from collections.abc import Generator
from typing import Any

from datasette import Response, hookimpl
from datasette.utils.asgi import Base400
from datasette.views.base import DatasetteError

from archive.serve.asking import TOO_SLOW, TooSlow
from archive.serve.meanings import EXAMPLE_QUERY

# Views that answer nothing, and fail, without a query.
_MUST_BE_ASKED = ("/search", "/cjk_query")


@hookimpl(hookwrapper=True)
def handle_exception(datasette: Any, request: Any, exception: Exception) -> Generator[None, Any, None]:
    """The error as a page of ours, or as JSON for a program. A fault of the program is printed, and not shown.

    Wraps, and so silences, Datasette's own: it prints every variable it can reach, for a page that is merely missing.
    """

    async def answer() -> Any:
        if isinstance(exception, DatasetteError) and request.path.endswith(_MUST_BE_ASKED) and not request.query_string:
            return Response.redirect(f"{request.path}{EXAMPLE_QUERY}")
        if isinstance(exception, TooSlow) or _interrupted(exception):
            status, title, message = 503, None, TOO_SLOW
        elif isinstance(exception, DatasetteError):
            # Datasette calls a column that is not there a fault of the server.
            status = 400 if exception.status == 500 else exception.status
            title, message = exception.title, str(exception.message)
        elif isinstance(exception, Base400):
            status, title, message = exception.status, None, str(exception.args[0] if exception.args else "")
        else:
            traceback.print_exception(exception, file=sys.stderr)
            status, title, message = 500, None, "internal error"
        if request.path.endswith(".json"):
            return Response.json({"ok": False, "error": message, "status": status}, status=status)
        return Response.html(
            await datasette.render_template(
                "error.html", {"status": status, "title": title, "message": message}, request=request
            ),
            status=status,
        )

    answers = yield
    answers.force_result([answer])


def _interrupted(exception: Exception) -> bool:
    """Whether Datasette gave a query up at its time limit; what it says then is markup of its own."""
    return isinstance(exception, DatasetteError) and exception.title == "SQL Interrupted"


@hookimpl
def forbidden(datasette: Any, request: Any) -> Any:
    """Who may not read this is told so."""

    async def answer() -> Any:
        if request.path.endswith(".json"):
            return Response.json({"ok": False, "error": "forbidden", "status": 403}, status=403)
        return Response.html(
            await datasette.render_template("error.html", {"status": 403}, request=request), status=403
        )

    return answer
