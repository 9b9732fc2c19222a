"""`qiaowen clean`: the article in one page, and nothing else. No network, and no archive unless asked for."""

import json
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import click
from sqlite_utils import Database

from archive import LearnedLine, in_force, open_reader
from crawler.draft import Draft, Page
from crawler.errors import PageUnreadable, QiaowenError
from crawler.outlets import outlets

# The keys of the JSON object, in order; what is unknown is null.
KEYS = (
    "url", "headline", "deck", "section", "tags", "byline", "authors", "agency", "dateline", "published_at",
    "published_source", "published_precision", "modified_at", "script", "language", "body", "images", "marks",
)  # fmt: skip

CORES = 2
PAGES_A_TASK = 8


@click.command()
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--url", help="Address the page came from.")
@click.option("--fetched-at", help="When it was fetched, 2025-09-25T17:04:11Z; dates like 3小時前 count from it.")
@click.option(
    "--outlet",
    help="Slug of the outlet, for what is known of its pages; one nobody declared is read by the general rules.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--explain", is_flag=True, help="Show every removed block with the rule that removed it.")
@click.option("--learned", is_flag=True, help="Remove what the archive has learned of the outlet, too.")
@click.option("--jsonl", is_flag=True, help='Read calls from stdin, {"id", "file", "url", …} a line; write one a line.')
@click.pass_obj
def clean(  # noqa: PLR0913, PLR0917 - one argument an option
    archive: Path,
    file: Path | None,
    url: str | None,
    fetched_at: str | None,
    outlet: str | None,
    as_json: bool,
    explain: bool,
    learned: bool,
    jsonl: bool,
) -> None:
    """Read the article in FILE: HTML (gzip too) or a text dump, told apart by looking."""
    if jsonl:
        for line in _read_all(sys.stdin, explain):
            click.echo(line)
        return
    if file is None:
        raise click.UsageError("name a FILE, or give --jsonl a manifest on stdin")
    if learned and outlet is None:
        raise click.UsageError("--learned needs --outlet: lines are learned of one outlet at a time")
    call = {"file": str(file), "url": url, "fetched_at": fetched_at, "outlet": outlet}
    draft = _read(call, _learned(archive, outlet) if learned and outlet is not None else ())
    click.echo(json.dumps(_object(draft, explain), ensure_ascii=False) if as_json else _text(draft, explain))


def _learned(archive: Path, outlet: str) -> tuple[LearnedLine, ...]:
    reader = open_reader(archive)
    try:
        return in_force(Database(reader), outlet)
    finally:
        reader.close()


def _read(call: dict[str, Any], learned: tuple[LearnedLine, ...] = ()) -> Draft:
    from crawler.pipeline import read  # noqa: PLC0415 - two seconds of imports that --help need not wait for

    outlet = outlets().get(call.get("outlet") or "")
    page = Page(
        body=Path(call["file"]).read_bytes(),
        url=call.get("url"),
        fetched_at=call.get("fetched_at"),
        content_type=call.get("content_type"),
    )
    return read(page, outlet, learned)


def _read_all(lines: Iterator[str], explain: bool) -> Iterator[str]:
    """An object a call, in order, read on both cores. Raises QiaowenError for a line that is no call."""
    calls = (_call(number, line) for number, line in enumerate(lines, start=1) if line.strip())
    with ProcessPoolExecutor(CORES, mp_context=get_context("spawn")) as pool:
        yield from pool.map(_answer, ((call, explain) for call in calls), chunksize=PAGES_A_TASK)


def _call(number: int, line: str) -> dict[str, Any]:
    try:
        call: dict[str, Any] = json.loads(line)
        return {"file": call["file"]} | call
    except (ValueError, KeyError, TypeError):
        raise QiaowenError(f'line {number}: wanted an object with "id" and "file", not {line[:60]!r}') from None


def _answer(call: tuple[dict[str, Any], bool]) -> str:
    """The JSON object for one call. A page that cannot be read is an object that says why."""
    asked, explain = call
    try:
        found = _object(_read(asked), explain)
    except (PageUnreadable, OSError) as fault:
        found = dict.fromkeys(KEYS) | {"error": str(fault)}
    return json.dumps({"id": asked.get("id")} | found, ensure_ascii=False)


def _object(draft: Draft, explain: bool) -> dict[str, Any]:
    article = asdict(draft.article)
    shown = {key: article[key] for key in KEYS}
    if explain:
        shown["removed"] = [asdict(removed) for removed in draft.removed]
    return shown


def _text(draft: Draft, explain: bool) -> str:
    """The article as a person reads it."""
    article = draft.article
    head = (
        article.headline,
        article.deck,
        " · ".join(filter(None, (article.byline, article.dateline, article.published_at))),
    )
    captions = (
        f"[圖] {image.caption}{f'（{image.credit}）' if image.credit else ''}"
        for image in article.images
        if image.caption
    )
    removed = (f"[{removed.rule}] {removed.text}" for removed in draft.removed) if explain else ()
    return "\n\n".join(filter(None, (*head, *article.body, "\n".join(captions), "\n".join(removed))))
