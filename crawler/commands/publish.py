"""`qiaowen publish`: a catalogue that may be put online."""

from pathlib import Path

import click

from archive import publish as write_catalogue
from crawler.commands.arguments import FileToWrite
from crawler.commands.bars import Bar


@click.command()
@click.argument("target", type=FileToWrite())
@click.pass_obj
def publish(archive: Path, target: Path) -> None:
    """Write the public catalogue to the file TARGET: metadata, counts, clusters and opening words, not the texts.

    What was asked to be taken down is not in it. `qiaowen serve --catalogue TARGET` shows it.
    """
    with Bar("publishing") as bar:
        listed = write_catalogue(archive, target, bar.tell)
    click.echo(f"{target}: {listed} articles")
