"""`qiaowen outlets`: what is declared."""

import click

from crawler.outlets import outlets as declared
from crawler.register import as_csv, as_json, as_opml


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
    for slug, outlet in declared().items():
        place = ", ".join(part for part in (outlet.place, outlet.country) if part)
        click.echo(f"{slug:24} {outlet.name}  {place}  {outlet.status}")
