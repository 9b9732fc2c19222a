"""`qiaowen new`: the file of a new outlet, to be read and mended by a person."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import click

from crawler import outlets
from crawler.commands.probe import said
from crawler.errors import QiaowenError
from crawler.identity import require_contact_to
from crawler.outlets import SLUG, claimed_by
from crawler.scout.asking import Asker
from crawler.scout.drafting import draft, slug_of


@click.command()
@click.argument("url")
@click.option("--slug", help="Name of the file; taken from the host, if not said.")
@click.option("--place", help="Where it is published: a name of crawler/gazetteer.tsv.")
@click.option(
    "--into",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(outlets.__file__).parent,
    help="Folder of the outlets.",
)
def new(url: str, slug: str | None, place: str | None, into: Path) -> None:
    """Look at the site whose front page is URL, and write a file that declares it."""
    from crawler.scout.probing import look  # noqa: PLC0415 - two seconds of imports that --help need not wait for

    host = urlsplit(url).hostname or ""
    require_contact_to([host])
    owner = claimed_by(host)
    file = into / f"{slug or slug_of(url)}.py"
    if not re.fullmatch(SLUG, file.stem):
        raise QiaowenError(f"--slug is {file.stem!r}; allowed is a-z, 0-9 and _, a letter first; nothing was written")
    if owner is not None:
        raise QiaowenError(f"{host} is declared already: crawler/outlets/{owner}.py; nothing was written")
    if file.exists():
        raise QiaowenError(f"{file} is there already; nothing was written")
    found = look(url, Asker())
    text = draft(found, file.stem, place)
    file.write_text(text, encoding="utf-8")
    click.echo(said(found))
    click.echo(
        f"\nwritten: {file}\nRead it, say what is odd about the outlet in its first line, and what you know better."
    )
    click.echo(f"Then: qiaowen crawl {file.stem}")
