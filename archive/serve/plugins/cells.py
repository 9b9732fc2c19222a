"""How Datasette's pages show a cell: an article's number and headline lead to it, and moments are read."""

import re
from typing import Any

from datasette import hookimpl
from markupsafe import Markup

from archive.serve.language import current
from archive.serve.moments import shown

# An article's number: YYYYMMDD and four digits.
SMALLEST, LARGEST = 1_000_01_01_0001, 9_999_12_31_9999

_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)Z")
# A date that is known to the day or month only, where dates stand.
_DAY, _OF_DATES = re.compile(r"\d{4}-\d\d(-\d\d)?"), re.compile(r"first|last|.*_at")


@hookimpl
def render_cell(row: Any, value: Any, column: str, table: str | None, datasette: Any) -> Markup | None:
    """What leads somewhere, or is read otherwise; None for what Datasette may show as it is.

    Pages of tables keep their moments as they are.
    """
    if column == "headline" and isinstance(value, str) and "id" in row.keys() and _is_article(row["id"]):  # noqa: SIM118
        return _to_article(datasette, row["id"], value)
    if table is not None:
        return None
    if column in {"id", "article"} and _is_article(value):
        return _to_article(datasette, value, value)
    if isinstance(value, str) and (moment := _MOMENT.fullmatch(value)):
        day, time = moment.groups()
        return Markup('<time datetime="{}">{} {} UTC</time>').format(value, shown(current.get(), day), time)
    if isinstance(value, str) and _OF_DATES.fullmatch(column) and _DAY.fullmatch(value):
        return Markup('<time datetime="{0}">{1}</time>').format(value, shown(current.get(), value))
    return None


def _to_article(datasette: Any, number: int, text: Any) -> Markup:
    return Markup('<a href="{}">{}</a>').format(datasette.urls.path(f"article/{number}"), text)


def _is_article(value: Any) -> bool:
    return isinstance(value, int) and SMALLEST <= value <= LARGEST
