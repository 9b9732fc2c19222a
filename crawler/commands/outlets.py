"""`qiaowen outlets`: what is declared, for people or as data, and whether it still holds."""

import json
import sys
from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
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

    Without names, all that are crawled. A line an outlet; kept in the archive's folder too, so that a check that was
    broken off goes on. Exit status: 0 all is well, 1 some outlet needs attention, 2 none could be reached.
    """
    chosen = [outlet(slug) for slug in slugs] or [each for each in declared().values() if each.is_crawled]
    sys.exit(run_checks(chosen, archive / CHECKS, as_objects=as_objects, again=again))


def run_checks(chosen: Iterable[Outlet], kept: Path, *, as_objects: bool = False, again: bool = False) -> int:
    """Check outlets one after the other, printing and keeping a line each; returns the exit status."""
    from crawler.scout.asking import Asker  # noqa: PLC0415 - slow to import, like the next
    from crawler.scout.checking import Verdict, check_outlet  # noqa: PLC0415

    fresh = set() if again else _checked_since(kept, datetime.now(UTC) - FRESH)
    due = [each for each in chosen if each.slug not in fresh]
    require_contact(due)
    kept.parent.mkdir(parents=True, exist_ok=True)
    asker, verdicts = Asker(), []
    for each in due:
        check = check_outlet(each, asker)
        line = json.dumps(asdict(check), ensure_ascii=False)
        with kept.open("a", encoding="utf-8") as lines:
            lines.write(line + "\n")
        verdicts.append(check.verdict)
        click.echo(line if as_objects else f"{check.outlet:24} {check.verdict:12} {check.message}")
    if verdicts and set(verdicts) == {Verdict.UNREACHABLE}:
        return COULD_NOT_RUN
    return ATTENTION if set(verdicts) - {Verdict.WELL} else 0


def _checked_since(kept: Path, since: datetime) -> set[str]:
    """The outlets whose last check is newer than a moment. A line cut off by a crash counts for nothing."""
    checked = set()
    for line in kept.read_text(encoding="utf-8").splitlines() if kept.exists() else ():
        try:
            row = json.loads(line)
        except ValueError:
            continue
        if row["checked_at"] > moment(since):
            checked.add(row["outlet"])
    return checked
