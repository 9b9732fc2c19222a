"""Outlets side by side, an outlet by itself, and the health of the crawl."""

import sqlite3
from typing import Any

from datasette import NotFound, hookimpl

from archive.serve import census, comparison
from archive.serve.asking import ask, for_readers, render
from archive.serve.reading import pieces
from archive.serve.results import page
from archive.serve.selection import Selection
from archive.serve.timeline import timeline


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """/outlets, /outlet/ushealthlifestyle, /compare?outlet=…&outlet=…, /health"""
    return [
        (r"^/outlets$", for_readers(outlets)),
        (r"^/outlet/(?P<slug>[^/]+)$", for_readers(outlet)),
        (r"^/compare$", for_readers(side_by_side)),
        (r"^/health$", for_readers(health)),
    ]


async def outlets(request: Any, datasette: Any) -> Any:
    """Every outlet in a row of a table, to be compared."""
    return await render(datasette, request, "outlets.html", outlets=await ask(datasette, census.outlets))


async def side_by_side(request: Any, datasette: Any) -> Any:
    """Some outlets compared."""
    compared = await ask(datasette, comparison.compare, request.args.getlist("outlet"))
    return await render(datasette, request, "compare.html", compared=compared, most=comparison.MOST)


async def outlet(request: Any, datasette: Any) -> Any:
    """What the archive has of an outlet and how its crawl does."""
    known = await ask(datasette, _outlet, request.url_vars["slug"])
    if known is None:
        raise NotFound("the archive knows no outlet of this name")
    return await render(datasette, request, "outlet.html", **known)


def _outlet(conn: sqlite3.Connection, slug: str) -> dict[str, Any] | None:
    found = census.outlets(conn, slug)
    if not found:
        return None
    selection = Selection(outlet=slug)
    return {
        "outlet": found[0],
        "selection": selection,
        "timeline": timeline(conn, selection),
        "latest": pieces(conn, page(conn, selection, census.LATEST)),
        "coverage": census.coverage(conn, slug),
        "runs": census.runs(conn, slug),
        "failures": census.failures(conn, slug),
        "declaration": census.declaration(conn, slug),
        "sources": [dict(row) for row in conn.execute("SELECT * FROM sources WHERE outlet = ? ORDER BY url", [slug])],
    }


async def health(request: Any, datasette: Any) -> Any:
    """How every outlet's last run ended, those to look at first; and what fails most."""
    return await render(
        datasette,
        request,
        "health.html",
        outlets=sorted(await ask(datasette, census.outlets), key=lambda outlet: not outlet.troubled),
        failures=await ask(datasette, census.failures),
    )
