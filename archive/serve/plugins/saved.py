"""Searches kept in the browser, and what each finds today; all of them as a list for a feed reader."""

import sqlite3
from dataclasses import dataclass
from typing import Any

from datasette import Response, hookimpl

from archive.serve import results, saved
from archive.serve.asking import ask, for_readers, render
from archive.serve.reading import Piece, pieces
from archive.serve.selection import Selection

A_YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Today:
    """What a search finds today."""

    selection: Selection
    count: int
    newest: Piece | None


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """/saved, /saved.opml, /saved/keep?q=…, /saved/drop?q=…"""
    return [
        (r"^/saved$", for_readers(searches)),
        (r"^/saved\.opml$", for_readers(feeds)),
        (r"^/saved/(?P<change>keep|drop)$", for_readers(change)),
    ]


async def searches(request: Any, datasette: Any) -> Any:
    """Every search that is kept, with what it finds today."""
    kept = saved.kept(request.cookies.get(saved.COOKIE))
    return await render(
        datasette,
        request,
        "saved.html",
        searches=[await ask(datasette, _today, selection) for selection in kept],
        count_cap=results.COUNT_CAP,
        names=await ask(datasette, _names),
    )


async def change(request: Any, datasette: Any) -> Any:
    """Keep a search or drop it, and show those that are kept."""
    selection = Selection.from_args(request.args).but(sort="newest")
    others = [other for other in saved.kept(request.cookies.get(saved.COOKIE)) if other != selection]
    keeps = request.url_vars["change"] == "keep" and not selection.empty
    response = Response.redirect(datasette.urls.path("saved"))
    response.set_cookie(
        saved.COOKIE, saved.keep([selection] * keeps + others), max_age=A_YEAR, samesite="lax", httponly=True
    )
    return response


async def feeds(request: Any, datasette: Any) -> Any:
    """The Atom feeds of all searches that are kept."""
    listed = [
        (
            " ".join(filter(None, (selection.q, *selection.narrowed.values()))),
            datasette.absolute_url(request, datasette.urls.path(f"search.atom{selection.url()}")),
        )
        for selection in saved.kept(request.cookies.get(saved.COOKIE))
    ]
    headers = {"content-disposition": 'attachment; filename="qiaowen-searches.opml"'}
    return Response(saved.opml(listed), content_type="text/x-opml; charset=utf-8", headers=headers)


def _today(conn: sqlite3.Connection, selection: Selection) -> Today:
    newest = pieces(conn, results.page(conn, selection, 1))
    return Today(selection, results.count(conn, selection), newest[0] if newest else None)


def _names(conn: sqlite3.Connection) -> dict[str, str]:
    return dict(conn.execute("SELECT slug, name FROM outlets").fetchall())
