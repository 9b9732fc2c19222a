"""STORE: the archive's folder, opened. Captures never change; a revision is added only when the text changed.

data/
  archive.db    everything but the bytes, one SQLite file
  warc/         the captures
  cdxj/         an index of the captures for replay with pywb
  archive.lock  held by the one process that writes
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

from filelock import FileLock, Timeout
from sqlite_utils import Database

from archive import absences, articles, frontier, hosts, index, runs, shelf, takedowns, twins
from archive.absences import Loss, Reason
from archive.articles import Reading, Stored
from archive.clock import moment, now
from archive.errors import ArchiveBusy
from archive.frontier import Settled, Visit
from archive.hosts import Rest
from archive.keeping import Keeper
from archive.model import Article, Capture, Failure, OutletRecord, Sighting, SourceRecord, Tally
from archive.opening import BUSY_TIMEOUT_SECONDS, DATABASE, WARC_FOLDER
from archive.shelf import Shelf
from archive.sql import together
from archive.trouble import told
from archive.upgrade import prepare

# The upper pages of every index of a million articles: what is stored next finds its place without reading the disk.
CACHE_KIB = 64 * 1024

# SQLite writes the pages of its log into the file when there are so many: those that many articles touch, only once.
LOG_PAGES = 2000


class Archive:
    """An archive opened for writing: one process at a time, any number of readers beside it.

    Raises ArchiveBusy when another process writes to it, ArchiveNewer when a later version wrote the file.
    """

    def __init__(self, folder: Path, *, software: str) -> None:
        self.folder = folder
        self.software = software
        with told(folder):
            folder.mkdir(parents=True, exist_ok=True)
            self._lock = FileLock(folder / "archive.lock")
            try:
                self._lock.acquire(timeout=0)
            except Timeout:
                raise ArchiveBusy(
                    f"{folder}: another process is writing to this archive; nothing was changed"
                ) from None
            self._unindexed: list[int] | None = None  # articles stored while gathering
            try:
                prepare(folder / DATABASE)
                # By URI, others may be attached for reading only; not every SQLite is built to take one unasked.
                self.db = Database(sqlite3.connect(folder / DATABASE, timeout=BUSY_TIMEOUT_SECONDS, uri=True))
                self.db.execute("PRAGMA foreign_keys = ON")
                self.db.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
                # Captures are synced one by one. What a power cut takes from the end of the database, articles and what
                # the frontier knows of them alike, is taken in from the WARC files or asked for again.
                self.db.execute("PRAGMA synchronous = NORMAL")
                self.db.execute(f"PRAGMA wal_autocheckpoint = {LOG_PAGES}")
                runs.give_up(self.db)
                self._keeper = Keeper(self.db, folder / WARC_FOLDER, software)
            except BaseException:
                self._release()
                raise
        self._declarations: dict[str, str | None] = {}
        self._paces: dict[str, float] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the files, tidy the index, write that of what was captured, and let the next writer in."""
        try:
            self._keeper.close()
            index.tidy(self.db.conn)
        finally:
            self._release()

    def _release(self) -> None:
        if hasattr(self, "db"):
            self.db.close()
        self._lock.release()

    def register(self, outlet: OutletRecord) -> None:
        """Keep an outlet's declaration as it stands today."""
        with told(self.folder):
            self._declarations[outlet.slug] = runs.declare(self.db, outlet, now())

    def declaration(self, outlet: str) -> str | None:
        """The version of an outlet's declaration that this process works by; None where nobody declared it."""
        return self._declarations.get(outlet)

    def begin_run(self, outlet: OutletRecord, sources: tuple[SourceRecord, ...]) -> int:
        """Open a run of an outlet; returns its id."""
        self.register(outlet)
        self._paces[outlet.slug] = frontier.pace(self.db, outlet.slug, datetime.now(UTC))
        with told(self.folder):
            return runs.begin(self.db, outlet, sources, now(), self.software)

    def end_run(self, run: int, tally: Tally) -> None:
        """Close a run with what it came to."""
        runs.end(self.db, run, tally, now())

    def judge(self, run: int, verdict: str) -> None:
        """Change the verdict on a run that has ended: all the runs beside it showed what it was."""
        self.db.execute("UPDATE runs SET verdict = ? WHERE id = ?", [verdict, run])

    def release(self, outlet: str) -> None:
        """Note that no page of an outlet is in flight."""
        frontier.release(self.db, outlet)

    @contextmanager
    def gathering(self) -> Iterator[None]:
        """Within it, all that is kept and stored is one transaction, and synced once: the way to store many.

        What fails within it fails all of it, unless in an `atomic()` of its own; the next writer takes in the captures.
        """
        with told(self.folder), self._keeper.holding():
            self._unindexed = []
            try:
                yield
                for article in self._unindexed:
                    index.index_article(self.db.conn, article)
            finally:
                self._unindexed = None

    def keep(self, capture: Capture, run: int | None = None) -> int:
        """Write a capture to disk and note it; returns its id. Nothing is made of a page before this."""
        with told(self.folder):
            return self._keeper.keep(capture, run)

    def holds(self, capture: Capture) -> int | None:
        """The number of this very capture, of that address at that moment, with those bytes; None if it is not here."""
        return shelf.holds(self.db, capture)

    def captured(self, url: str, at: str) -> int | None:
        """The number of a capture of an address at a moment, None where there is none."""
        return shelf.find(self.db, url, at)

    def capture(self, capture_id: int) -> Capture:
        """Read a capture back. Raises CaptureUnreadable where it cannot be."""
        return Shelf(self.db.conn, self.folder / WARC_FOLDER).read(capture_id)

    def see(self, outlet: str, sightings: Iterable[Sighting]) -> None:
        """Remember what a source showed."""
        frontier.see(self.db, outlet, takedowns.untitled(self.db, sightings), now())

    def has_seen(self, url: str) -> bool:
        """Whether a source has shown this URL before."""
        return self.db.execute("SELECT 1 FROM sightings WHERE url = ?", [url]).fetchone() is not None

    def witness(self, url: str) -> int | None:
        """The capture in which a source gave a story's text as well; None where none did."""
        row = self.db.execute("SELECT witness FROM sightings WHERE url = ?", [url]).fetchone()
        return row[0] if row else None

    def last_text(self, url: str) -> str | None:
        """The body, as it was last read, of the article that was seen under a URL; None where there is none."""
        row = self.db.conn.execute(
            "SELECT a.body FROM sightings s JOIN articles a ON a.id = s.article WHERE s.url = ?", [url]
        ).fetchone()
        return row[0] if row else None

    def due(self, outlet: str, *, revisit: bool = False, most: int = -1) -> list[Visit]:
        """What is to be fetched of an outlet now, at most so many; with `revisit`, every page it has."""
        return frontier.due(self.db, outlet, now(), revisit=revisit, most=most)

    def claim(self, urls: Iterable[str]) -> None:
        """Note that pages are about to be asked for; what becomes of each settles it."""
        frontier.claim(self.db, urls, now())

    def resting(self) -> dict[str, Rest]:
        """The hosts that are left alone now."""
        return hosts.resting(self.db, now())

    def leave_alone(self, host: str, reason: str, *, at_least: timedelta = timedelta(0)) -> Rest:
        """Leave a host alone for a while: the longer, the more runs in a row were bad."""
        return hosts.leave_alone(self.db, host, reason, datetime.now(UTC), at_least=at_least)

    def welcome_back(self, host: str) -> None:
        """Forget the bad runs of a host that answers again."""
        hosts.welcome_back(self.db, host)

    def backfilled(self, outlet: str, since: str, until: str) -> frozenset[str]:
        """The addresses that a backfill of these days has read already."""
        return runs.backfilled(self.db, outlet, since, until)

    def note_backfill(self, outlet: str, window: tuple[str, str], address: str) -> None:
        """Note that a backfill has read an address."""
        runs.note_backfill(self.db, outlet, window, address, now())

    def validators(self, source: str) -> Visit:
        """What makes the request for a source conditional."""
        row = next(self.db.query("SELECT url, etag, last_modified FROM sources WHERE url = ?", [source]), None)
        return Visit(**row) if row else Visit(url=source)

    def source_read_at(self, source: str) -> str | None:
        """When a source was last read, UTC; None for one that never was."""
        row = next(self.db.query("SELECT read_at FROM sources WHERE url = ?", [source]), None)
        return row["read_at"] if row else None

    def source_read(self, outlet: str, source: SourceRecord, visit: Visit, *, listed: int | None) -> None:
        """Note that a source was read, and its validators; `listed` is null where it had not changed."""
        runs.read_source(self.db, outlet, source, visit, now(), listed)

    def store(  # noqa: PLR0913 - what was read, and all that it was read from
        self,
        article: Article,
        *,
        outlet: str,
        seen_as: str,
        capture: int | None,
        rules: str,
        further: tuple[int, ...] = (),
        fetched_at: str | None = None,
    ) -> Stored:
        """Add an article, or a revision where its text changed, and settle the URL it was seen under.

        `capture` is that of its first page, `further` are those of the other pages it runs over; `fetched_at` is when
        they came, where that is not now.
        """
        at = datetime.now(UTC)
        reading = Reading(
            article=article,
            outlet=outlet,
            capture=capture,
            further=further,
            read_at=moment(at),
            fetched_at=fetched_at,
            rules=rules,
            declaration=self.declaration(outlet),
        )
        with told(self.folder), together(self.db):
            if takedowns.hides(self.db, self.folder, article, outlet) is not None:
                frontier.settle(self.db, seen_as, Settled(state="gone"), at)
                return Stored(None, "unchanged")
            stored = articles.store(self.db, reading, self._unindexed)
            is_there = stored.change != "stored" and not twins.is_other(self.db, article.url or "")
            if stored.article is not None and is_there:
                absences.end(self.db, stored.article, fetched_at or reading.read_at, capture)
            frontier.settle(
                self.db,
                seen_as,
                Settled(
                    state="stored",
                    article=stored.article,
                    revised=stored.change == "revised",
                    pace=self._paces.get(outlet, 1.0),
                ),
                at,
            )
        return stored

    def unchanged(self, url: str, outlet: str, capture: int | None = None) -> None:
        """Note that a URL was looked at and the server says nothing changed since its text was read."""
        outcome, at = Settled(state="stored", pace=self._paces.get(outlet, 1.0)), datetime.now(UTC)
        with told(self.folder), self.db.atomic():
            frontier.settle(self.db, url, outcome, at)
            if (article := self._known_by(url)) is not None:
                absences.end(self.db, article, moment(at), capture)

    def withdraw(self, url: str, reason: Reason = "gone", evidence: int | None = None) -> Loss:
        """Note that what was seen under a URL is gone from the web: an article withdrawn, one gone before, or none."""
        at = datetime.now(UTC)
        with told(self.folder), self.db.atomic():
            article = self._known_by(url)
            if article is None and not twins.is_other(self.db, url):
                return "none"
            frontier.settle(self.db, url, Settled(state="gone"), at)
            if article is None:
                return "none"
            return "withdrawn" if absences.begin(self.db, article, reason, moment(at), evidence) else "gone before"

    def _known_by(self, url: str) -> int | None:
        """The article seen under a URL; None where there is none, or the story stands where it is known by as well."""
        row = self.db.conn.execute("SELECT article FROM sightings WHERE url = ?", [url]).fetchone()
        return row[0] if row and not twins.is_other(self.db, url) else None

    def fail(self, failure: Failure) -> None:
        """Record that a URL gave no article, and why; it is asked for again later."""
        at = datetime.now(UTC)
        with self.db.atomic():
            runs.fail(self.db, failure, moment(at))
            frontier.settle(self.db, failure.url, Settled(state="failed"), at)
