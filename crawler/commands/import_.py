"""`qiaowen import`: articles from elsewhere into the archive."""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import click

from archive import Archive, Capture, OutletRecord, now
from crawler.draft import Page
from crawler.errors import PageUnreadable, QiaowenError
from crawler.identity import SOFTWARE
from crawler.outlets import outlets

ATTENTION = 1


@dataclass(frozen=True, slots=True)
class Dump:
    """The text of one page, as a web corpus holds it."""

    url: str
    text: bytes


@click.group("import")
def import_() -> None:
    """Bring articles from elsewhere into the archive."""


@import_.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--url", help="Address the text was taken from; a JSON Lines file names one a line.")
@click.pass_obj
def text(archive: Path, files: tuple[Path, ...], url: str | None) -> None:
    """Import text dumps: a text file with --url, or JSON Lines with "url" and "text".

    The dump is kept as it is; the article is read from it. No date is made up: text dumps rarely print one.
    """
    stored = failed = 0
    with Archive(archive, software=SOFTWARE) as home:
        for dump in (dump for file in files for dump in _dumps(file, url)):
            try:
                _import(home, dump)
                stored += 1
            except PageUnreadable as fault:
                failed += 1
                click.echo(f"qiaowen: {dump.url}: {fault}; the text is kept as a capture", err=True)
    click.echo(f"{stored} articles imported, {failed} failed")
    if failed:
        sys.exit(ATTENTION)


def _dumps(file: Path, url: str | None) -> Iterator[Dump]:
    if file.suffix in {".jsonl", ".ndjson"}:
        with file.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                try:
                    row = json.loads(line)
                    yield Dump(row["url"], row["text"].encode())
                except (ValueError, KeyError, TypeError, AttributeError):
                    raise QiaowenError(
                        f'{file}, line {number}: wanted an object with "url" and "text"; what stands above is imported'
                    ) from None
    elif url is None:
        raise QiaowenError(f"{file}: say with --url where this text was taken from; nothing was imported")
    else:
        yield Dump(url, file.read_bytes())


def _import(home: Archive, dump: Dump) -> None:
    from crawler.pipeline import RULES, read, refusal  # noqa: PLC0415 - slow to import

    outlet = next((outlet for outlet in outlets().values() if outlet.is_own(dump.url)), None)
    record = outlet.record() if outlet else _undeclared(dump.url)
    home.register(record)
    capture = home.keep(
        Capture(
            url=dump.url,
            fetched_at=now(),
            status=None,
            headers=(("Content-Type", "text/plain"),),
            body=dump.text,
        )
    )
    article = read(Page(body=dump.text, url=dump.url), outlet).article
    fault = refusal(article)
    if fault is not None:
        raise PageUnreadable(fault.message)
    home.store(article, outlet=record.slug, seen_as=dump.url, capture=capture, rules=RULES)


def _undeclared(url: str) -> OutletRecord:
    """An outlet nobody has declared, known by its host alone."""
    parts = urlsplit(url)
    if not parts.hostname:
        raise QiaowenError(f"{url!r} is not an address; nothing was imported from it")
    return OutletRecord(
        slug=parts.hostname, name=parts.hostname, home=f"{parts.scheme}://{parts.netloc}/", status="undeclared"
    )
