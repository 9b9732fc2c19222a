"""The search page, and the same search as JSON, CSV and Atom."""

import asyncio
import re
import sqlite3
from dataclasses import dataclass
from typing import Any

from datasette import Response, hookimpl

from archive import index
from archive.index import variants
from archive.serve import results
from archive.serve.asking import ask, for_readers, render
from archive.serve.feeds import FORMATS, MOST, Listing
from archive.serve.language import current
from archive.serve.reading import Piece, pieces
from archive.serve.scripts import to_script
from archive.serve.selection import Selection
from archive.serve.surroundings import surroundings


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A page of results."""

    selection: Selection
    pieces: tuple[Piece, ...]
    more: Selection | None
    names: dict[str, str]


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """/search, /search.json, /search.csv, /search.atom, /concordance"""
    return [
        (r"^/search$", for_readers(search)),
        (rf"^/search\.(?P<format>{'|'.join(FORMATS)})$", for_readers(export)),
        (r"^/concordance$", for_readers(concordance)),
    ]


async def search(request: Any, datasette: Any) -> Any:
    """What was found, with the means to narrow it."""
    selection = Selection.from_args(request.args)
    # Two questions at once, each on a thread of its own.
    found, around = await asyncio.gather(ask(datasette, find, selection), ask(datasette, surroundings, selection))
    return await render(
        datasette,
        request,
        "search.html",
        found=found,
        around=around,
        variants=_other_names(selection.q),
        any_word=_any_word(selection.q),
        formats=FORMATS,
        most_listed=MOST,
        facet_cap=results.FACET_CAP,
    )


async def concordance(request: Any, datasette: Any) -> Any:
    """Every place of the word in the articles of a page, with what stands on either side."""
    selection = Selection.from_args(request.args)
    if not selection.q:
        return Response.redirect(datasette.urls.path(f"search{selection.url()}"))
    lines, more = await ask(datasette, _in_context, selection)
    return await render(datasette, request, "concordance.html", selection=selection, lines=lines, more=more)


async def export(request: Any, datasette: Any) -> Any:
    """The search in a form for programs: the first MOST articles, and where the next ones are."""
    selection = Selection.from_args(request.args)
    found = tuple(await ask(datasette, _listed, selection))
    full = len(found) == MOST and selection.sort != "relevance"
    root = datasette.absolute_url(request, datasette.urls.path(""))
    return FORMATS[request.url_vars["format"]](
        Listing(
            title=selection.q or " ".join(selection.narrowed.values()),
            pieces=found,
            here=datasette.absolute_url(request, request.full_path),
            next=f"{root}search.json{selection.but(after=found[-1].id).url()}" if full else None,
            articles=f"{root}article/",
        )
    )


def find(conn: sqlite3.Connection, selection: Selection) -> Found:
    """A page of results. Where nothing is asked for: the newest articles."""
    numbers = results.page(conn, selection, results.PAGE + 1)
    return Found(
        selection=selection,
        pieces=tuple(pieces(conn, numbers[: results.PAGE])),
        more=results.following(selection, numbers),
        names=dict(conn.execute("SELECT slug, name FROM outlets").fetchall()),
    )


def _other_names(query: str) -> tuple[str, ...]:
    """The query in the words of other places, for readers of 繁體 in theirs: 三藩市, 舊金山."""
    script = "Hant" if current.get() == "zh-Hant" else "Hans"
    return tuple(to_script(spelling, script) for spelling in variants.spellings(query)[1:]) if query else ()


def _any_word(query: str) -> str:
    """A query of plain words as one for any of them; empty for one word, and for what has signs of its own."""
    words = query.split()
    plain = len(words) > 1 and all(re.fullmatch(r"\w+", word) and not word.isupper() for word in words)
    return " OR ".join(words) if plain else ""


def _in_context(
    conn: sqlite3.Connection, selection: Selection
) -> tuple[list[tuple[Piece, index.InContext]], Selection | None]:
    """The places on a page of articles, and the page after it."""
    numbers = results.page(conn, selection, results.PAGE + 1)
    lines = [
        (piece, place)
        for piece in pieces(conn, numbers[: results.PAGE])
        for text in (piece.headline, *piece.paragraphs, *piece.captions.splitlines())
        for place in index.in_context(text or "", selection.q, widen=selection.widen)
    ]
    return lines, results.following(selection, numbers)


def _listed(conn: sqlite3.Connection, selection: Selection) -> list[Piece]:
    return pieces(conn, results.page(conn, selection, MOST))
