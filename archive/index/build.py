"""BUILD: put articles into the index, make it anew, tell whether it is stale."""

import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from sqlite_utils import Database

from archive.index.fold import fold, recipe
from archive.index.grammar import COLUMNS
from archive.index.tables import fill_tables, names, statements
from archive.index.tokens import chars, tokens

_NAMES = ", ".join(COLUMNS)
_ADD = f"INSERT INTO articles_fts (rowid, {_NAMES}) VALUES (?{', ?' * len(COLUMNS)})"
_ADD_CHARS = "INSERT INTO articles_chars (rowid, chars) VALUES (?, ?)"
_REMOVE = f"INSERT INTO articles_fts (articles_fts, rowid, {_NAMES}) VALUES ('delete', ?{', ?' * len(COLUMNS)})"
_REMOVE_CHARS = "INSERT INTO articles_chars (articles_chars, rowid, chars) VALUES ('delete', ?, ?)"

TABLES = ("articles_fts", "articles_chars")

# Articles per transaction of a rebuild: an interruption costs no more than these.
_BATCH = 20_000
# FTS5's memory for words not yet written while rebuilding, and what it has otherwise (bytes).
_MUCH_MEMORY, _USUAL_MEMORY = 128 * 1024 * 1024, 1024 * 1024
# An article stored by itself is a piece of index. With one in so many articles, so many pages of pieces are written
# together, going on from the last time: no commit is ever long. So many pieces of one size are waited for.
_TIDIED, _PAGES, _PIECES = 256, 600, 16
# When a writer ends, so many pieces of one size are enough, and the pages are written in so many commits at most.
_FEW, _COMMITS = 4, 200
# Pieces of one size that FTS5 writes together at once, however long it takes: single articles, and where nobody tidies;
# and while rebuilding, when they are written together at the end.
_TOO_MANY, _ALL = 64, 1999
# Articles a check compares with their index entries, word by word.
_SAMPLE = 200

Progress = Callable[[int, int], None]


def create_index(db: Database) -> None:
    """Make the full-text tables, views and triggers, in the caller's transaction. May be run again."""
    for statement in statements():
        db.execute(statement)
    if _noted(db.conn, "recipe") is None:
        fill_tables(db.conn)
        _set(db.conn, automerge=0, usermerge=_PIECES, crisismerge=_TOO_MANY, hashsize=_USUAL_MEMORY)


def renew_index(db: Database) -> None:
    """Replace an index of an earlier make, in the caller's transaction."""
    _drop(db.conn)
    create_index(db)
    for row in db.execute(f"SELECT id, {_NAMES} FROM articles ORDER BY id"):
        _add(db.conn, row)


def _drop(conn: sqlite3.Connection) -> None:
    made = """SELECT type, name FROM sqlite_master WHERE name IN ('search', 'cjk_query', 'articles_tokens')
        OR type = 'trigger' AND name LIKE 'articles!_index!_%' ESCAPE '!'"""
    for kind, name in conn.execute(made).fetchall():
        conn.execute(f"DROP {kind} {name}")
    for table in (*TABLES, "cjk_fold", "cjk_kinds", "articles_index"):
        conn.execute(f"DROP TABLE IF EXISTS {table}")


@contextmanager
def triggers_resting(conn: sqlite3.Connection) -> Iterator[None]:
    """Within it, an article that is added or changed is not indexed by the triggers: index_article() does so ten times
    as fast, after unindex_article() before a change.

    Raises RuntimeError outside a transaction: another connection must never see the triggers at rest.
    """
    if not conn.in_transaction:
        raise RuntimeError("triggers may rest only within a transaction")
    conn.execute("INSERT INTO articles_index (key, value) VALUES ('resting', '')")
    try:
        yield
    finally:
        conn.execute("DELETE FROM articles_index WHERE key = 'resting'")


def index_article(conn: sqlite3.Connection, article: int) -> None:
    """Put an article into the index, unless it is there or was given up. Takes part in the caller's transaction."""
    if conn.execute("SELECT 1 FROM articles_fts_docsize WHERE id = ?", [article]).fetchone():
        return
    row = conn.execute(f"SELECT id, {_NAMES} FROM articles WHERE id = ?", [article]).fetchone()
    if row is None:
        return
    _add(conn, tuple(row))
    if article % _TIDIED == 0:
        for table in TABLES:
            conn.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('merge', {_PAGES})")


def unindex_article(conn: sqlite3.Connection, article: int) -> None:
    """Take an article out of the index, with the text it has before it changes."""
    row = conn.execute(f"SELECT {_NAMES} FROM articles WHERE id = ?", [article]).fetchone()
    if conn.execute("SELECT 1 FROM articles_fts_docsize WHERE id = ?", [article]).fetchone():
        folded = [fold(text) if text else "" for text in row]
        conn.execute(_REMOVE, (article, *map(tokens, folded)))
        conn.execute(_REMOVE_CHARS, (article, chars("".join(folded))))


def _add(conn: sqlite3.Connection, row: tuple[int, *tuple[str | None, ...]]) -> None:
    article, *texts = row
    folded = [fold(text) if text else "" for text in texts]
    conn.execute(_ADD, (article, *map(tokens, folded)))
    conn.execute(_ADD_CHARS, (article, chars("".join(folded))))


def reindex(conn: sqlite3.Connection, progress: Progress | None = None, *, anew: bool = True) -> int:
    """Make the index anew, or go on with that where it was interrupted; returns how many articles were indexed. With
    `anew=False`, only add what it lacks.

    Each batch is a transaction. Until the end, searches find what has been indexed so far. `progress` is told how many
    are done and how many there are to do.
    """
    # Zeros over all that is written together and so given up would take longer than the writing.
    (wiping,) = conn.execute("PRAGMA secure_delete").fetchone()
    conn.execute("PRAGMA secure_delete = OFF")
    if _noted(conn, "recipe") != recipe() or (anew and _noted(conn, "unfinished") is None):
        _begin_anew(conn)
    _set(conn, crisismerge=_ALL, hashsize=_MUCH_MEMORY)
    missing = "FROM articles a WHERE NOT EXISTS (SELECT 1 FROM articles_fts_docsize d WHERE d.id = a.id)"
    total = conn.execute(f"SELECT count(*) {missing}").fetchone()[0]
    done, last = 0, -1
    columns = ", ".join(f"a.{column}" for column in COLUMNS)
    while True:
        rows = conn.execute(f"SELECT a.id, {columns} {missing} AND a.id > ? ORDER BY a.id LIMIT {_BATCH}", [last])
        before = done
        for row in rows:
            _add(conn, row)
            done, last = done + 1, row[0]
        conn.commit()
        if done == before:
            break
        if progress:
            progress(done, total)
    _write_together(conn, last if done else None)
    _set(conn, crisismerge=_TOO_MANY, hashsize=_USUAL_MEMORY)
    conn.execute("DELETE FROM articles_index WHERE key = 'unfinished'")
    conn.commit()
    conn.execute(f"PRAGMA secure_delete = {wiping:d}")
    return done


def _write_together(conn: sqlite3.Connection, known: int | None) -> None:
    """Write the index together into one piece, which is read fastest.

    FTS5 keeps pieces in levels and writes those of one level together. It would put this piece where those of a few
    articles go: 4,000 articles later, one commit would write the whole index anew. It puts it above them if it finds
    pieces of two levels, and one more beside those that it has begun to write together. So an article that is in the
    index as it should be, `known`, is written again, twice.
    """
    _set(conn, usermerge=2)
    for article in [known] * 2 if known is not None else []:
        unindex_article(conn, article)
        index_article(conn, article)
        conn.commit()
        for table in TABLES:
            conn.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('merge', 1)")
        conn.commit()
    for table in TABLES:
        conn.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")
    _set(conn, usermerge=_PIECES)
    conn.commit()


def tidy(conn: sqlite3.Connection) -> None:
    """Write the pieces that a crawl or an import left together, where there are some of a size: of 20,000 articles the
    index is then smaller by an eighth. No commit is long. What cannot be written now is left to the next writer.
    """
    with suppress(sqlite3.Error):
        if conn.in_transaction:
            return
        _set(conn, usermerge=_FEW)
        for _ in range(_COMMITS):
            before = conn.total_changes
            for table in TABLES:
                conn.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('merge', {_PAGES})")
            conn.commit()
            if conn.total_changes - before <= len(TABLES):  # the statements themselves, and nothing written
                break
        _set(conn, usermerge=_PIECES)
        conn.commit()


def _begin_anew(conn: sqlite3.Connection) -> None:
    """An empty index of today's make."""
    if not conn.in_transaction:
        conn.execute("BEGIN")
    _drop(conn)
    for statement in statements():
        conn.execute(statement)
    fill_tables(conn)
    _set(conn, automerge=0)
    conn.execute("INSERT INTO articles_index (key, value) VALUES ('unfinished', '')")
    conn.commit()


def _set(conn: sqlite3.Connection, **settings: int) -> None:
    for table in TABLES:
        for name, value in settings.items():
            conn.execute(f"INSERT INTO {table} ({table}, rank) VALUES (?, ?)", [name, value])


def _noted(conn: sqlite3.Connection, key: str) -> str | None:
    row = conn.execute("SELECT value FROM articles_index WHERE key = ?", [key]).fetchone()
    return row[0] if row else None


def check(conn: sqlite3.Connection) -> list[str]:
    """What is wrong with the index, one sentence each; an empty list for an index that is right."""
    if _noted(conn, "recipe") != recipe():
        return ["the index was made by another recipe; `qiaowen reindex` makes it anew"]
    if _noted(conn, "unfinished") is not None:
        return ["the index is half made, and half of the articles are not found; `qiaowen reindex` goes on with it"]
    found = []
    made = {row[0] for row in conn.execute("SELECT name FROM sqlite_master")}
    if lost := [name for name in names() if name not in made]:
        found.append(f"the index lacks {', '.join(lost)}; `qiaowen reindex` makes it anew")
    if _noted(conn, "resting") is not None:
        found.append("the index was left with its triggers at rest; `qiaowen reindex` wakes them")
    for count, says in (
        (_lacking(conn, "articles", "articles_fts_docsize"), "are not in the index"),
        (_lacking(conn, "articles_fts_docsize", "articles"), "in the index are no longer in the archive"),
    ):
        if count:
            found.append(f"{count:,} articles {says}; `qiaowen reindex` makes it anew")
    stale = [article for article in _sample(conn) if not _is_indexed(conn, article)]
    if stale:
        shown = ", ".join(map(str, stale[:5]))
        found.append(f"the index does not say what the articles say ({shown}); `qiaowen reindex` makes it anew")
    return found


def _lacking(conn: sqlite3.Connection, here: str, there: str) -> int:
    missing = f"SELECT count(*) FROM {here} a WHERE NOT EXISTS (SELECT 1 FROM {there} b WHERE b.id = a.id)"
    return int(conn.execute(missing).fetchone()[0])


def _sample(conn: sqlite3.Connection) -> list[int]:
    """Articles spread over the whole archive, the newest always among them."""
    low, high = conn.execute("SELECT min(id), max(id) FROM articles").fetchone()
    if low is None:
        return []
    wanted = [high, *(random.randint(low, high) for _ in range(_SAMPLE))]  # noqa: S311 (a sample, not a secret)
    nearest = """SELECT a.id FROM articles a JOIN articles_fts_docsize d ON d.id = a.id
        WHERE a.id <= ? ORDER BY a.id DESC LIMIT 1"""
    rows = (conn.execute(nearest, [article]).fetchone() for article in wanted)
    return sorted({row[0] for row in rows if row})


def _is_indexed(conn: sqlite3.Connection, article: int) -> bool:
    """Whether the index has as many tokens of an article as its columns, and the first and last of them in order."""
    row = conn.execute(f"SELECT {_NAMES} FROM articles WHERE id = ?", [article]).fetchone()
    made = [tokens(fold(text)).split() if text else [] for text in row]
    sizes = conn.execute("SELECT sz FROM articles_fts_docsize WHERE id = ?", [article]).fetchone()[0]
    if _varints(sizes) != [len(column) for column in made]:
        return False
    phrases = [
        f'({{{name}}} : "{" ".join(part)}")'
        for name, column in zip(COLUMNS, made, strict=True)
        for part in (column[:16], column[-16:])
        if part
    ]
    found = "SELECT 1 FROM articles_fts WHERE articles_fts MATCH ? AND rowid = ?"
    return not phrases or conn.execute(found, [" AND ".join(phrases), article]).fetchone() is not None


def _varints(blob: bytes) -> list[int]:
    """The numbers of an FTS5 docsize record."""
    found, number = [], 0
    for byte in blob:
        number = number << 7 | byte & 0x7F
        if byte < 0x80:
            found.append(number)
            number = 0
    return found
