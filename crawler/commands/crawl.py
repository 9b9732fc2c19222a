"""`qiaowen crawl`: fetch what is new."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.console import Console

from crawler.errors import NoContact
from crawler.fetch.report import exit_status, summary
from crawler.identity import CONTACT_FILE, keep_contact, require_contact
from crawler.outlet import Outlet
from crawler.outlets import outlet, outlets
from crawler.plan import PAGES_PER_RUN, Plan, Window

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.argument("slugs", metavar="[OUTLET]...", nargs=-1)
@click.option("--revisit", is_flag=True, help="Look at every known article again, due or not.")
@click.option("--from", "since", type=_DAY, metavar="DAY", help="Ask the sources for the past, from this day on.")
@click.option("--to", "until", type=_DAY, metavar="DAY", help="The last day to ask for; today, if not said.")
@click.option("--pages", default=PAGES_PER_RUN, show_default=True, help="Most articles to ask one outlet for.")
@click.option("--minutes", type=float, help="After so long, ask for nothing more; the next run goes on.")
@click.pass_obj
def crawl(  # noqa: PLR0913, PLR0917 - one argument per option
    archive: Path,
    slugs: tuple[str, ...],
    revisit: bool,
    since: datetime | None,
    until: datetime | None,
    pages: int,
    minutes: float | None,
) -> None:
    """Fetch what is new: all active outlets, or those named. A line per outlet; the details go to crawl.log.

    Exit status: 0 all is well, 1 some outlet needs attention, 2 nothing could be fetched.
    """
    chosen = [outlet(slug) for slug in slugs] or [o for o in outlets().values() if o.is_crawled]
    _introduce_ourselves(archive, chosen)
    plan = Plan(revisit=revisit, pages=pages, minutes=minutes, window=_window(since, until))
    # Scrapy and trafilatura take two seconds to import; the other commands need not wait for them.
    from crawler.fetch.crawl import crawl as run  # noqa: PLC0415
    from crawler.fetch.progress import Bars  # noqa: PLC0415

    with Bars(Console(stderr=True)) as bars:
        reports = run(chosen, archive, plan, watcher=bars)
    click.echo(summary(reports))
    status = exit_status(reports)
    if status == 2:
        click.echo("qiaowen: no outlet could be reached: is the network up? The archive is unharmed.", err=True)
    sys.exit(status)


def _introduce_ourselves(archive: Path, chosen: list[Outlet]) -> None:
    """Ask once, on a terminal, who crawls, and keep it with the archive. Elsewhere nobody is there to be asked."""
    try:
        require_contact(chosen)
    except NoContact:
        if not _is_watched():
            raise
        keep_contact(archive, click.prompt("Whom may an outlet write to about this crawl? (mail or page)", err=True))
        click.echo(f"kept in {archive / CONTACT_FILE}; it goes into the User-Agent of every request", err=True)


def _is_watched() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


def _window(since: datetime | None, until: datetime | None) -> Window | None:
    """The days asked for. Raises click.UsageError where they make no window."""
    if since is None and until is None:
        return None
    if since is None:
        raise click.UsageError("--to needs --from: how far back?")
    window = Window(since.date(), until.date() if until else datetime.now(UTC).date())
    if window.since > window.until:
        raise click.UsageError(f"--from {window.since} is after --to {window.until}")
    return window
