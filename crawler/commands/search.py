"""`qiaowen search`: find articles, in whichever script they were written."""

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click

from archive import Filters, Hit, Order, Page, open_reader
from archive import count as count_articles
from archive import search as search_articles
from crawler.commands.arguments import DAY, require_outlets

Span = tuple[int, int]


@click.command(context_settings={"ignore_unknown_options": True})  # -鋼鐵 is no option
@click.argument("query", nargs=-1, required=True)
@click.option("--count", is_flag=True, help="Print only how many articles match.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
@click.option("--order", type=click.Choice(["newest", "oldest", "relevance"]), default="newest", show_default=True)
@click.option("--limit", default=20, show_default=True, help="How many articles to show.")
@click.option("--outlet", "outlets", multiple=True, help="Only this outlet; may be given more than once.")
@click.option("--since", type=DAY, metavar="YYYY-MM-DD", help="Published on this day or later.")
@click.option("--until", type=DAY, metavar="YYYY-MM-DD", help="Published on this day or earlier.")
@click.option("--variants", is_flag=True, help="Also ask for regional names: 三藩市 finds 旧金山.")
@click.pass_obj
def search(  # noqa: PLR0913, PLR0917 - one argument an option
    archive: Path,
    query: tuple[str, ...],
    count: bool,
    as_json: bool,
    order: Order,
    limit: int,
    outlets: tuple[str, ...],
    since: datetime | None,
    until: datetime | None,
    variants: bool,
) -> None:
    """Find articles. Traditional and simplified script find each other.

    Words and Chinese runs must all be there: 北京 簽證. A "phrase in quotes", OR, NOT or a minus before a word,
    brackets, headline:簽證, byline:林, Hotl* and ~三藩市 for the variants of a name do what they do elsewhere.
    """
    for word in query:
        if word.startswith("--"):
            raise click.NoSuchOption(word)
    asked = " ".join(query)
    first, last = (day.strftime("%Y-%m-%d") if day else None for day in (since, until))
    filters = Filters(outlets=outlets, since=first, until=last)
    reader = open_reader(archive)
    try:
        require_outlets(reader, outlets)
        if count:
            number, _ = count_articles(reader, asked, cap=None, widen=variants, filters=filters)
            click.echo(number)
            return
        page = Page(limit=limit)
        found = False
        for hit in search_articles(reader, asked, order=order, page=page, widen=variants, filters=filters):
            found = True
            click.echo(json.dumps(_object(hit), ensure_ascii=False) if as_json else _text(hit))
        if not (found or as_json):
            click.echo("qiaowen: nothing found", err=True)
    finally:
        reader.close()


def _object(hit: Hit) -> dict[str, object]:
    """A hit as JSON; spans are [start, end) offsets of what matched, in characters of the text beside them."""
    return {
        "id": hit.id,
        "url": hit.url,
        "outlet": hit.outlet,
        "headline": hit.headline,
        "headline_spans": hit.headline_spans,
        "published_at": hit.published_at,
        "extract": hit.extract.text,
        "extract_spans": hit.extract.spans,
    }


def _text(hit: Hit) -> str:
    """A hit as a person reads it, what matched in bold."""
    headline = _bold(hit.headline or "(no headline)", hit.headline_spans)
    extract = " ".join(_bold(hit.extract.text, hit.extract.spans).split())  # paragraphs end in white space
    return f"{headline}\n  {hit.published_at or 'no date'} · {hit.outlet} · {hit.url}\n  {extract}\n"


def _bold(text: str, spans: Sequence[Span]) -> str:
    parts, end = [], 0
    for start, stop in spans:
        parts += [text[end:start], click.style(text[start:stop], bold=True)]
        end = stop
    return "".join((*parts, text[end:]))
