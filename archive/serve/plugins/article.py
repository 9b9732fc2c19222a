"""The article page: to read, to compare its revisions, to cite."""

import asyncio
from typing import Any

from datasette import NotFound, Response, hookimpl

from archive.copies import compared
from archive.serve.asking import ask, for_readers, render
from archive.serve.citations import FORMS, cite
from archive.serve.differences import Paragraph, differences, in_paragraphs
from archive.serve.marks import marked
from archive.serve.reading import Reading, read
from archive.serve.scripts import in_script, other_script

# What is compared above the texts.
_COMPARED = ("headline", "deck", "byline", "agency")


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """/article/1, /article/1/changes, /article/1/beside/2, /article/1/cite/bibtex."""
    return [
        (r"^/article/(?P<number>\d{1,15})$", for_readers(article)),
        (r"^/article/(?P<number>\d{1,15})/changes$", for_readers(changes)),
        (r"^/article/(?P<number>\d{1,15})/beside/(?P<other>\d{1,15})$", for_readers(beside)),
        (rf"^/article/(?P<number>\d{{1,15}})/cite/(?P<form>{'|'.join(FORMS)})$", for_readers(citation)),
    ]


async def article(request: Any, datasette: Any) -> Any:
    """The article, in its own script or, on `?script=Hans` or `Hant`, shown in the other."""
    reading = await _reading(request, datasette)
    wanted = request.args.get("script")
    turned = wanted is not None and wanted == other_script(reading.script)
    return await render(
        datasette,
        request,
        "article.html",
        article=in_script(reading, wanted) if turned else reading,
        original=reading,
        turned=turned,
        other_script=other_script(reading.script),
        twin=reading.cluster.twin(reading.id, reading.script),
        plain=cite("plain", reading).text,
        forms=FORMS,
        marked=marked,
        q=" ".join((request.args.get("q") or "").split()),
    )


async def changes(request: Any, datasette: Any) -> Any:
    """Two revisions compared: the ones asked for, else the last two."""
    reading = await _reading(request, datasette)
    if not reading.revisions:
        raise NotFound("a catalogue has no texts to compare")
    numbers = {revision.number: revision for revision in reading.revisions}
    new = numbers.get(_number(request.args.get("to")), reading.revisions[-1])
    old = numbers.get(_number(request.args.get("from")), numbers.get(new.number - 1, new))
    return await render(
        datasette,
        request,
        "changes.html",
        article=reading,
        old=old,
        new=new,
        head=[
            (name, differences([getattr(old, name) or ""], [getattr(new, name) or ""]))
            for name in ("headline", "deck", "byline")
            if getattr(old, name) != getattr(new, name)
        ],
        body=await asyncio.to_thread(differences, old.body.split("\n\n"), new.body.split("\n\n")),
    )


async def beside(request: Any, datasette: Any) -> Any:
    """An article beside another: what one of them says and the other does not, whatever the script of each."""
    one = await _reading(request, datasette)
    other = await _reading(request, datasette, "other")
    # On a thread: other readers need not wait for two long texts to be compared.
    head, body = await asyncio.to_thread(_beside, one, other)
    return await render(
        datasette,
        request,
        "beside.html",
        article=one,
        other=other,
        head=head,
        body=body,
    )


def _beside(one: Reading, other: Reading) -> tuple[list[tuple[str, list[Paragraph]]], list[Paragraph]]:
    """What differs above the texts, and the texts."""
    head = [(name, list(compared(getattr(one, name) or "", getattr(other, name) or ""))) for name in _COMPARED]
    differing = [(name, parts) for name, parts in head if any(part.change != "same" for part in parts)]
    return [(name, in_paragraphs(parts)) for name, parts in differing], in_paragraphs(compared(one.body, other.body))


async def citation(request: Any, datasette: Any) -> Any:
    """The article cited, as a file."""
    made = cite(request.url_vars["form"], await _reading(request, datasette))
    return Response(
        made.text,
        content_type=f"{made.media_type}; charset=utf-8",
        headers={"content-disposition": f'attachment; filename="{made.name}"'},
    )


async def _reading(request: Any, datasette: Any, name: str = "number") -> Reading:
    reading = await ask(datasette, read, int(request.url_vars[name]))
    if reading is None:
        raise NotFound("the archive has no article of this number")
    return reading


def _number(text: str | None) -> int:
    """The number of a revision, 0 for none: revisions are counted from 1."""
    return int(text) if text and text.isdecimal() and len(text) < 9 else 0
