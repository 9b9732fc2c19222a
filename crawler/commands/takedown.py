"""`qiaowen takedown`: what was asked to be taken down."""

import sqlite3
from pathlib import Path

import click

from archive import Archive, copies_of_hidden, lift_takedown, open_reader, take_down, takedown_ledger
from crawler.identity import SOFTWARE


@click.group()
def takedown() -> None:
    """Hide what was asked to be taken down, now and whenever it comes again."""


@takedown.command()
@click.argument("address")
@click.option("--reason", required=True, help="Who asked, and why; it is kept in the ledger.")
@click.pass_obj
def add(archive: Path, address: str, reason: str) -> None:
    """Hide the article at ADDRESS, or all that match: * stands for anything.

    What is hidden is in no page, search or export, and stays so if it is crawled or imported again, at another address
    of its outlet too. Where others have copied it is told, and not hidden. Its captures stay in the WARC files, which
    are not served.
    """
    with Archive(archive, software=SOFTWARE) as home:
        number, hidden = take_down(home.db, home.folder, address, reason)
        click.echo(f"takedown {number}: {hidden} articles hidden")
        _tell_copies(home.db.conn, archive, number)


@takedown.command("list")
@click.pass_obj
def list_(archive: Path) -> None:
    """List the ledger, and which articles repeat what it hides."""
    reader = open_reader(archive)
    try:
        for entry in takedown_ledger(reader):
            state = f"lifted {entry.lifted_at[:10]}" if entry.lifted_at else f"hides {entry.hidden}"
            click.echo(f"{entry.id:4} {entry.noted_at[:10]} {entry.pattern}  {state}  {entry.reason}")
            _tell_copies(reader, archive, entry.id)
    finally:
        reader.close()


@takedown.command()
@click.argument("number", type=int)
@click.pass_obj
def lift(archive: Path, number: int) -> None:
    """Lift takedown NUMBER: what it hid is shown again."""
    with Archive(archive, software=SOFTWARE) as home:
        shown = lift_takedown(home.db, home.folder, number)
    click.echo(f"takedown {number} lifted: {shown} articles are shown again")


def _tell_copies(reader: sqlite3.Connection, archive: Path, number: int) -> None:
    for url in copies_of_hidden(reader, archive, number):
        click.echo(f"{url} repeats what takedown {number} hides, and is not hidden")
