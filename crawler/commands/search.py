"""`qiaowen search`: find articles, in whichever script they were written."""

from pathlib import Path

import click


@click.command()
@click.argument("query", nargs=-1, required=True)
@click.option("--count", is_flag=True, help="Print only how many articles match.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
@click.option("--limit", default=20, show_default=True, help="How many articles to show.")
@click.pass_obj
def search(archive: Path, query: tuple[str, ...], count: bool, as_json: bool, limit: int) -> None:
    """Find articles: 北京, 接诉即办, "Hotline Beijing", headline:簽證 -旅遊. Traditional and simplified find each other."""
