"""Care: is the archive sound? Every finding says what is wrong and what to do."""

import math
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from archive import articles, cdxj, index, warc_files
from archive.captures import OF_OURS, WARC_SUFFIX, Place, as_uri, read_record
from archive.errors import CaptureUnreadable
from archive.opening import WARC_FOLDER, open_reader
from archive.trouble import told
from archive.withheld import WITHHELD, Withheld

# Told as the check goes on: how many captures were verified, and how many there are.
Progress = Callable[[int, int], None]

# Of many that are alike, so many are named.
_SHOWN = 3

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


@dataclass(frozen=True, slots=True)
class Named:
    """A capture as the archive names it: its number, its address and where it lies."""

    number: int
    url: str
    place: Place


class Wanted:
    """The captures of a WARC file that the archive names, in the order in which they lie there, each asked for once."""

    def __init__(self, reader: sqlite3.Connection, name: str) -> None:
        rows = reader.execute(
            "SELECT id, url, warc_file, warc_offset, warc_length, digest FROM captures WHERE warc_file = ? "
            "ORDER BY warc_offset",
            [name],
        )
        self._rows = (Named(number, url, Place(*place)) for number, url, *place in rows)
        self._next = next(self._rows, None)

    def __bool__(self) -> bool:
        return self._next is not None

    def before(self, offset: float) -> Iterator[Named]:
        """Those that should have come before an offset."""
        while self._next is not None and self._next.place.offset < offset:
            yield self._next
            self._next = next(self._rows, None)

    def at(self, offset: int) -> Named | None:
        """The one that lies at an offset, None where there is none."""
        found = self._next
        if found is None or found.place.offset != offset:
            return None
        self._next = next(self._rows, None)
        return found


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
    altered, shown = 0, []
    for article, number, digest, *texts in reader.execute(
        "SELECT article, number, digest, headline, deck, byline, body FROM revisions"
    ):
        if articles.digest_of(*texts) != digest:
            altered += 1
            if altered <= _SHOWN:
                shown.append(f"article {article}, revision {number}")
    if altered:
        named = ", ".join(shown)
        yield f"{altered:,} texts are not what was stored ({named}): another program changed them. {_RESTORE}"


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
    wanted, sound, strange, first = Wanted(reader, path.name), 0, 0, ""
    try:
        for _, place, found in warc_files.records(path):
            sound = place.offset + place.length
            for missed in wanted.before(place.offset):
                yield from _unreadable(path, missed)
            named = wanted.at(place.offset)
            if named is None:
                first, strange = first or found.url, strange + (state != "open")
            elif (place, found.url) != (named.place, as_uri(named.url)):
                yield (
                    f"capture {named.number} of {named.url} is not what {path.name} holds at {place.offset}. {_RESTORE}"
                )
    except FileNotFoundError:
        pass  # each of its captures is told below
    except EOFError as fault:
        if not wanted and state == "whole":
            yield f"{fault}, behind the last capture the archive names ({sound:,} bytes are sound). {_RESTORE}"
    if strange:
        yield (
            f"warc/{path.name} holds {strange:,} captures that the archive does not name, the first of "
            f"{first}: `qiaowen import warc {path}` takes them in"
        )
    for missed in wanted.before(math.inf):
        yield from _unreadable(path, missed)


def _unreadable(path: Path, named: Named) -> Iterator[str]:
    try:
        read_record(path.parent, named.place)
    except CaptureUnreadable as fault:
        yield f"capture {named.number} of {named.url} cannot be read: {fault}. {_RESTORE}"
