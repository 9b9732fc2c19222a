"""How Datasette's pages show a cell: an article's number leads to it, moments are read, Chinese says its script."""

import re
from typing import Any

from datasette import hookimpl
from markupsafe import Markup

from archive.serve.language import current
from archive.serve.moments import shown
from archive.serve.scripts import tag_of_text

# An article's number: YYYYMMDD and four digits.
SMALLEST, LARGEST = 1_000_01_01_0001, 9_999_12_31_9999

_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)Z")


@hookimpl
def render_cell(row: Any, value: Any, column: str, table: str | None, datasette: Any) -> Markup | None:
    """What is said with a cell; None where Datasette may show it as it is. Tables keep their moments as they are."""
    if isinstance(value, str):
        if table is None and (moment := _MOMENT.fullmatch(value)):
            day, time = moment.groups()
            return Markup('<time datetime="{}">{} {} UTC</time>').format(value, shown(current.get(), day), time)
        return _text(row, value, column, datasette) if len(value) <= datasette.setting("truncate_cells_html") else None
    if table is None and column in {"id", "article"} and _is_article(value):
        return Markup('<a href="{}">{}</a>').format(datasette.urls.path(f"article/{value}"), value)
    return None


def _text(row: Any, value: str, column: str, datasette: Any) -> Markup | None:
    tag = tag_of_text(value)
    if column == "headline" and "id" in row.keys() and _is_article(row["id"]):  # noqa: SIM118 - a row's `in` asks values
        return Markup('<a href="{}" lang="{}">{}</a>').format(
            datasette.urls.path(f"article/{row['id']}"), tag or "", value
        )
    return Markup('<span lang="{}">{}</span>').format(tag, value) if tag else None


def _is_article(value: Any) -> bool:
    return isinstance(value, int) and SMALLEST <= value <= LARGEST
