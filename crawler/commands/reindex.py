"""`qiaowen reindex`: make the full-text index anew."""

from pathlib import Path

import click

from archive import Archive, database
from archive import reindex as make_anew
from crawler.commands.bars import Bar
from crawler.identity import SOFTWARE


@click.command()
@click.pass_obj
def reindex(archive: Path) -> None:
    """Make the full-text index anew, as `qiaowen check` may ask for.

    May be interrupted: the next time, it goes on where it stopped. Until it is done, a search finds only what has been
    indexed so far.
    """
    database(archive)
    with Archive(archive, software=SOFTWARE) as opened, Bar("indexing") as bar:
        done = make_anew(opened.db.conn, bar.tell)
    click.echo(f"{archive}: {done:,} articles indexed")
