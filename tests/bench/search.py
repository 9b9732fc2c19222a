"""How fast search is, and how large its index: `make bench-search`, or

    python -m tests.bench.search --articles 1000000 --keep /somewhere/bench.db
    python -m tests.bench.search --keep /somewhere/archive.db      an archive that is there; articles are added to it

Times are CPU time of a warm file. Beside them stand FTS5's trigram index and a LIKE scan over COMPARED of the articles.
"""

import argparse
import gc
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from opencc import OpenCC
from sqlite_utils import Database

from archive import index
from archive.index.fold import fold
from tests.generated_news import COMMONEST, generate, vocabulary

COMPARED = 20_000
PER_CLASS = 20
ADDED = 300
YEAR = 1_000_000_000

ARTICLES = """CREATE TABLE articles (
    id INTEGER PRIMARY KEY, url TEXT NOT NULL UNIQUE, outlet TEXT NOT NULL, headline TEXT, deck TEXT, section TEXT,
    tags TEXT, byline TEXT, published_at TEXT, body TEXT NOT NULL, captions TEXT)"""

TRIGRAMS = """CREATE VIRTUAL TABLE trigrams USING fts5 (
    body, headline, content='articles', content_rowid='id', tokenize='trigram')"""

Queries = dict[str, list[str]]


def build(db: Database, number: int) -> Iterator[str]:
    """Fill a database with articles and index them; yields what it came to."""
    conn = db.conn
    conn.execute("PRAGMA journal_mode = WAL")
    conn.execute("PRAGMA synchronous = NORMAL")
    conn.execute(ARTICLES)
    index.create_index(db)
    conn.commit()
    articles = generate(number)
    while batch := list(islice(articles, 20_000)):
        with db.atomic(), index.triggers_resting(conn):
            db.table("articles").insert_all(batch, batch_size=500)
    text = conn.execute(
        f"SELECT {' + '.join(f'total(length(CAST({c} AS BLOB)))' for c in _texts())} FROM articles"
    ).fetchone()
    begun = time.process_time()
    index.reindex(conn)
    seconds = time.process_time() - begun
    conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    pairs, chars = _size(conn, "articles_fts"), _size(conn, "articles_chars")
    yield f"{number:,} articles, {text[0] / number:,.0f} bytes of text each"
    yield f"index built at {number / seconds:,.0f} articles per CPU second, tokenising and optimising included"
    parts = f"{pairs / text[0]:.2f} pairs, {chars / text[0]:.2f} characters"
    yield f"index {(pairs + chars) / text[0]:.2f} times the text: {parts}"


def _texts() -> Iterable[str]:
    return ("headline", "body", "captions", "byline", "tags", "section")


def _size(conn: sqlite3.Connection, table: str) -> int:
    names = f"{table}_data", f"{table}_idx", f"{table}_docsize"
    return sum(
        int(conn.execute("SELECT total(pgsize) FROM dbstat WHERE name = ?", [name]).fetchone()[0]) for name in names
    )


def add(db: Database) -> Iterator[str]:
    """Add articles to the finished index, each in its own transaction, as the store does."""
    table, spent = db.table("articles"), []
    # What else an archive knows of an article, it has of the last one.
    (like,) = table.rows_where(order_by="id desc", limit=1)
    for place, article in enumerate(generate(ADDED, seed=99), like["id"] + 1):
        row = like | article | {"id": place, "url": f"https://news.example/added/{place}"}
        begun = time.process_time()
        with db.atomic(), index.triggers_resting(db.conn):
            table.insert(row)
            bare = time.process_time()
            index.index_article(db.conn, row["id"])
            indexed = time.process_time()
        spent.append((indexed - bare, time.process_time() - begun))
    tokens, whole = (statistics.mean(times) * 1000 for times in zip(*spent, strict=True))
    yield f"one article added in {whole:.2f} ms of CPU with its transaction, {tokens:.2f} ms of it in index_article()"


def queries(conn: sqlite3.Connection) -> Queries:
    """Queries of every class, chosen by how many of a sample of articles have what they ask for."""
    chance = random.Random(7)
    ids = [row[0] for row in conn.execute("SELECT id FROM articles")]
    sample = [
        fold(conn.execute("SELECT body FROM articles WHERE id = ?", [article]).fetchone()[0])
        for article in chance.sample(ids, min(2000, len(ids)))
    ]
    words = list(map(fold, vocabulary().words))
    frequency = Counter(word for word in words[:4000] for text in sample if word in text)
    common = [word for word, seen in frequency.most_common(60) if len(word) == 2 and seen < len(sample) * 0.6]
    middle = [word for word, seen in frequency.items() if len(word) == 2 and 5 <= seen <= 40]
    rare = [word for word in words[30_000:] if len(word) == 2]
    traditional = OpenCC("s2tw").convert

    def pick(among: list[str]) -> list[str]:
        return chance.sample(among, min(PER_CLASS, len(among)))

    def runs(length: int) -> list[str]:
        found: list[str] = []
        while len(found) < PER_CLASS:
            text = chance.choice(sample)
            start = chance.randrange(len(text) - length)
            piece = text[start : start + length]
            if all("一" <= char <= "龥" for char in piece):
                found.append(piece)
        return found

    return {
        "commonest character": list(COMMONEST[:PER_CLASS]),
        "rarer character": list("".join(rare))[:PER_CLASS],
        "two, common": pick(common),
        "two, middling": pick(middle),
        "two, rare": pick(rare),
        "three": pick([word for word in words[:30_000] if len(word) == 3]),
        "four": pick([word for word in words[:30_000] if len(word) == 4]),
        "phrase of eight": runs(8),
        "three ANDed": [" ".join(pick(middle)[:2] + pick(common)[:1]) for _ in range(PER_CLASS)],
        "OR": [" OR ".join(pick(middle)[:1] + pick(common)[:1]) for _ in range(PER_CLASS)],
        "NOT": [f"{pick(common)[0]} -{pick(common)[0]}" for _ in range(PER_CLASS)],
        "other script": [traditional(word) for word in pick(middle)],
        "word and common character": [f"{pick(common)[0]} {chance.choice(COMMONEST[:40])}" for _ in range(PER_CLASS)],
        "mixed": [f"{pick(common)[0]} {word}" for word in ("GDP", "covid-19", "2025", "AI", "Los Angeles", "NBA")],
        "prefix": ["Hotline Bei*", "china*", "iph*", "tru*"],
        "headline": [f"headline:{word}" for word in pick(common)],
    }


def measure(conn: sqlite3.Connection, asked: Queries) -> Iterator[str]:
    """A row per class: milliseconds, median and 95th percentile of its queries."""
    yield "| class | found (median) | newest 20 | relevance 20 | count to 10,000 | count | by year |"
    yield "|---|---|---|---|---|---|---|"
    for name, its_queries in asked.items():
        found = statistics.median(index.count(conn, query, cap=None)[0] for query in its_queries)
        columns = [
            _times(its_queries, work)
            for work in (
                lambda query: index.search(conn, query),
                lambda query: index.search(conn, query, order="relevance"),
                lambda query: index.count(conn, query),
                lambda query: index.count(conn, query, cap=None),
                lambda query: index.over_time(conn, index.plan(conn, query), YEAR),
            )
        ]
        yield f"| {name} | {found:,.0f} | {' | '.join(columns)} |"


def _times(asked: list[str], work: Callable[[str], Any]) -> str:
    times = sorted(_milliseconds(lambda query=query: work(query)) for query in asked)  # type: ignore[misc]
    return f"{statistics.median(times):.2f} / {times[min(len(times) - 1, int(len(times) * 0.95))]:.2f}"


def _milliseconds(work: Callable[[], Any]) -> float:
    """The median of three, after one to warm the file."""
    work()
    taken = []
    for _ in range(3):
        begun = time.process_time()
        work()
        taken.append((time.process_time() - begun) * 1000)
    return statistics.median(taken)


def ranking(conn: sqlite3.Connection, asked: Queries) -> Iterator[str]:
    """How much of the first page by relevance stays, if all articles found were weighed and not only the newest."""
    from archive.index import relevance  # noqa: PLC0415 (its bounds are lifted here and nowhere else)

    for name in ("two, common", "two, middling", "three ANDed", "OR"):
        kept = []
        for query in asked[name][:8]:
            found = index.plan(conn, query)
            bounded = relevance.ranked(conn, found)[:20]
            every = relevance.weights(conn, index.match(query), index.in_turn(conn, found, -1))
            best = sorted(every, key=lambda article: (-every[article], -article))[:20]
            kept.append(len(set(best) & set(bounded)) / max(1, len(best)))
        yield f"{name}: {statistics.mean(kept):.0%} of the first page by relevance is the same as with no bound"


def compare(conn: sqlite3.Connection, asked: Queries) -> Iterator[str]:
    """Ours, FTS5's trigram index and a LIKE scan, on the same articles."""
    db = Database(memory=True)
    db.execute(ARTICLES)
    names = "id, url, outlet, headline, body, captions, byline, tags, section, published_at"
    rows = conn.execute(f"SELECT {names} FROM articles ORDER BY id LIMIT {COMPARED}").fetchall()
    db.conn.executemany(f"INSERT INTO articles ({names}) VALUES (?{', ?' * 9})", rows)
    index.create_index(db)
    db.execute("DROP TRIGGER articles_index_added")
    begun = time.process_time()
    index.reindex(db.conn)
    ours = time.process_time() - begun
    begun = time.process_time()
    db.execute(TRIGRAMS)
    db.execute("INSERT INTO trigrams (trigrams) VALUES ('rebuild')")
    theirs = time.process_time() - begun
    sizes = [_size(db.conn, table) for table in ("articles_fts", "articles_chars", "trigrams")]
    yield f"on {len(rows):,} articles: built in {ours:.1f} CPU s, the trigram index in {theirs:.1f}"
    yield f"size {sum(sizes[:2]) / sizes[2]:.2f} of the trigram index"
    yield "| class | ours, newest 20 ids | trigram | LIKE |"
    yield "|---|---|---|---|"
    for name in ("commonest character", "two, middling", "three", "four", "phrase of eight"):
        times = (_times(asked[name][:6], partial(ask, db.conn)) for ask in (_newest, _trigram, _like))
        yield f"| {name} | {' | '.join(times)} |"


def _newest(conn: sqlite3.Connection, query: str) -> list[Any]:
    return index.in_turn(conn, index.plan(conn, query), 20)


def _trigram(conn: sqlite3.Connection, query: str) -> list[Any]:
    sql = "SELECT rowid FROM trigrams WHERE trigrams MATCH ? ORDER BY rowid DESC LIMIT 20"
    return conn.execute(sql, [f'"{query}"']).fetchall()


def _like(conn: sqlite3.Connection, query: str) -> list[Any]:
    return conn.execute(
        "SELECT id FROM articles WHERE body LIKE ? ORDER BY id DESC LIMIT 20", [f"%{query}%"]
    ).fetchall()


def main() -> None:
    """Build, add, ask, compare; what comes out goes into docs/benchmarks.md."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--articles", type=int, default=50_000)
    options.add_argument("--keep", type=Path, help="where to keep the database; one that is there is not built anew")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.keep or Path(folder) / "bench.db"
        known = path.exists()
        db = Database(sqlite3.connect(path))
        if not known:
            _say(build(db, given.articles))
            db.close()
            db = Database(sqlite3.connect(path))
        _say(add(db))
        db.execute("PRAGMA cache_size = -200000")
        asked = queries(db.conn)
        gc.disable()
        for part in (measure, ranking, compare):
            _say(part(db.conn, asked))


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
