"""The tables of the first archive, as they were.

What became of them since, the later migrations in `archive/schema.py` say; nothing is ever changed here.
"""

FIRST = (
    """CREATE TABLE outlets (
        slug TEXT PRIMARY KEY, name TEXT NOT NULL, name_en TEXT, home TEXT NOT NULL, country TEXT, place TEXT,
        script TEXT, timezone TEXT, platform TEXT, status TEXT NOT NULL)""",
    """CREATE TABLE sources (
        url TEXT PRIMARY KEY, outlet TEXT NOT NULL REFERENCES outlets(slug), kind TEXT NOT NULL, evidence TEXT NOT NULL,
        etag TEXT, last_modified TEXT, read_at TEXT, listed INTEGER)""",
    """CREATE TABLE runs (
        id INTEGER PRIMARY KEY, outlet TEXT NOT NULL REFERENCES outlets(slug), started_at TEXT NOT NULL, ended_at TEXT,
        outcome TEXT, found INTEGER, fetched INTEGER, stored INTEGER, revised INTEGER, withdrawn INTEGER,
        unchanged INTEGER, failed INTEGER, skipped INTEGER, bytes INTEGER, seconds REAL, software TEXT NOT NULL)""",
    """CREATE TABLE captures (
        id INTEGER PRIMARY KEY, run INTEGER REFERENCES runs(id), url TEXT NOT NULL, fetched_at TEXT NOT NULL,
        status INTEGER, content_type TEXT, etag TEXT, last_modified TEXT, digest TEXT NOT NULL,
        warc_file TEXT NOT NULL, warc_offset INTEGER NOT NULL, warc_length INTEGER NOT NULL)""",
    "CREATE INDEX captures_url ON captures(url, fetched_at)",
    """CREATE TABLE articles (
        id INTEGER PRIMARY KEY, url TEXT NOT NULL UNIQUE, outlet TEXT NOT NULL REFERENCES outlets(slug),
        headline TEXT, deck TEXT, section TEXT, tags TEXT NOT NULL, byline TEXT, authors TEXT NOT NULL, agency TEXT,
        dateline TEXT, published_at TEXT, published_raw TEXT, published_source TEXT, published_precision TEXT,
        modified_at TEXT, first_seen_at TEXT NOT NULL, fetched_at TEXT NOT NULL, withdrawn_at TEXT,
        script TEXT, language TEXT, body TEXT NOT NULL, captions TEXT NOT NULL, marks TEXT NOT NULL,
        revision INTEGER NOT NULL, capture INTEGER REFERENCES captures(id), rules TEXT NOT NULL)""",
    "CREATE INDEX articles_outlet ON articles(outlet, id)",
    "CREATE INDEX articles_published ON articles(published_at)",
    """CREATE TABLE revisions (
        id INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES articles(id), number INTEGER NOT NULL,
        headline TEXT, deck TEXT, byline TEXT, body TEXT NOT NULL, digest TEXT NOT NULL, read_at TEXT NOT NULL,
        capture INTEGER REFERENCES captures(id), rules TEXT NOT NULL, UNIQUE (article, number))""",
    """CREATE TABLE images (
        id INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES articles(id), position INTEGER NOT NULL,
        url TEXT, caption TEXT, credit TEXT, UNIQUE (article, position))""",
    """CREATE TABLE sightings (
        url TEXT PRIMARY KEY, outlet TEXT NOT NULL REFERENCES outlets(slug), source TEXT NOT NULL, title TEXT,
        published TEXT, modified TEXT, first_seen_at TEXT NOT NULL, last_seen_at TEXT NOT NULL, state TEXT NOT NULL,
        fetched_at TEXT, due_at TEXT, tries INTEGER NOT NULL, article INTEGER REFERENCES articles(id))""",
    "CREATE INDEX sightings_due ON sightings(outlet, state, due_at)",
    """CREATE TABLE failures (
        id INTEGER PRIMARY KEY, run INTEGER REFERENCES runs(id), outlet TEXT REFERENCES outlets(slug),
        url TEXT NOT NULL, failed_at TEXT NOT NULL, reason TEXT NOT NULL, message TEXT NOT NULL,
        capture INTEGER REFERENCES captures(id))""",
    "CREATE INDEX failures_outlet ON failures(outlet, failed_at)",
)
