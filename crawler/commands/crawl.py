"""`qiaowen crawl`: fetch what is new."""

import sys
from pathlib import Path

import click
from rich.console import Console

from crawler.outlets import outlet, outlets
from crawler.report import summary

ATTENTION = 1
COULD_NOT_RUN = 2


@click.command()
@click.argument("slugs", metavar="[OUTLET]...", nargs=-1)
@click.option("--revisit", is_flag=True, help="Look at every known article again, due or not.")
@click.pass_obj
def crawl(archive: Path, slugs: tuple[str, ...], revisit: bool) -> None:
    """Fetch what is new: all active outlets, or those named.

    Exit status: 0 all is well, 1 some outlet needs attention, 2 nothing could be fetched.
    """
    chosen = [outlet(slug) for slug in slugs] or [o for o in outlets().values() if o.status == "active"]
    # Scrapy and trafilatura take two seconds to import; the other commands need not wait for them.
    from crawler.crawl import crawl as run  # noqa: PLC0415
    from crawler.progress import Bars  # noqa: PLC0415

    with Bars(Console(stderr=True)) as bars:
        reports = run(chosen, archive, revisit=revisit, watcher=bars)
    click.echo(summary(reports))
    if all(report.tally.outcome == "unreachable" for report in reports):
        click.echo("qiaowen: no outlet could be reached: is the network up? The archive is unharmed.", err=True)
        sys.exit(COULD_NOT_RUN)
    if not all(report.is_well for report in reports):
        sys.exit(ATTENTION)
