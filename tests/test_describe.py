"""Every table and column of the archive is described, and nothing that is not there."""

from sqlite_utils import Database

from archive.describe import COLUMNS, TABLES
from archive.schema import migrate


def _theirs(db: Database) -> set[str]:
    """Tables that SQLite and sqlite-utils keep for themselves."""
    shadows = {name for (name,) in db.execute("SELECT name FROM pragma_table_list WHERE type = 'shadow'").fetchall()}
    return shadows | {"_sqlite_migrations", "sqlite_sequence"}


def test_the_description_is_of_the_archive_as_it_is() -> None:
    db = Database(memory=True)
    migrate(db)
    real = {
        name: {column for (column,) in db.execute("SELECT name FROM pragma_table_info(?)", [name]).fetchall()}
        for name in {*db.table_names(), *db.view_names()} - _theirs(db)
    }
    db.close()
    assert set(TABLES) == set(real)
    assert {name: set(columns) for name, columns in COLUMNS.items()} == real


def test_every_description_is_a_plain_sentence() -> None:
    for text in (*TABLES.values(), *(text for columns in COLUMNS.values() for text in columns.values())):
        assert text
        assert text == text.strip()
        assert not text.endswith(".")
