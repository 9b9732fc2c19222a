"""`qiaowen reindex`: make the full-text index anew, or find all copies anew."""

from pathlib import Path

import click

from archive import Archive, database, find_copies
from archive import reindex as make_anew
from crawler.commands.bars import Bar
from crawler.identity import SOFTWARE


@click.command()
@click.option("--copies", is_flag=True, help="Leave the index, and find anew which articles repeat one another.")
@click.pass_obj
def reindex(archive: Path, copies: bool) -> None:
    """Make the full-text index anew, as `qiaowen check` may ask for.

    May be interrupted: the next time, it goes on where it stopped. Until it is done, a search finds only what has been
    indexed so far. With --copies, all is as it was until it is done.
    """
    database(archive)
    with Archive(archive, software=SOFTWARE) as opened:
        if copies:
            with Bar("finding copies") as bar:
                found = find_copies(opened.db, bar.tell)
            click.echo(f"{archive}: {found:,} clusters of copies found")
        else:
            with Bar("indexing") as bar:
                done = make_anew(opened.db.conn, bar.tell)
            click.echo(f"{archive}: {done:,} articles indexed")
