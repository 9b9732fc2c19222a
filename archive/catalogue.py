"""The public catalogue: a database of its own with what is said of the articles, and not the articles.

Metadata, lengths, clusters, counts a day, and the opening words. No full text, no captures, nothing that was asked to
be taken down. It can be put online as it is.
"""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from archive.opening import for_reading, open_reader
from archive.trouble import told
from archive.whole import written_whole

# Opening words that are printed of an article: enough to know it by, too few to read it.
EXTRACT_CHARACTERS = 80

Progress = Callable[[int, int], None]

_TABLES = (
    """CREATE TABLE outlets (slug TEXT PRIMARY KEY, name TEXT, name_en TEXT, home TEXT, country TEXT, place TEXT,
         script TEXT, timezone TEXT, status TEXT)""",
    """CREATE TABLE articles (
         id INTEGER PRIMARY KEY, url TEXT, outlet TEXT REFERENCES outlets(slug), headline TEXT, section TEXT, tags TEXT,
         byline TEXT, authors TEXT, agency TEXT, dateline TEXT, published_at TEXT, published_precision TEXT,
         first_seen_at TEXT, withdrawn_at TEXT, script TEXT, language TEXT, revisions INTEGER, characters INTEGER,
         pictures INTEGER, cluster INTEGER, extract TEXT)""",
    "CREATE TABLE counts (outlet TEXT, day TEXT, articles INTEGER, characters INTEGER, PRIMARY KEY (outlet, day))",
)
_COPY = f"""INSERT INTO articles
  SELECT a.id, a.url, a.outlet, a.headline, a.section, a.tags, a.byline, a.authors, a.agency, a.dateline,
         a.published_at, a.published_precision, a.first_seen_at, a.withdrawn_at, a.script, a.language, a.revision,
         length(replace(a.body, char(10), '')), (SELECT count(*) FROM private.images i WHERE i.article = a.id),
         (SELECT m.cluster FROM private.members m WHERE m.article = a.id),
         CASE WHEN length(a.body) <= {EXTRACT_CHARACTERS * 2} THEN NULL
              ELSE substr(replace(a.body, char(10) || char(10), ' '), 1, {EXTRACT_CHARACTERS}) || '…' END
    FROM private.articles a WHERE a.id > ? AND a.id <= ?"""
_AFTER = (
    """INSERT INTO counts SELECT outlet, substr(coalesce(published_at, first_seen_at), 1, 10), count(*), sum(characters)
         FROM articles GROUP BY 1, 2""",
    "CREATE INDEX articles_outlet ON articles(outlet, id)",
    "CREATE INDEX articles_cluster ON articles(cluster) WHERE cluster IS NOT NULL",
)
_BATCH = 20_000


def publish(folder: Path, target: Path, progress: Progress | None = None) -> int:
    """Write the catalogue of an archive to a file, whole or not at all; returns how many articles it lists."""
    open_reader(folder).close()
    with (
        told(target.parent),
        written_whole(target) as part,
        closing(sqlite3.connect(part, isolation_level=None, uri=True)) as catalogue,
    ):
        catalogue.execute("PRAGMA journal_mode = OFF")
        catalogue.execute("ATTACH ? AS private", [for_reading(folder)])
        catalogue.execute("BEGIN")
        listed = _write(catalogue, progress)
        catalogue.execute("COMMIT")
    return listed


def _write(catalogue: sqlite3.Connection, progress: Progress | None) -> int:
    for sql in _TABLES:
        catalogue.execute(sql)
    catalogue.execute(
        """INSERT INTO outlets SELECT slug, name, name_en, home, country, place, script, timezone, status
             FROM private.outlets WHERE slug IN (SELECT outlet FROM private.articles)"""
    )
    total = catalogue.execute("SELECT count(*) FROM private.articles").fetchone()[0]
    done, last = 0, -1
    while row := catalogue.execute(
        "SELECT max(id) FROM (SELECT id FROM private.articles WHERE id > ? ORDER BY id LIMIT ?)", [last, _BATCH]
    ).fetchone():
        if row[0] is None:
            break
        done += catalogue.execute(_COPY, [last, row[0]]).rowcount
        last = row[0]
        if progress:
            progress(done, total)
    for sql in _AFTER:
        catalogue.execute(sql)
    return done
