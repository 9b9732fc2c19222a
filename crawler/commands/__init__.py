"""The `qiaowen` command: a thin door to the crawler and the archive, one file per command.

A user's mistake is one clear line on stderr and exit status 2, never a traceback.
"""

import sqlite3
import sys
from pathlib import Path

import click

from archive import ArchiveError, trouble_of
from crawler.commands.backup import backup
from crawler.commands.boilerplate import boilerplate
from crawler.commands.check import check
from crawler.commands.clean import clean
from crawler.commands.crawl import crawl
from crawler.commands.export import export
from crawler.commands.import_ import import_
from crawler.commands.new import new
from crawler.commands.outlets import outlets
from crawler.commands.probe import probe
from crawler.commands.publish import publish
from crawler.commands.record import record
from crawler.commands.reextract import reextract
from crawler.commands.reindex import reindex
from crawler.commands.schedule import schedule
from crawler.commands.search import search
from crawler.commands.serve import serve
from crawler.commands.status import status
from crawler.commands.takedown import takedown
from crawler.errors import QiaowenError
from crawler.identity import ARCHIVE_VARIABLE, SOFTWARE, introduce

COULD_NOT_RUN = 2


class _OneLine(click.Group):
    """Turns our errors into one line and an exit status."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except (QiaowenError, ArchiveError) as fault:
            told: Exception = fault
        except (OSError, sqlite3.DatabaseError) as fault:
            meant = trouble_of(ctx.params["archive"], fault)
            if meant is None:
                raise
            told = meant
        click.echo(f"qiaowen: {told}", err=True)
        sys.exit(COULD_NOT_RUN)


@click.group(cls=_OneLine, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(message=SOFTWARE)
@click.option(
    "--archive",
    type=click.Path(file_okay=False, path_type=Path),
    envvar=ARCHIVE_VARIABLE,
    default="data",
    show_default=True,
    show_envvar=True,
    help="Folder of the archive.",
)
@click.pass_context
def qiaowen(context: click.Context, archive: Path) -> None:
    """Crawl, search and serve an archive of Chinese-language diaspora news. 僑聞"""
    context.obj = archive
    introduce(archive)


for command in (
    crawl,
    status,
    schedule,
    reextract,
    reindex,
    backup,
    export,
    publish,
    takedown,
    serve,
    search,
    clean,
    import_,
    outlets,
    probe,
    new,
    record,
    boilerplate,
    check,
):
    qiaowen.add_command(command)
