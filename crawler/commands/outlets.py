"""`qiaowen outlets`: what is declared."""

import click

from crawler.outlets import outlets as declared


@click.command()
def outlets() -> None:
    """List the declared outlets."""
    for slug, outlet in declared().items():
        place = ", ".join(part for part in (outlet.place, outlet.country) if part)
        click.echo(f"{slug:24} {outlet.name}  {place}  {outlet.status}")
