"""`qiaowen reextract`: read the stored captures again."""

import sys
from contextlib import closing
from datetime import datetime
from pathlib import Path

import click

from archive import open_reader
from crawler.commands.arguments import DAY, require_outlets
from crawler.commands.bars import Bar
from crawler.outlets import outlets

ATTENTION = 1


@click.command()
@click.option("--outlet", help="Only this outlet's.")
@click.option("--since", type=DAY, help="Only what was captured on this day or later.")
@click.option("--processes", type=click.IntRange(1), help="How many to use; all cores, unless said otherwise.")
@click.pass_obj
def reextract(archive: Path, outlet: str | None, since: datetime | None, processes: int | None) -> None:
    """Read the stored captures again with today's rules. No network.

    Where today's rules read another text, that is a revision with the cause `rules`, told apart from what the publisher
    changed. Where they read the same, nothing is written. Pages that gave no article are tried again.
    """
    from crawler.reextract import reextract as run  # noqa: PLC0415 - two seconds of imports

    if outlet is not None:
        with closing(open_reader(archive)) as reader:
            require_outlets(reader, [outlet])
    with Bar("reading again") as bar:
        result = run(
            archive,
            outlets(),
            only=outlet,
            since=since.strftime("%Y-%m-%d") if since else None,
            processes=processes,
            progress=bar.tell,
        )
    click.echo(
        f"{result.unchanged} read the same, {result.revised} read otherwise, {result.found} found in pages "
        f"that failed, {result.settled} causes settled, {len(result.lost)} no longer readable"
    )
    for url, why in result.lost:
        click.echo(f"qiaowen: {url}: {why}; what was read before stays", err=True)
    for slug in sorted(result.undeclared):
        click.echo(f"qiaowen: {slug} is not declared any more; its articles were left as they are", err=True)
    if result.lost or result.undeclared:
        sys.exit(ATTENTION)
