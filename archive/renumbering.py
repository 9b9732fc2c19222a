"""Articles got numbers of thirteen digits once, YYYYMMDDnnnnn. Of twelve, the full-text index is smaller by a tenth."""

from sqlite_utils import Database

# The smallest of the old numbers, and how many of them a day had.
_OLD, _OLD_PER_DAY = 10**12, 100_000
_PER_DAY = 10_000

# Wherever an article is named.
_NAMED = (
    ("articles", "id"),
    ("readings", "article"),
    ("images", "article"),
    ("sightings", "article"),
    ("absences", "article"),
    ("alternates", "article"),
    ("fingerprints", "article"),
    ("members", "article"),
    ("members", "nearest"),
)


def renumber(db: Database) -> None:
    """Take a digit out of every article's number; the order stays. The full-text index must be made anew after it.

    Raises ValueError where that cannot be: a day has 10,000 articles or more, or a takedown holds numbers elsewhere.
    """
    crowded = db.execute(f"SELECT 1 FROM articles WHERE id >= {_OLD} AND id % {_OLD_PER_DAY} >= {_PER_DAY}").fetchone()
    if crowded or db.execute(f"SELECT 1 FROM hidden WHERE article >= {_OLD}").fetchone():
        raise ValueError("lift the takedowns first; a day of 10,000 articles cannot be brought over")
    for table, column in _NAMED:
        shorter = f"{column} / {_OLD_PER_DAY} * {_PER_DAY} + {column} % {_OLD_PER_DAY}"
        db.execute(f"UPDATE {table} SET {column} = {shorter} WHERE {column} >= {_OLD}")
