"""`make demo`: the main job on this machine. The newsroom opens, the crawler crawls it, Datasette shows the archive.

The first time it crawls the newsroom as it is at first sight; from then on as it is two days later, when one story was
changed, one was taken down and a few are new.
"""

import sys
from pathlib import Path

import click
from rich.console import Console

from archive import Archive, ArchiveError, open_reader, serve_archive
from crawler.fetch.crawl import crawl
from crawler.fetch.progress import Bars
from crawler.fetch.report import summary
from crawler.identity import SOFTWARE
from crawler.plan import Plan
from tests.newsroom.outlets import declared
from tests.newsroom.server import Newsroom

# Everything is on this machine: nobody is to be spared, and a demo is to be over in a minute.
IMPATIENT = {
    "DOWNLOAD_DELAY": 0,
    "AUTOTHROTTLE_ENABLED": False,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 4,
}
COULD_NOT_RUN = 2


@click.command()
@click.option("--archive", "folder", default="demo-data", show_default=True, type=click.Path(path_type=Path))
@click.option("--port", default=8001, show_default=True, help="Port of Datasette.")
@click.option("--no-serve", is_flag=True, help="End after the summary.")
def demo(folder: Path, port: int, no_serve: bool) -> None:
    """Crawl the newsroom into an archive of its own, then open it."""
    edition = 2 if _has_articles(folder) else 1
    try:
        with Newsroom(edition=edition) as newsroom:
            click.echo(f"The newsroom is open: {', '.join(newsroom.url(slug) for slug in newsroom.ports)}")
            outlets = list(declared(newsroom).values())
            with Bars(Console()) as bars:
                reports = crawl(outlets, folder, Plan(revisit=True), settings=IMPATIENT, watcher=bars)
            click.echo(summary(reports))
            click.echo(_holdings(folder))
            if not all(report.is_well for report in reports):
                sys.exit(1)
            if not no_serve:
                serve_archive(folder, host="127.0.0.1", port=port, announce=click.echo)
    except (ArchiveError, OSError) as fault:
        click.echo(f"demo: {getattr(fault, 'strerror', None) or fault}", err=True)
        sys.exit(COULD_NOT_RUN)


def _has_articles(folder: Path) -> bool:
    """Whether an earlier demo filled this archive."""
    with Archive(folder, software=SOFTWARE) as archive:
        return archive.db.table("articles").count > 0


def _holdings(folder: Path) -> str:
    """What the archive holds now, and what it noticed."""
    reader = open_reader(folder)
    try:
        articles, revised, withdrawn = reader.execute(
            "SELECT count(*), count(CASE WHEN revision > 1 THEN 1 END), count(withdrawn_at) FROM articles"
        ).fetchone()
    finally:
        reader.close()
    return (
        f"{folder} holds {articles} articles: {revised} with more than one revision, {withdrawn} withdrawn from the web"
    )


if __name__ == "__main__":
    demo()
