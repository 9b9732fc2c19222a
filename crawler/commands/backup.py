"""`qiaowen backup`: a copy to put on another disk."""

from pathlib import Path

import click

from archive import backup as copy_archive
from crawler.commands.bars import Bar


@click.command()
@click.argument("target", type=click.Path(file_okay=False, path_type=Path))
@click.pass_obj
def backup(archive: Path, target: Path) -> None:
    """Copy the archive to the folder TARGET, consistent even while a crawl runs.

    Run again, it copies what is new. The copy is an archive like any other: `qiaowen --archive TARGET check` verifies
    it, and copying it back restores it.
    """
    with Bar("copying") as bar:
        written = copy_archive(archive, target, bar.tell)
    click.echo(f"{target}: copied, {written:,} bytes")
