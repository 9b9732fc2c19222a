"""A published catalogue, opened as an archive without texts: the same pages, with headlines, facts and opening words.

What `qiaowen publish` wrote is only read. A copy of it in the form of an archive, indexed, lives while it is served.
"""

import sqlite3
from pathlib import Path

from archive import index
from archive.errors import ArchiveError, ArchiveMissing
from archive.store import Archive

_OUTLETS = """INSERT INTO outlets (slug, name, name_en, home, country, place, script, timezone, status)
  SELECT slug, name, name_en, home, country, place, script, timezone, status FROM catalogue.outlets"""
# Of an article nobody can see when it was last found; when it was first seen stands for that.
_ARTICLES = """INSERT INTO articles (id, url, outlet, headline, section, tags, byline, authors, agency, dateline,
    published_at, published_precision, first_seen_at, fetched_at, withdrawn_at, script, language, body, captions, marks,
    revision, rules)
  SELECT id, url, outlet, headline, section, tags, byline, authors, agency, dateline,
    published_at, published_precision, first_seen_at, first_seen_at, withdrawn_at, script, language,
    coalesce(extract, ''), '', '[]', revisions, 'catalogue'
    FROM catalogue.articles"""
_CLUSTERS = (
    "INSERT INTO clusters (id) SELECT DISTINCT cluster FROM catalogue.articles WHERE cluster IS NOT NULL",
    "INSERT INTO members (article, cluster) SELECT id, cluster FROM catalogue.articles WHERE cluster IS NOT NULL",
)

# Tables and views of an archive that a catalogue has nothing for.
LEFT_EMPTY = frozenset((
    "absences", "alternates", "backfills", "boilerplate", "captures", "declarations", "failures", "fingerprints",
    "hidden", "hosts", "images", "pages", "readings", "revisions", "runs", "sightings", "sources", "takedowns",
    "warc_files",
))  # fmt: skip


def open_catalogue(catalogue: Path, folder: Path) -> None:
    """Make the archive that a catalogue is shown as, in an empty folder.

    Raises ArchiveMissing where there is no such file, ArchiveError for a file that is no catalogue.
    """
    if not catalogue.is_file():
        raise ArchiveMissing(f"{catalogue}: there is no such file; `qiaowen publish {catalogue}` writes one")
    with Archive(folder, software="Qiaowen") as archive:
        conn = archive.db.conn
        conn.execute("PRAGMA synchronous = OFF")
        try:
            conn.execute("ATTACH ? AS catalogue", [f"{catalogue.absolute().as_uri()}?mode=ro"])
            with archive.db.atomic(), index.triggers_resting(conn):
                for statement in (_OUTLETS, _ARTICLES, *_CLUSTERS):
                    conn.execute(statement)
        except sqlite3.DatabaseError as fault:
            raise ArchiveError(
                f"{catalogue}: is no catalogue that this version's `qiaowen publish` wrote ({fault})"
            ) from fault
        index.reindex(conn, anew=False)
