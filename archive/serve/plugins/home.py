"""Home: what the archive holds in one glance, and the search box."""

from typing import Any

from datasette import hookimpl

from archive.serve.asking import ask, for_readers, render
from archive.serve.census import census
from archive.serve.selection import Selection


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """/ in place of Datasette's list of databases."""
    return [(r"^/$", for_readers(home))]


async def home(request: Any, datasette: Any) -> Any:
    """What the archive holds."""
    return await render(datasette, request, "home.html", census=await ask(datasette, census), everything=Selection())
