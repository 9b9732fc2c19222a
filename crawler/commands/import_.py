"""`qiaowen import`: articles from elsewhere into the archive."""

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archive import Archive, Capture, merge, now
from crawler.commands.bars import Bar
from crawler.draft import Page
from crawler.errors import QiaowenError
from crawler.identity import SOFTWARE

if TYPE_CHECKING:
    from crawler.importing import Imported, Row

ATTENTION = 1

_FILES = click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))


@dataclass(frozen=True, slots=True)
class Dump:
    """The text of one page, as a web corpus holds it."""

    url: str
    text: bytes


@click.group("import")
def import_() -> None:
    """Bring articles from elsewhere into the archive."""


@import_.command()
@_FILES
@click.option("--url", help="Address the text was taken from; a JSON Lines file names one a line.")
@click.pass_obj
def text(archive: Path, files: tuple[Path, ...], url: str | None) -> None:
    """Import text dumps: a text file with --url, or JSON Lines or Parquet with "url" and "text".

    Trafilatura's JSON output, which says "source" and "raw_text", is read too. The dump is kept as it is; the article
    is read from it. No date is made up: text dumps rarely print one.
    """
    from crawler.importing import Imported, gather, take_page  # noqa: PLC0415 - slow to import

    def take(dump: Dump) -> None:
        capture = Capture(url=dump.url, fetched_at=now(), status=None, headers=headers, body=dump.text)
        take_page(home, capture, Page(body=dump.text, url=dump.url), done)

    done, headers = Imported(), (("Content-Type", "text/plain"),)
    with Archive(archive, software=SOFTWARE) as home, Bar("reading dumps") as bar:
        for file, tell in bar.through(files):
            gather(home, _dumps(file, url, tell), take, (QiaowenError,))
    _say(done)


@import_.command()
@_FILES
@click.option("--every-host", is_flag=True, help="Also of hosts that no declared outlet has.")
@click.pass_obj
def warc(archive: Path, files: tuple[Path, ...], every_host: bool) -> None:
    """Import the pages in WARC or WACZ files: ours, Browsertrix's, Common Crawl's.

    Each page is kept as it was captured, at the moment it was captured; one that came again with the same bytes has
    them, wherever in these files or in the archive they are. What is known already is passed over.
    """
    from crawler.importing import Imported  # noqa: PLC0415 - slow to import
    from crawler.warcs import WarcImport  # noqa: PLC0415

    done = Imported()
    with (
        Archive(archive, software=SOFTWARE) as home,
        Bar("reading files") as bar,
        WarcImport(home, done, every_host=every_host) as taking,
    ):
        for file, tell in bar.through(files):
            taking.take(file, tell)
        taking.finish()
    _say(done)


@import_.command()
@_FILES
@click.pass_obj
def articles(archive: Path, files: tuple[Path, ...]) -> None:
    """Import articles that `qiaowen export jsonl` wrote: they are taken at their word, not read again."""
    from crawler.importing import Imported, gather, take_row  # noqa: PLC0415 - slow to import

    done = Imported()
    with Archive(archive, software=SOFTWARE) as home, Bar("reading articles") as bar:
        for file, tell in bar.through(files):
            gather(home, _exported(file, tell), lambda row: take_row(home, row, done), (QiaowenError,))
    _say(done)


@import_.command()
@_FILES
@click.pass_obj
def wordpress(archive: Path, files: tuple[Path, ...]) -> None:
    """Import the published posts of WordPress exports (WXR)."""
    from crawler.importing import Imported  # noqa: PLC0415 - slow to import
    from crawler.wordpress_export import take_wxr  # noqa: PLC0415

    done = Imported()
    with Archive(archive, software=SOFTWARE) as home, Bar("reading posts") as bar:
        for file, tell in bar.through(files):
            take_wxr(home, file, done, tell)
    _say(done)


@import_.command("archive")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.pass_obj
def archive_(archive: Path, folder: Path) -> None:
    """Take in another archive: its captures, articles, revisions and sightings; nothing is lost and nothing twice."""
    with Archive(archive, software=SOFTWARE) as home, Bar("merging") as bar:
        merged = merge(home, folder, bar.tell)
    click.echo(
        f"{merged.captures} captures, {merged.articles} articles and {merged.revisions} revisions are new; "
        f"{merged.hidden} articles stay hidden by a takedown"
    )


def _say(done: "Imported") -> None:
    for url, why in done.failed:
        click.echo(f"qiaowen: {url}: {why}; what came is kept as a capture", err=True)
    click.echo(
        f"{done.stored} articles imported, {done.revised} revised, {done.unchanged} known, {done.skipped} passed over, "
        f"{len(done.failed)} failed"
    )
    if done.lost:
        click.echo(
            f"qiaowen: {done.lost} pages came again with the bytes of an answer that is neither in these files nor in "
            "the archive: import the files from before, too",
            err=True,
        )
    if done.failed or done.lost:
        sys.exit(ATTENTION)


def _exported(file: Path, tell: Callable[[int], None]) -> Iterator["Row"]:
    from crawler.importing import Row  # noqa: PLC0415 - slow to import

    with file.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                yield Row.of(line)
            except (ValueError, KeyError, TypeError, AttributeError) as fault:
                raise QiaowenError(
                    f"{file}, line {number}: no exported article ({fault}); what stands above is imported"
                ) from None
            tell(lines.tell())


def _dumps(file: Path, url: str | None, tell: Callable[[int], None]) -> Iterator[Dump]:
    if file.suffix in {".jsonl", ".ndjson"}:
        with file.open("rb") as lines:
            for number, line in enumerate(lines, start=1):
                tell(lines.tell())
                try:
                    yield _dump(json.loads(line))
                except (ValueError, KeyError, TypeError, AttributeError):
                    raise QiaowenError(
                        f'{file}, line {number}: wanted an object with "url" and "text"; what stands above is imported'
                    ) from None
    elif file.suffix == ".parquet":
        yield from _parquet(file)
    elif url is None:
        raise QiaowenError(f"{file}: say with --url where this text was taken from; nothing was imported")
    else:
        yield Dump(url, file.read_bytes())


def _dump(row: dict[str, str]) -> Dump:
    """A row of a dump, by the names that corpora and trafilatura give."""
    text = row["text"] if row.get("text") else row["raw_text"]
    return Dump(row["url"] if row.get("url") else row["source"], text.encode())


def _parquet(file: Path) -> Iterator[Dump]:
    try:
        import pyarrow.parquet as pq  # noqa: PLC0415 - an extra: forty megabytes that few need
    except ImportError:
        raise QiaowenError("Parquet needs pyarrow: `pip install pyarrow`; nothing was imported") from None
    with pq.ParquetFile(file) as rows:
        if not {"url", "text"} <= set(rows.schema_arrow.names):
            raise QiaowenError(f'{file}: wanted columns "url" and "text"; nothing was imported')
        for batch in rows.iter_batches(500, columns=["url", "text"]):
            yield from map(_dump, batch.to_pylist())
