"""Who copied whom: articles that repeat one another, found as they are stored, across outlets and scripts."""

import sqlite3
from collections import Counter
from collections.abc import Callable

from sqlite_utils import Database

from archive import likeness

# A run that so many articles share is a form of words, not a sign of a copy.
COMMONPLACE = 40
# Articles looked at closely, those that share most runs first.
CANDIDATES = 12
# So many shared runs make a candidate; of a text with few of them, one.
SHARED = 2

Progress = Callable[[int, int], None]


def place(db: Database, article: int, body: str) -> None:
    """Note an article's fingerprint and put it beside those it repeats. Takes part in the caller's transaction."""
    conn = db.conn
    mine = likeness.text(body)
    runs = likeness.fingerprint(mine)
    found = _repeated(conn, article, mine, runs)
    conn.executemany("INSERT INTO fingerprints (run, article) VALUES (?, ?)", [(run, article) for run in runs])
    if not found:
        return
    nearest, share = max(found.items(), key=lambda pair: (pair[1], -pair[0]))
    cluster = _cluster(conn, list(found))
    conn.execute(
        "INSERT INTO members (article, cluster, nearest, common) VALUES (?, ?, ?, ?)",
        [article, cluster, nearest, round(share, 3)],
    )


def replace(db: Database, article: int, old: str, new: str) -> None:
    """The same for an article whose text changed: it may now repeat others, or none."""
    remove(db, article, old)
    place(db, article, new)


def remove(db: Database, article: int, body: str) -> None:
    """Take an article with that text out of its cluster; a cluster of one is none."""
    conn = db.conn
    conn.executemany(
        "DELETE FROM fingerprints WHERE run = ? AND article = ?",
        [(run, article) for run in likeness.fingerprint(likeness.text(body))],
    )
    row = conn.execute("SELECT cluster FROM members WHERE article = ?", [article]).fetchone()
    if row is None:
        return
    conn.execute("DELETE FROM members WHERE article = ?", [article])
    conn.execute("UPDATE members SET nearest = NULL, common = NULL WHERE nearest = ?", [article])
    if conn.execute("SELECT count(*) FROM members WHERE cluster = ?", [row[0]]).fetchone()[0] < 2:
        conn.execute("DELETE FROM members WHERE cluster = ?", [row[0]])
        conn.execute("DELETE FROM clusters WHERE id = ?", [row[0]])


def rebuild(db: Database, progress: Progress | None = None) -> int:
    """All clusters anew, after the way of finding them changed or another program broke them; how many there are."""
    conn = db.conn
    with db.atomic():
        for table in ("members", "clusters", "fingerprints"):
            conn.execute(f"DELETE FROM {table}")
        articles = [row[0] for row in conn.execute("SELECT id FROM articles ORDER BY first_seen_at, id")]
        for done, article in enumerate(articles, start=1):
            place(db, article, conn.execute("SELECT body FROM articles WHERE id = ?", [article]).fetchone()[0])
            if progress and (done % 100 == 0 or done == len(articles)):
                progress(done, len(articles))
    return int(conn.execute("SELECT count(*) FROM clusters").fetchone()[0])


def repeated(conn: sqlite3.Connection, body: str) -> dict[int, float]:
    """The articles that a text which is not in the archive repeats, with the share they have in common."""
    mine = likeness.text(body)
    return _repeated(conn, 0, mine, likeness.fingerprint(mine))


def _repeated(conn: sqlite3.Connection, article: int, mine: likeness.Text, runs: list[int]) -> dict[int, float]:
    """Articles that this one repeats, with the share they have in common."""
    shared: Counter[int] = Counter()
    for run in runs:
        rows = conn.execute("SELECT article FROM fingerprints WHERE run = ? LIMIT ?", [run, COMMONPLACE + 1]).fetchall()
        if len(rows) <= COMMONPLACE:
            shared.update(row[0] for row in rows)
    shared.pop(article, None)
    found = {}
    for other, number in shared.most_common(CANDIDATES):
        if number < SHARED and len(runs) > likeness.FEWEST:
            break
        row = conn.execute("SELECT body FROM articles WHERE id = ?", [other]).fetchone()
        theirs = likeness.text(row[0])
        if likeness.is_copy(mine, theirs):
            found[other] = likeness.common(mine, theirs)
    return found


def _cluster(conn: sqlite3.Connection, articles: list[int]) -> int:
    """The one cluster these articles are now in: theirs, theirs joined, or a new one."""
    marks = ", ".join("?" * len(articles))
    known = [
        int(row[0])
        for row in conn.execute(f"SELECT DISTINCT cluster FROM members WHERE article IN ({marks}) ORDER BY 1", articles)
    ]
    if known:
        cluster, *others = known
        for other in others:
            conn.execute("UPDATE members SET cluster = ? WHERE cluster = ?", [cluster, other])
            conn.execute("DELETE FROM clusters WHERE id = ?", [other])
    else:
        cluster = int(conn.execute("INSERT INTO clusters DEFAULT VALUES RETURNING id").fetchone()[0])
    conn.executemany(
        "INSERT OR IGNORE INTO members (article, cluster) VALUES (?, ?)", [(article, cluster) for article in articles]
    )
    return cluster
