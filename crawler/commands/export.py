"""`qiaowen export`: the archive in the forms that others read."""

from datetime import datetime
from pathlib import Path

import click

from archive import FORMS, Chosen, open_reader, write_wacz
from archive import export as write
from crawler.commands.arguments import DAY, FileToWrite, require_outlets
from crawler.commands.bars import Bar
from crawler.identity import SOFTWARE


@click.command()
@click.argument("form", type=click.Choice([*FORMS, "wacz"]))
@click.argument("target", type=FileToWrite())
@click.option("--outlet", help="Only this outlet's.")
@click.option("--since", type=DAY, help="Published on this day or later.")
@click.option("--until", type=DAY, help="Published on this day or earlier.")
@click.pass_obj
def export(
    archive: Path, form: str, target: Path, outlet: str | None, since: datetime | None, until: datetime | None
) -> None:
    """Write articles in FORM to the file TARGET, whole or not at all; as wacz, all captures, for replay.

    What was asked to be taken down is in no export but wacz, which is for another keeper and not for the public.
    """
    chosen = Chosen(outlet, *(day.strftime("%Y-%m-%d") if day else None for day in (since, until)))
    if form == "wacz" and chosen != Chosen():
        raise click.UsageError("a WACZ holds all captures; --outlet, --since and --until choose articles")
    reader = open_reader(archive)
    try:
        require_outlets(reader, [outlet] if outlet else [])
        with Bar("writing") as bar:
            if form == "wacz":
                told = f"{write_wacz(reader, archive, target, SOFTWARE, bar.tell)} WARC files"
            else:
                told = f"{write(reader, form, target, chosen, bar.tell)} articles"
    finally:
        reader.close()
    click.echo(f"{target}: {told}")
