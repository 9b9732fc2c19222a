"""`qiaowen boilerplate`: what the archive has learned of outlets' boilerplate, and overruling it."""

from pathlib import Path
from typing import Any, Literal

import click
from sqlite_utils import Database

from archive import Archive, judge_line, line_numbered, listed, open_reader
from crawler.commands.arguments import require_outlets
from crawler.errors import QiaowenError
from crawler.identity import SOFTWARE


@click.command()
@click.argument("outlet", required=False)
@click.option("--keep", metavar="TEXT|ID", help="Never remove this line.")
@click.option("--drop", metavar="TEXT|ID", help="Remove this line where it stands at the edge of a story.")
@click.pass_obj
def boilerplate(archive: Path, outlet: str | None, keep: str | None, drop: str | None) -> None:
    """List the lines learned of OUTLET, or of all; overrule what was learned of one, by its number or its text.

    It takes part in what is read from then on: `qiaowen reextract --outlet OUTLET` reads what is stored again.
    """
    if keep is not None and drop is not None:
        raise click.UsageError("either --keep or --drop")
    if keep is not None or drop is not None:
        click.echo(_judge(archive, outlet, keep or drop or "", "keep" if keep else "drop"))
        return
    reader = open_reader(archive)
    try:
        require_outlets(reader, [outlet] if outlet else [])
        for line in listed(Database(reader), outlet):
            click.echo(_told(line))
    finally:
        reader.close()


def _judge(archive: Path, outlet: str | None, named: str, verdict: Literal["keep", "drop"]) -> str:
    from crawler.clean.learned import digest_of  # noqa: PLC0415 - parsers that a list need not wait for

    with Archive(archive, software=SOFTWARE) as opened:
        if named.isdecimal():
            known = line_numbered(opened.db, int(named))
            if known is None:
                raise QiaowenError(f"no line has the number {named}; `qiaowen boilerplate` lists them")
            outlet, digest, text = known
        elif outlet is None:
            raise QiaowenError("say whose line it is: qiaowen boilerplate OUTLET --keep TEXT")
        elif next(iter(opened.db.query("SELECT 1 FROM outlets WHERE slug = ?", [outlet])), None) is None:
            raise QiaowenError(f"{archive}: there is nothing of {outlet!r} in this archive")
        else:
            digest, text = digest_of(named), named
        judge_line(opened.db, outlet, digest, text, verdict)
    return f"{outlet}: {'never removed' if verdict == 'keep' else 'removed from now on'}: {text}"


def _told(line: dict[str, Any]) -> str:
    """A line as a person reads it: number, outlet, place, count, first and last seen, what a person said, text."""
    seen = f"{line['articles']} articles"
    if line["first_seen_at"]:
        seen += f", seen {line['first_seen_at'][:10]} to {line['last_seen_at'][:10]}"
    said = f", {line['verdict']}" if line["verdict"] else ""
    return f"{line['id']}  {line['outlet']}  {line['place']}  {seen}{said}\n    {line['text']}"
