"""From an answer in SQL to the article itself."""

from typing import Any

from datasette import hookimpl
from markupsafe import Markup

# An article's number: YYYYMMDD and four digits.
SMALLEST, LARGEST = 1_000_01_01_0001, 9_999_12_31_9999


@hookimpl
def render_cell(value: Any, column: str, table: str | None, datasette: Any) -> Any:
    """In the answer to a query, the number of an article leads to it."""
    if table is None and column in {"id", "article"} and isinstance(value, int) and SMALLEST <= value <= LARGEST:
        return Markup('<a href="{}">{}</a>').format(datasette.urls.path(f"article/{value}"), value)
    return None
