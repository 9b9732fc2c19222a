"""The archive file's tables, as sqlite-utils migrations. Append only: a migration that has shipped is never edited.

What every table and column means stands in `archive/describe.py`.
"""

from sqlite_utils import Database, Migrations

from archive import clusters, index
from archive.errors import ArchiveNewer
from archive.first_tables import FIRST
from archive.renumbering import renumber

migrations = Migrations("qiaowen")

_CRAWL_CARE = (
    """CREATE TABLE hosts (
        host TEXT PRIMARY KEY, until TEXT NOT NULL, reason TEXT NOT NULL, bad_runs INTEGER NOT NULL)""",
    """CREATE TABLE backfills (
        outlet TEXT NOT NULL REFERENCES outlets(slug), since TEXT NOT NULL, until TEXT NOT NULL, address TEXT NOT NULL,
        read_at TEXT NOT NULL, PRIMARY KEY (outlet, since, until, address))""",
    "ALTER TABLE sightings ADD COLUMN claimed_at TEXT",
    "ALTER TABLE runs ADD COLUMN refused INTEGER",
    "ALTER TABLE runs ADD COLUMN reasons TEXT",
    "ALTER TABLE runs ADD COLUMN verdict TEXT",
    "ALTER TABLE runs ADD COLUMN evidence INTEGER REFERENCES captures(id)",
)


@migrations()
def tables(db: Database) -> None:
    """The tables of the first archive."""
    for statement in FIRST:
        db.execute(statement)


@migrations()
def full_text(db: Database) -> None:
    """The full-text index over the articles."""
    index.create_index(db)


_PROVENANCE = (
    """CREATE TABLE declarations (
        version TEXT PRIMARY KEY, outlet TEXT NOT NULL REFERENCES outlets(slug), text TEXT NOT NULL,
        first_used_at TEXT NOT NULL)""",
    "ALTER TABLE runs ADD COLUMN declaration TEXT REFERENCES declarations(version)",
    """CREATE TABLE readings (
        id INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES articles(id), number INTEGER NOT NULL,
        cause TEXT NOT NULL, headline TEXT, deck TEXT, byline TEXT, body TEXT, digest TEXT NOT NULL,
        read_at TEXT NOT NULL, capture INTEGER REFERENCES captures(id), rules TEXT NOT NULL,
        declaration TEXT REFERENCES declarations(version), UNIQUE (article, number))""",
    """INSERT INTO readings
         SELECT r.id, r.article, r.number, CASE r.number WHEN 1 THEN 'first' ELSE 'publisher' END, r.headline, r.deck,
                r.byline, CASE r.number WHEN a.revision THEN NULL ELSE r.body END, r.digest, r.read_at, r.capture,
                r.rules, NULL
           FROM revisions r JOIN articles a ON a.id = r.article""",
    "DROP TABLE revisions",
    """CREATE VIEW revisions AS
         SELECT r.id, r.article, r.number, r.cause, r.headline, r.deck, r.byline, coalesce(r.body, a.body) AS body,
                r.digest, r.read_at, r.capture, r.rules, r.declaration
           FROM readings r JOIN articles a ON a.id = r.article""",
    """CREATE TABLE pages (
        reading INTEGER NOT NULL REFERENCES readings(id), number INTEGER NOT NULL,
        capture INTEGER NOT NULL REFERENCES captures(id), PRIMARY KEY (reading, number)) WITHOUT ROWID""",
)

_REVISITS = (
    "ALTER TABLE captures ADD COLUMN original INTEGER REFERENCES captures(id)",
    "CREATE INDEX captures_place ON captures(warc_file, warc_offset)",
    "CREATE TABLE warc_files (name TEXT PRIMARY KEY, state TEXT NOT NULL, bytes INTEGER) WITHOUT ROWID",
    "INSERT INTO warc_files (name, state) SELECT DISTINCT warc_file, 'whole' FROM captures",
)

_ABSENCES = (
    """CREATE TABLE absences (
        id INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES articles(id), reason TEXT NOT NULL,
        gone_at TEXT NOT NULL, evidence INTEGER REFERENCES captures(id), back_at TEXT,
        back INTEGER REFERENCES captures(id))""",
    """INSERT INTO absences (article, reason, gone_at)
         SELECT id, 'gone', withdrawn_at FROM articles WHERE withdrawn_at IS NOT NULL""",
    "CREATE INDEX absences_article ON absences(article)",
)

_READING_ROOM = (
    # What articles are told apart by, so that a search can be narrowed without reading their long rows.
    "CREATE INDEX articles_narrow ON articles(id, published_at, outlet, script, section, byline, agency)",
    "CREATE INDEX articles_revised ON articles(outlet) WHERE revision > 1",
    "CREATE INDEX articles_withdrawn ON articles(outlet) WHERE withdrawn_at IS NOT NULL",
)


_COPIES = (
    """CREATE TABLE fingerprints (
        run INTEGER NOT NULL, article INTEGER NOT NULL, PRIMARY KEY (run, article)) WITHOUT ROWID""",
    "CREATE TABLE clusters (id INTEGER PRIMARY KEY)",
    """CREATE TABLE members (
        article INTEGER PRIMARY KEY REFERENCES articles(id), cluster INTEGER NOT NULL REFERENCES clusters(id),
        nearest INTEGER REFERENCES articles(id), common REAL)""",
    "CREATE INDEX members_cluster ON members(cluster)",
    """CREATE VIEW copies AS
         SELECT m.cluster, m.article, a.outlet, a.headline, a.agency, a.published_at, a.first_seen_at, m.nearest,
                m.common, a.url
           FROM members m JOIN articles a ON a.id = m.article
          ORDER BY m.cluster, coalesce(a.published_at, a.first_seen_at), a.id""",
)


_TAKEDOWNS = (
    """CREATE TABLE takedowns (
        id INTEGER PRIMARY KEY, pattern TEXT NOT NULL, glob TEXT NOT NULL, reason TEXT NOT NULL, noted_at TEXT NOT NULL,
        lifted_at TEXT)""",
    "CREATE TABLE hidden (article INTEGER PRIMARY KEY, takedown INTEGER NOT NULL REFERENCES takedowns(id))",
)


@migrations()
def provenance(db: Database) -> None:
    """Who read what, by which rules and declaration, and why; each text is kept once."""
    for statement in _PROVENANCE:
        db.execute(statement)


@migrations()
def revisits(db: Database) -> None:
    """Captures that repeat another's body, and the WARC files with how they were left."""
    for statement in _REVISITS:
        db.execute(statement)


@migrations()
def absences(db: Database) -> None:
    """When an article was gone from the web, with the evidence, and when it came back."""
    for statement in _ABSENCES:
        db.execute(statement)


@migrations()
def crawl_care(db: Database) -> None:
    """What a crawl that runs for years must remember: hosts at rest, pages in flight, verdicts, backfills."""
    for statement in _CRAWL_CARE:
        db.execute(statement)


@migrations()
def reading_room(db: Database) -> None:
    """Indexes that keep the pages of a full archive fast."""
    for statement in _READING_ROOM:
        db.execute(statement)


@migrations()
def copies(db: Database) -> None:
    """Which articles repeat one another, for those that are there too."""
    for statement in _COPIES:
        db.execute(statement)
    clusters.rebuild(db)


_BOILERPLATE = (
    """CREATE TABLE boilerplate (
        id INTEGER PRIMARY KEY, outlet TEXT NOT NULL REFERENCES outlets(slug), place TEXT NOT NULL,
        digest TEXT NOT NULL, text TEXT, articles INTEGER NOT NULL, articles_before INTEGER NOT NULL,
        first_seen_at TEXT, last_seen_at TEXT, first_day TEXT, last_day TEXT, since TEXT, verdict TEXT, judged_at TEXT,
        UNIQUE (outlet, digest, place))""",
)


@migrations()
def boilerplate(db: Database) -> None:
    """Lines that recur in an outlet's articles, with counts, and what people say of them."""
    for statement in _BOILERPLATE:
        db.execute(statement)


@migrations()
def takedowns(db: Database) -> None:
    """What was asked to be taken down."""
    for statement in _TAKEDOWNS:
        db.execute(statement)


@migrations()
def witnesses(db: Database) -> None:
    """Which answer of a source gave a story's text as well."""
    db.execute("ALTER TABLE sightings ADD COLUMN witness INTEGER REFERENCES captures(id)")


@migrations()
def other_runs(db: Database) -> None:
    """Copies are found by other runs of characters, which are chosen ten times as fast."""
    clusters.rebuild(db)


@migrations()
def alternates(db: Database) -> None:
    """Where else a story stands: in the other script, as AMP, for print."""
    db.execute(
        """CREATE TABLE alternates (
            article INTEGER NOT NULL REFERENCES articles(id), url TEXT NOT NULL, relation TEXT NOT NULL,
            PRIMARY KEY (article, url)) WITHOUT ROWID"""
    )
    db.execute("CREATE INDEX alternates_url ON alternates(url)")


@migrations()
def smaller_index(db: Database) -> None:
    """Shorter numbers of articles, and an index that says everything once."""
    renumber(db)
    index.renew_index(db)


@migrations()
def swift_changes(db: Database) -> None:
    """The trigger that indexes a changed article rests when told to, as the one for new articles does."""
    db.execute("DROP TRIGGER articles_index_changed")
    index.create_index(db)


@migrations()
def laid_aside(db: Database) -> None:
    """Where what is hidden lies: what an earlier version laid aside lies under the number of its article."""
    db.execute("ALTER TABLE hidden ADD COLUMN laid INTEGER")
    db.execute("UPDATE hidden SET laid = article")


# What stood in the file twice: the words of the latest revision, which are the article's own; titles of sightings that
# are the headline of what was read there; numbers of articles in an index that has them anyhow.
_SAID_ONCE = (
    "DROP VIEW revisions",
    "UPDATE readings SET headline = NULL, deck = NULL, byline = NULL WHERE body IS NULL",
    """CREATE VIEW revisions AS
         SELECT r.id, r.article, r.number, r.cause, iif(r.body IS NULL, a.headline, r.headline) AS headline,
                iif(r.body IS NULL, a.deck, r.deck) AS deck, iif(r.body IS NULL, a.byline, r.byline) AS byline,
                coalesce(r.body, a.body) AS body, r.digest, r.read_at, r.capture, r.rules, r.declaration
           FROM readings r JOIN articles a ON a.id = r.article""",
    """UPDATE sightings SET title = nullif(title, (SELECT headline FROM articles WHERE id = article))
        WHERE title IS NOT NULL AND article IS NOT NULL""",
    "DROP INDEX articles_outlet",
    "CREATE INDEX articles_outlet ON articles(outlet)",
    # What is due, and what is in flight, without reading all that an outlet ever showed.
    "DROP INDEX sightings_due",
    "CREATE INDEX sightings_due ON sightings(outlet, due_at)",
    "CREATE INDEX sightings_claimed ON sightings(outlet) WHERE claimed_at IS NOT NULL",
)


@migrations()
def said_once(db: Database) -> None:
    """What stood in the file twice stands there once."""
    for statement in _SAID_ONCE:
        db.execute(statement)


# Without them, each article that is deleted has SQLite read all sightings and all members, twice.
_WHO_POINTS_TO_ARTICLES = (
    "CREATE INDEX sightings_article ON sightings(article) WHERE article IS NOT NULL",
    "CREATE INDEX members_nearest ON members(nearest) WHERE nearest IS NOT NULL",
)


@migrations()
def who_points_to_articles(db: Database) -> None:
    """What points to an article is found without reading all that points to any."""
    for statement in _WHO_POINTS_TO_ARTICLES:
        db.execute(statement)


def lacks(db: Database) -> list[str]:
    """The migrations a database has not had. Raises ArchiveNewer if a later version has been at work in it."""
    nothing = Database(memory=True)
    known = {migration.name for migration in migrations.pending(nothing)}
    nothing.close()
    unknown = [row.name for row in migrations.applied(db) if row.name not in known]
    if unknown:
        raise ArchiveNewer(
            f"this archive was written by a later version of Qiaowen (it has {', '.join(unknown)}); nothing was changed"
        )
    return [migration.name for migration in migrations.pending(db)]


def migrate(db: Database) -> None:
    """Bring a database to today's schema. Raises ArchiveNewer if a later version has been at work in it."""
    if lacks(db):
        migrations.apply(db)
