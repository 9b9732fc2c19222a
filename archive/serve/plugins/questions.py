"""Questions in one click, as Datasette's canned queries; and a page that lists them."""

from functools import partial
from typing import Any

from datasette import hookimpl

from archive.serve.asking import for_readers, render
from archive.serve.language import current, say
from archive.serve.meanings import COLUMNS
from archive.serve.questions import QUESTIONS, Question


@hookimpl
def canned_queries(datasette: Any, database: str) -> dict[str, dict[str, Any]]:
    """The questions, in the reader's language; `columns` as in Datasette's metadata of a table."""
    if datasette.databases[database].is_memory:
        return {}
    say_it = partial(say, current.get())
    columns = {name: say_it(meaning) for name, meaning in COLUMNS.items()}
    return {
        question.name: {
            "sql": question.sql,
            "title": say_it(question.title),
            "description": say_it(question.meaning),
            "columns": columns,
        }
        for question in _asked(datasette)
    }


def _asked(datasette: Any) -> list[Question]:
    """The questions that can be answered here."""
    is_catalogue = datasette.plugin_config("qiaowen")["catalogue"]
    return [question for question in QUESTIONS if not (question.of_texts and is_catalogue)]


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """/questions"""
    return [(r"^/questions$", for_readers(questions))]


async def questions(request: Any, datasette: Any) -> Any:
    """The questions, each with what its answer means."""
    return await render(datasette, request, "questions.html", questions=_asked(datasette))
