"""`qiaowen outlets`: what is declared, for people or as data, and whether it still holds."""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from os import SEEK_END
from pathlib import Path

import click

from archive import moment
from crawler.identity import require_contact
from crawler.outlet import Outlet
from crawler.outlets import outlet
from crawler.outlets import outlets as declared
from crawler.register import as_csv, as_json, as_opml

CHECKS = "outlets-check.jsonl"  # in the archive's folder: an object a check, appended to
FRESH = timedelta(days=1)  # so long a check holds: one that was broken off goes on where it was
ATTENTION = 1
COULD_NOT_RUN = 2


@click.group(invoke_without_command=True)
@click.option("--json", "form", flag_value="json", help="All that is declared, an outlet a line.")
@click.option("--csv", "form", flag_value="csv", help="The same as a table, an outlet a row.")
@click.option("--opml", "form", flag_value="opml", help="The feeds, for a feed reader.")
@click.pass_context
def outlets(context: click.Context, form: str | None) -> None:
    """List the declared outlets: for people, or as data."""
    if context.invoked_subcommand is not None:
        return
    forms = {"json": as_json, "csv": as_csv, "opml": as_opml}
    if form is not None:
        click.echo(forms[form](declared()), nl=False)
        return
    for slug, each in declared().items():
        place = ", ".join(part for part in (each.place, each.country) if part)
        click.echo(f"{slug:24} {each.name}  {place}  {each.status}")


@outlets.command("check")
@click.argument("slugs", metavar="[OUTLET]...", nargs=-1)
@click.option("--json", "as_objects", is_flag=True, help="One JSON object a line.")
@click.option("--again", is_flag=True, help="Check also what was checked within a day.")
@click.pass_obj
def check_outlets(archive: Path, slugs: tuple[str, ...], as_objects: bool, again: bool) -> None:
    """Ask the live web whether outlets are as declared: robots.txt, each source, three stories, expectations.

    Without names, all of them. A line an outlet; kept in the archive's folder too, so that a check that was broken off
    goes on. Exit status: 0 all is well, 1 some outlet needs attention, 2 none could be reached.
    """
    chosen = [outlet(slug) for slug in slugs] or [*declared().values()]
    sys.exit(run_checks(chosen, archive / CHECKS, as_objects=as_objects, again=again))


def run_checks(chosen: Sequence[Outlet], kept: Path, *, as_objects: bool = False, again: bool = False) -> int:
    """Check outlets one after the other, printing and keeping a line each; returns the exit status for all of them."""
    from crawler.scout.asking import Asker  # noqa: PLC0415 - slow to import, like the next
    from crawler.scout.checking import FINE, Verdict, check_outlet  # noqa: PLC0415

    known = {} if again else _checked_since(kept, datetime.now(UTC) - FRESH)
    verdicts = {known[each.slug] for each in chosen if each.slug in known}
    due = [each for each in chosen if each.slug not in known]
    require_contact(due)
    kept.parent.mkdir(parents=True, exist_ok=True)
    if verdicts:
        click.echo(f"{len(chosen) - len(due)} of {len(chosen)} were checked within a day: see {kept}", err=True)
    asker = Asker()
    for each in due:
        check = check_outlet(each, asker)
        line = json.dumps(asdict(check), ensure_ascii=False)
        _keep(kept, line)
        verdicts.add(check.verdict)
        click.echo(line if as_objects else f"{check.outlet:24} {check.verdict:12} {check.message}")
    if verdicts == {Verdict.UNREACHABLE}:
        return COULD_NOT_RUN
    return ATTENTION if verdicts - FINE else 0


def _keep(kept: Path, line: str) -> None:
    """Append a line, on a line of its own even where a crash cut off the one before."""
    with kept.open("a+b") as lines:
        empty = lines.seek(0, SEEK_END) == 0
        whole = empty or (lines.seek(-1, SEEK_END) >= 0 and lines.read(1) == b"\n")
        lines.write((b"" if whole else b"\n") + line.encode() + b"\n")


def _checked_since(kept: Path, since: datetime) -> dict[str, str]:
    """Outlet → verdict, where its last check is newer than a moment. A line cut off by a crash counts for nothing."""
    checked = {}
    for line in kept.read_bytes().splitlines() if kept.exists() else ():
        try:
            row = json.loads(line)
        except ValueError:
            continue
        if row["checked_at"] > moment(since):
            checked[row["outlet"]] = row["verdict"]
    return checked
