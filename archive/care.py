"""Care: is the archive sound? Every finding says what is wrong and what to do."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

from archive import articles, cdxj, index, warc_files
from archive.captures import OF_OURS, WARC_SUFFIX, Place, as_uri, read_record
from archive.errors import CaptureUnreadable
from archive.opening import WARC_FOLDER, open_reader
from archive.trouble import told
from archive.withheld import WITHHELD, Withheld

# Told as the check goes on: how many captures were verified, and how many there are.
Progress = Callable[[int, int], None]

_RESTORE = "Restore the file from a backup (`qiaowen backup` makes one)"

_RULES_OF_THE_FILE = (
    (
        "SELECT count(*) FROM articles a WHERE NOT EXISTS (SELECT 1 FROM readings r WHERE r.article = a.id "
        "AND r.number = a.revision)",
        "{} articles have no row for their latest revision",
    ),
    (
        "SELECT count(*) FROM readings r JOIN articles a ON a.id = r.article WHERE r.body IS NULL "
        "AND r.number <> a.revision",
        "{} earlier revisions have lost their text",
    ),
    (
        "SELECT count(*) FROM readings r JOIN articles a ON a.id = r.article WHERE r.number > a.revision",
        "{} revisions are later than what their article says is the latest",
    ),
    (
        "SELECT count(*) FROM articles a WHERE (withdrawn_at IS NOT NULL) <> EXISTS "
        "(SELECT 1 FROM absences b WHERE b.article = a.id AND b.back_at IS NULL)",
        "{} articles are withdrawn without evidence, or gone by the evidence and not withdrawn",
    ),
)

_RULES_OF_COPIES = (
    (
        "SELECT count(*) FROM clusters c WHERE (SELECT count(*) FROM members m WHERE m.cluster = c.id) < 2",
        "{} clusters have fewer than two articles",
    ),
    (
        "SELECT count(*) FROM (SELECT DISTINCT article FROM fingerprints) "
        "WHERE article NOT IN (SELECT id FROM articles)",
        "{} articles have a fingerprint and are not there",
    ),
    (
        "SELECT count(*) FROM articles WHERE id NOT IN (SELECT DISTINCT article FROM fingerprints)",
        "{} articles have no fingerprint, and no copy of them is found",
    ),
)


def check(folder: Path, progress: Progress | None = None) -> Iterator[str]:
    """What is wrong with the archive in a folder; nothing at all where it is sound.

    Raises ArchiveMissing, and ArchiveDamaged where the database cannot even be read.
    """
    with told(folder):
        reader = open_reader(folder)
        try:
            yield from _database(reader)
            yield from _texts(reader)
            yield from _withheld(reader, folder)
            yield from index.check(reader)
            yield from _files(reader, folder)
            yield from _captures(reader, folder / WARC_FOLDER, progress)
        finally:
            reader.close()


def _database(reader: sqlite3.Connection) -> Iterator[str]:
    for (finding,) in reader.execute("PRAGMA integrity_check"):
        if finding != "ok":
            yield f"archive.db is damaged: {finding}. Restore it from a backup; the captures in warc/ are not affected"
    for table, row, parent, _ in reader.execute("PRAGMA foreign_key_check"):
        yield f"{table} row {row} points to a row of {parent} that is not there. {_RESTORE}"


def _texts(reader: sqlite3.Connection) -> Iterator[str]:
    for rules, remedy in (
        (_RULES_OF_THE_FILE, f"did another program write to the file? {_RESTORE}"),
        (_RULES_OF_COPIES, "`qiaowen reindex --copies` finds all copies anew"),
    ):
        for sql, says in rules:
            count = reader.execute(sql).fetchone()[0]
            if count:
                yield f"{says.format(f'{count:,}')}: {remedy}"
    altered = [
        (article, number)
        for article, number, digest, *texts in reader.execute(
            "SELECT article, number, digest, headline, deck, byline, body FROM revisions"
        )
        if articles.digest_of(*texts) != digest
    ]
    if altered:
        shown = ", ".join(f"article {article}, revision {number}" for article, number in altered[:3])
        yield f"{len(altered):,} texts are not what was stored ({shown}): another program changed them. {_RESTORE}"


def _withheld(reader: sqlite3.Connection, folder: Path) -> Iterator[str]:
    """What a takedown hides can be given back only from the file in which it is laid aside."""
    missing = {row[0] for row in reader.execute("SELECT laid FROM hidden")}
    if (folder / WITHHELD).exists():
        with Withheld(folder, for_reading=True) as file:
            for finding in file.damage():
                yield f"{WITHHELD} is damaged: {finding}. {_RESTORE}"
            missing -= file.numbers()
    if missing:
        yield f"{len(missing):,} articles that takedowns hide are not in {WITHHELD}. {_RESTORE}"


def _files(reader: sqlite3.Connection, folder: Path) -> Iterator[str]:
    """WARC files that are missing, of another size than when they were closed, unknown, or without an index."""
    present = {path.name for path in (folder / WARC_FOLDER).glob(f"*{WARC_SUFFIX}")}
    known = {name: (state, size) for name, state, size in reader.execute("SELECT name, state, bytes FROM warc_files")}
    for name, (state, size) in sorted(known.items()):
        path = folder / WARC_FOLDER / name
        if name not in present:
            if size or state == "whole":
                yield f"warc/{name} is not there. {_RESTORE}"
        elif state != "open" and size is not None and path.stat().st_size < size:
            yield f"warc/{name} has {path.stat().st_size:,} bytes, {size:,} when it was closed. {_RESTORE}"
        elif state != "open" and not cdxj.path_of(folder, name).exists():
            yield f"warc/{name} has no index in cdxj/: the next `qiaowen crawl` or `qiaowen import` writes it"
    for name in sorted(present - set(known)):
        takes_in = f"`qiaowen import warc {folder / WARC_FOLDER / name}` takes in what it holds"
        if name.startswith(OF_OURS):
            yield f"warc/{name} is not known to the archive: {takes_in}"
        else:
            yield f"warc/{name} is not known to the archive and not of its making: put it elsewhere, and {takes_in}"


def _captures(reader: sqlite3.Connection, folder: Path, progress: Progress | None) -> Iterator[str]:
    total = reader.execute("SELECT count(*) FROM captures").fetchone()[0]
    done = 0
    states = dict(reader.execute("SELECT name, state FROM warc_files").fetchall())
    for (name,) in reader.execute("SELECT DISTINCT warc_file FROM captures ORDER BY warc_file").fetchall():
        yield from _file(reader, folder / name, states.get(name, "whole"))
        done += reader.execute("SELECT count(*) FROM captures WHERE warc_file = ?", [name]).fetchone()[0]
        if progress:
            progress(done, total)
    for capture, url in reader.execute(
        """SELECT c.id, c.url FROM captures c JOIN captures o ON o.id = c.original
            WHERE o.digest <> c.digest OR o.original IS NOT NULL"""
    ):
        yield f"capture {capture} of {url} repeats one that is not the same. {_RESTORE}"


def _file(reader: sqlite3.Connection, path: Path, state: str) -> Iterator[str]:
    """One pass over a file: every record that the archive names is there as it was written, and no other.

    Of a file that is being written to, the end may be ahead of the database; of one that was cut off, it is known.
    """
    rows = reader.execute(
        "SELECT warc_offset, id, url, warc_file, warc_offset, warc_length, digest FROM captures WHERE warc_file = ?",
        [path.name],
    )
    wanted = {offset: (number, url, Place(*place)) for offset, number, url, *place in rows}
    sound, strange = 0, []
    try:
        for _, place, found in warc_files.records(path):
            sound = place.offset + place.length
            number, url, named = wanted.pop(place.offset, (None, found.url, place))
            if (place, found.url) != (named, as_uri(url)):
                yield f"capture {number} of {url} is not what {path.name} holds at {place.offset}. {_RESTORE}"
            elif number is None and state != "open":
                strange.append(url)
    except FileNotFoundError:
        pass  # each of its captures is told below
    except EOFError as fault:
        if not wanted and state == "whole":
            yield f"{fault}, behind the last capture the archive names ({sound:,} bytes are sound). {_RESTORE}"
    if strange:
        yield (
            f"warc/{path.name} holds {len(strange):,} captures that the archive does not name, the first of "
            f"{strange[0]}: `qiaowen import warc {path}` takes them in"
        )
    for number, url, place in wanted.values():
        try:
            read_record(path.parent, place)
        except CaptureUnreadable as fault:
            yield f"capture {number} of {url} cannot be read: {fault}. {_RESTORE}"
