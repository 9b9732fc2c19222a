"""What every table and column means: on Datasette's own pages, and on a page of its own."""

from functools import partial
from typing import Any

from datasette import hookimpl

from archive.describe import COLUMNS, TABLES
from archive.serve.asking import for_readers, render
from archive.serve.language import current, described

# What a row is called where another one points to it.
LABELS = {"articles": "headline", "captures": "fetched_at", "outlets": "name", "runs": "started_at"}


@hookimpl
def get_metadata(datasette: Any) -> dict[str, Any]:
    """The descriptions of archive/describe.py in the reader's language, as Datasette's metadata."""
    say = partial(described, current.get())
    tables: dict[str, dict[str, Any]] = {
        name: {
            "description": say(sentence),
            "columns": {column: say(meaning) for column, meaning in COLUMNS[name].items()},
        }
        for name, sentence in TABLES.items()
    }
    # Newest articles first.
    tables["articles"] |= {"sort_desc": "id"}
    for table, column in LABELS.items():
        tables[table]["label_column"] = column
    for of_the_index in ("articles_chars", "articles_index", "cjk_asked", "cjk_fold", "cjk_kinds"):
        tables[of_the_index]["hidden"] = True
    tables["_sqlite_migrations"] = {"hidden": True}
    name = datasette.get_database().name
    return {"title": "僑聞 Qiaowen", "databases": {name: {"tables": tables}}}


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """/schema"""
    return [(r"^/schema$", for_readers(schema))]


async def schema(request: Any, datasette: Any) -> Any:
    """Every table and column with its meaning."""
    return await render(datasette, request, "schema.html", tables=TABLES, columns=COLUMNS)
