"""Searches kept in the browser, and what each finds today; all of them as a list for a feed reader."""

import re
import secrets
import sqlite3
from dataclasses import dataclass
from typing import Any

from datasette import Response, hookimpl

from archive.serve import results, saved
from archive.serve.asking import ask, for_readers, render
from archive.serve.reading import Piece, pieces
from archive.serve.selection import Selection

A_YEAR = 365 * 24 * 3600

_CHANGES = r"^/saved/(?P<change>keep|drop)$"


@dataclass(frozen=True, slots=True)
class Today:
    """What a search finds today."""

    selection: Selection
    count: int
    newest: Piece | None


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """/saved, /saved.opml, and what the forms are sent to: /saved/keep, /saved/drop"""
    return [
        (r"^/saved$", for_readers(searches)),
        (r"^/saved\.opml$", for_readers(feeds)),
        (_CHANGES, for_readers(change)),
    ]


@hookimpl
def skip_csrf(scope: Any) -> bool:
    """Datasette's check of forms stands back for one that is stricter, in change().

    Datasette lets a form through that comes without any cookie. So do forged ones: browsers send them without. It
    would find no list of searches, and so put one of a single search in place of the reader's.
    """
    return re.match(_CHANGES, scope["path"]) is not None


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
    """Keep a search or drop it, as a form of our pages asks, and show those that are kept."""
    if request.method != "POST":
        return await refuse(request, datasette, 405)
    asked = await request.post_vars()
    if not secrets.compare_digest(asked.get("csrftoken", "").encode(), request.scope["csrftoken"]().encode()):
        return await refuse(request, datasette, 403)
    selection = Selection.from_args(asked).but(sort="newest")
    others = [other for other in saved.kept(request.cookies.get(saved.COOKIE)) if other != selection]
    keeps = request.url_vars["change"] == "keep" and not selection.empty
    response = Response.redirect(datasette.urls.path("saved"))
    response.set_cookie(
        saved.COOKIE, saved.keep([selection] * keeps + others), max_age=A_YEAR, samesite="lax", httponly=True
    )
    return response


async def refuse(request: Any, datasette: Any, status: int) -> Any:
    """Say that nothing was changed. Also so for an honest form that was opened before the server started anew."""
    page = await datasette.render_template("error.html", {"status": status, "unchanged": True}, request=request)
    return Response.html(page, status=status)


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
