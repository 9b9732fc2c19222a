"""`qiaowen check`: is the archive sound?"""

import sys
from pathlib import Path

import click

from archive import check as findings

ATTENTION = 1


@click.command()
@click.pass_obj
def check(archive: Path) -> None:
    """Verify the database, the full-text index and every capture. Exit status 1 where something is wrong."""
    found = 0
    for finding in findings(archive):
        found += 1
        click.echo(finding)
    if found:
        sys.exit(ATTENTION)
    click.echo(f"{archive}: sound")
