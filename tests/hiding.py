"""An archive with something taken down, and where to look for what should not be there."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from archive import (
    Archive,
    Image,
    Sighting,
    count,
    take_down,
)
from tests.conftest import STORY, story

URL = str(STORY.url)
SECRET = "雨勢不減街坊興致"


def keep(archive: Archive, number: int = 7, **changes: object) -> int | None:
    article = story(number, **changes)
    archive.see(
        "harbour", [Sighting(url=str(article.url), source="https://harbour.example/feed", title=article.headline)]
    )
    return archive.store(article, outlet="harbour", seen_as=str(article.url), capture=None, rules="test").article


def found(archive: Archive) -> int:
    return count(archive.db.conn, SECRET, cap=None)[0]


def holds(path: Path, text: str) -> bool:
    """Whether any cell of a database holds a text."""
    with closing(sqlite3.connect(path)) as db:
        tables = db.execute("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'").fetchall()
        return any(text in repr(row) for (table,) in tables for row in db.execute(f"SELECT * FROM {table}"))


@pytest.fixture
def taken(archive: Archive) -> Archive:
    """An article with two revisions, an image and an absence, taken down; its neighbour is not."""
    keep(archive, images=(Image(url="https://harbour.example/a.jpg", caption=SECRET),))
    keep(archive, headline="港灣花市順延")
    archive.withdraw(URL)
    keep(archive, 8, headline="泳池換水", body=("泳池換水。",))
    assert take_down(archive.db, archive.folder, URL, "the author asked, letter of 2 March") == (1, 1)
    return archive
