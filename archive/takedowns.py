"""What was asked to be taken down: a ledger in the archive that hides now, and whatever comes under it later.

What is hidden leaves every table, the index and every export; it is laid aside, so that a takedown that is lifted gives
it back. Captures stay in their WARC files. Of one outlet the story is hidden, not the address: at its other addresses
too, and where it is printed again word for word. What others have copied is told, and left to a person.
"""

import re
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from archive import articles, clusters, likeness, twins
from archive.clock import now
from archive.errors import ArchiveError
from archive.model import Article, Sighting
from archive.sql import on_disk
from archive.withheld import WITHHELD, Kept, Withheld, kept_of, put_back, take_out, words_of

# Articles that an address names: their own or, of one story, another. What several articles name, as some sites do on
# every page, says nothing of where a story stands.
_NAMED = """SELECT id FROM articles WHERE url GLOB :glob UNION
    SELECT min(article) FROM alternates WHERE url GLOB :glob GROUP BY url HAVING count(*) = 1"""

# Of their outlet, those that print the same words, headline and all. Of few words, there may be many, of other things.
_AGAIN = f"""SELECT b.id FROM members m JOIN members n ON n.cluster = m.cluster
    JOIN articles a ON a.id = m.article JOIN articles b ON b.id = n.article AND b.outlet = a.outlet
    JOIN readings r ON r.article = a.id AND r.number = a.revision
    JOIN readings s ON s.article = b.id AND s.number = b.revision AND s.digest = r.digest
    WHERE a.id = ? AND length(a.body) >= {likeness.SHORT}"""


@dataclass(frozen=True, slots=True)
class Takedown:
    """An entry of the ledger. `pattern` is an address, or one with `*` for anything."""

    id: int
    pattern: str
    reason: str
    noted_at: str
    lifted_at: str | None
    hidden: int


def take_down(db: Database, folder: Path, pattern: str, reason: str) -> tuple[int, int]:
    """Enter a takedown and hide what it names; returns its number and how many articles that were.

    Raises ArchiveError for a pattern that names no host: it would hide everything.
    """
    if not re.match(r"https?://[^/*]+", pattern):
        raise ArchiveError(f"{pattern!r} is no address; wanted is https://… with * for anything behind the host")
    with on_disk(db), db.atomic():
        takedown = int(
            db.execute(
                "INSERT INTO takedowns (pattern, glob, reason, noted_at) VALUES (?, ?, ?, ?) RETURNING id",
                [pattern, _glob(pattern), reason, now()],
            ).fetchone()[0]
        )
        found = _named(db, _glob(pattern))
        _hide(db, folder, dict.fromkeys(found, takedown))
    return takedown, len(found)


def lift_takedown(db: Database, folder: Path, takedown: int) -> int:
    """Lift a takedown and give back what it hid, but what another hides as well; returns how many articles."""
    with on_disk(db):
        with db.atomic(), Withheld(folder) as file:
            if not db.execute(
                "UPDATE takedowns SET lifted_at = ? WHERE id = ? AND lifted_at IS NULL", [now(), takedown]
            ).rowcount:
                raise ArchiveError(f"there is no takedown {takedown} in force; `qiaowen takedown list` lists them")
            hidden = db.execute("SELECT article, laid FROM hidden WHERE takedown = ?", [takedown]).fetchall()
            back = [pair for pair in hidden if not _stays(db, pair[0], _naming(db, _told(_given(file, *pair))))]
            # Now that it is known which stay.
            back = [pair for pair in back if not _stays(db, pair[0], _hider_beside(db, file, _given(file, *pair)))]
            for article, laid in back:
                kept = _given(file, article, laid)
                put_back(db, article, kept)
                _look_again(db, kept["articles"][0])
        clear(db, folder)
    return len(back)


def clear(db: Database, folder: Path) -> None:
    """Clear away what was laid aside and is hidden no more. For when the database is on disk as it is now."""
    if (folder / WITHHELD).exists():
        with Withheld(folder) as file:
            file.clear(file.numbers() - {row[0] for row in db.execute("SELECT laid FROM hidden").fetchall()})


def show_again(db: Database, folder: Path, url: str) -> dict[int, int]:
    """Put back an article that is hidden, for as long as it takes to merge another's history into it; see `hide_all`.

    Returns it with its takedown. It stays laid aside as well: within a transaction that fails, nothing has happened.
    """
    if not (folder / WITHHELD).exists():
        return {}
    with Withheld(folder) as file:
        for laid, kept in file.at(url, (), ""):
            row = db.execute("SELECT article, takedown FROM hidden WHERE laid = ?", [laid]).fetchone()
            if row is not None and kept["articles"][0]["url"] == url:
                put_back(db, row[0], kept)
                return {row[0]: row[1]}
    return {}


def hide_all(db: Database, folder: Path, others: dict[int, int]) -> int:
    """Hide whatever comes under a takedown in force, and other articles under theirs; returns how many those were."""
    found: dict[int, int] = {}
    for takedown, glob in db.execute("SELECT id, glob FROM takedowns WHERE lifted_at IS NULL ORDER BY id").fetchall():
        found = dict.fromkeys(_named(db, glob), takedown) | found
    found = others | found
    _hide(db, folder, found)
    return len(found)


def in_force(db: Database, url: str) -> int | None:
    """The takedown that an address comes under, if one does."""
    row = db.execute(
        "SELECT id FROM takedowns WHERE lifted_at IS NULL AND ? GLOB glob ORDER BY id LIMIT 1", [url]
    ).fetchone()
    return int(row[0]) if row else None


def hides(db: Database, folder: Path, article: Article, outlet: str) -> int | None:
    """The takedown that hides an article: by its address or another at which its page says that it stands, or because
    it is a story of the same outlet that is hidden; None where none does.
    """
    if db.execute("SELECT 1 FROM takedowns WHERE lifted_at IS NULL").fetchone() is None:
        return None
    named = _naming(db, article)
    if named is not None or not (folder / WITHHELD).exists():
        return named
    with Withheld(folder, for_reading=True) as file:
        return _beside(db, file, article, outlet)


def copies_of_hidden(conn: sqlite3.Connection, folder: Path, takedown: int) -> Iterator[str]:
    """The addresses of articles that repeat what a takedown hides, and are not hidden."""
    if not (folder / WITHHELD).exists():
        return
    told: set[int] = set()
    with Withheld(folder, for_reading=True) as file:
        for (laid,) in conn.execute("SELECT laid FROM hidden WHERE takedown = ?", [takedown]).fetchall():
            kept = file.given(laid)
            found = clusters.repeated(conn, kept["articles"][0]["body"]) if kept else {}
            for article in sorted(set(found) - told):
                told.add(article)
                yield str(conn.execute("SELECT url FROM articles WHERE id = ?", [article]).fetchone()[0])


def untitled(db: Database, sightings: Iterable[Sighting]) -> Iterator[Sighting]:
    """Sightings without the titles of what is taken down: a source may go on showing it."""
    is_empty = db.execute("SELECT 1 FROM takedowns WHERE lifted_at IS NULL").fetchone() is None
    for sighting in sightings:
        yield sighting if is_empty or in_force(db, sighting.url) is None else replace(sighting, title=None)


def takedown_ledger(conn: sqlite3.Connection) -> Iterator[Takedown]:
    """The ledger, with how many articles each entry hides."""
    for row in conn.execute(
        """SELECT id, pattern, reason, noted_at, lifted_at, (SELECT count(*) FROM hidden WHERE takedown = t.id)
             FROM takedowns t ORDER BY id"""
    ):
        yield Takedown(*row)


def _glob(pattern: str) -> str:
    """The pattern as SQLite matches it: `*` is anything, every other sign is itself."""
    return re.sub(r"[?\[]", lambda found: f"[{found[0]}]", pattern)


def _named(db: Database, glob: str) -> list[int]:
    """Articles that a pattern names, with those of the same outlet that print the same words."""
    db.execute("UPDATE sightings SET title = NULL WHERE url GLOB ? AND title IS NOT NULL", [glob])
    found = {row[0] for row in db.execute(_NAMED, {"glob": glob}).fetchall()}
    again = {row[0] for article in found for row in db.execute(_AGAIN, [article]).fetchall()}
    return sorted(found | again)


def _naming(db: Database, article: Article) -> int | None:
    """The takedown that names an article at its address, or at another that is no other article's as well."""
    named = in_force(db, article.url or "")
    elsewhere = "SELECT 1 FROM alternates t JOIN articles a ON a.id = t.article WHERE t.url = ? AND a.url <> ?"
    for other in (alternate.url for alternate in article.alternates):
        if named is None and db.execute(elsewhere, [other, article.url]).fetchone() is None:
            named = in_force(db, other)
    return named


def _beside(db: Database, file: Withheld, article: Article, outlet: str) -> int | None:
    """The takedown that hides an article of the outlet which tells the same story."""
    hiding = (
        "SELECT h.takedown FROM hidden h JOIN takedowns t ON t.id = h.takedown WHERE laid = ? AND lifted_at IS NULL"
    )
    words = articles.digest(article) if sum(map(len, article.body)) >= likeness.SHORT else ""
    for laid, kept in file.at(article.url or "", twins.addresses(article), words):
        row, other = db.execute(hiding, [laid]).fetchone(), _told(kept)
        if row is None or kept["articles"][0]["outlet"] != outlet:
            continue
        if other.url == article.url or words_of(kept) == words or twins.is_twin(article, other):
            return int(row[0])
    return None


def _hider_beside(db: Database, file: Withheld, kept: Kept) -> int | None:
    return _beside(db, file, _told(kept), kept["articles"][0]["outlet"])


def _given(file: Withheld, article: int, laid: int) -> Kept:
    """What was laid aside of an article: of many, one is in memory at a time."""
    kept = file.given(laid)
    if kept is None:
        raise ArchiveError(f"{WITHHELD} lacks article {article}; nothing was lifted. Restore it from a backup")
    return kept


def _stays(db: Database, article: int, takedown: int | None) -> bool:
    """Whether a hidden article is hidden by another takedown as well, which from now on is what hides it."""
    if takedown is not None:
        db.execute("UPDATE hidden SET takedown = ? WHERE article = ?", [takedown, article])
    return takedown is not None


def _hide(db: Database, folder: Path, takedowns: dict[int, int]) -> None:
    """Hide articles, each by a takedown."""
    if not takedowns:
        return
    with Withheld(folder) as file:
        laid = file.lay(kept_of(db, article) for article in takedowns)
    for (article, takedown), number in zip(takedowns.items(), laid, strict=True):
        take_out(db, article)
        db.execute("INSERT INTO hidden (article, takedown, laid) VALUES (?, ?, ?)", [article, takedown, number])


def _look_again(db: Database, row: dict[str, Any]) -> None:
    """The address of an article that was given back is due: what became of it meanwhile, nobody has noted."""
    db.execute("UPDATE sightings SET due_at = ?, tries = 0 WHERE url = ?", [now(), row["url"]])
    if row["withdrawn_at"] is None:
        db.execute("UPDATE sightings SET state = 'stored' WHERE url = ? AND state = 'gone'", [row["url"]])


def _told(kept: Kept) -> Article:
    return twins.told(kept["articles"][0], kept.get("alternates", []))
