"""`qiaowen check`: is the archive sound?"""

import sys
from pathlib import Path

import click

from archive import check as findings
from crawler.commands.bars import Bar

ATTENTION = 1


@click.command()
@click.pass_obj
def check(archive: Path) -> None:
    """Verify the database, every text, the full-text index and every capture; say what to do where something is wrong.

    Exit status 1 where something is wrong.
    """
    with Bar("verifying captures") as bar:
        found = list(findings(archive, bar.tell))
    for finding in found:
        click.echo(finding)
    if found:
        sys.exit(ATTENTION)
    click.echo(f"{archive}: sound")
