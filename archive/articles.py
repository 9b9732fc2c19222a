"""Articles and their revisions: the current text in `articles`, every text it ever had in the view `revisions`.

Each text is kept once: a reading's row holds its words only when a later one has taken its place in `articles`.
"""

import json
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Any, Literal

from sqlite_utils import Database

from archive import clusters, index, twins
from archive.model import Article
from archive.sql import first, insert, together, update

Change = Literal["stored", "revised", "unchanged"]
Cause = Literal["first", "publisher", "rules", "unsettled"]

# Room for 9,999 articles of one day in an id that still sorts by day: YYYYMMDDnnnn.
IDS_PER_DAY = 10_000

PARAGRAPH_BREAK = "\n\n"

_TEXT = ("headline", "deck", "byline", "body")


@dataclass(frozen=True, slots=True)
class Stored:
    """What storing an article came to; of one that a takedown hides, nothing is kept, and it has no number."""

    article: int | None
    change: Change


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An article as read from its captures (the first page's, then the further ones), by one version of the rules.

    `fetched_at` is when they came, where that is not when they were read.
    """

    article: Article
    outlet: str
    capture: int | None
    further: tuple[int, ...] = ()
    read_at: str
    fetched_at: str | None = None
    rules: str
    declaration: str | None = None


def store(db: Database, reading: Reading, unindexed: list[int] | None = None) -> Stored:
    """Add the article, or a revision where headline, deck, byline or body changed. One transaction, index included.

    Of many in one transaction, a new one's number is added to `unindexed` and the caller indexes all of them at its
    end: FTS5 writes down the words it holds with nearly every statement on another table.
    Raises ValueError for an article without URL or body: there is nothing to keep it under, or nothing to keep.
    """
    article = reading.article
    if not article.url or not article.body:
        raise ValueError(f"an article needs a URL and a body: {article.url!r} has {len(article.body)} paragraphs")
    with together(db):
        known = first(db, "SELECT * FROM articles WHERE url = ?", [article.url])
        if known is None and (twin := twins.find(db, article, reading.outlet)) is not None:
            twins.join(db, twin, article)
            return Stored(twin["id"], "unchanged")
        if known is None:
            added = _add(db, reading)
            if unindexed is None:
                index.index_article(db.conn, added)
            else:
                unindexed.append(added)
            return Stored(added, "stored")
        twins.note(db, known["id"], article.alternates)
        if reading.fetched_at and reading.fetched_at < known["fetched_at"]:
            return Stored(known["id"], "revised" if _remember(db, known, reading) else "unchanged")
        last = latest(db, known["id"])
        seen = {"fetched_at": reading.fetched_at or reading.read_at}
        if last["digest"] == digest(article):
            _mend(db, known, reading, seen)
            return Stored(known["id"], "unchanged")
        same_reader = (last["rules"], last["declaration"]) == (reading.rules, reading.declaration)
        _revise(db, known, reading, "publisher" if same_reader else "unsettled", seen)
        return Stored(known["id"], "revised")


def reread(db: Database, article_id: int, reading: Reading) -> Change:
    """Take in what today's rules read in the captures of an article's latest revision: a revision of our making, where
    a single character of headline, deck, byline or body differs. Where nothing differs, nothing is written.
    """
    with together(db):
        [known] = db.query("SELECT * FROM articles WHERE id = ?", [article_id])
        row = _row(reading)
        twins.note(db, article_id, reading.article.alternates)
        if any(known[name] != row[name] for name in _TEXT):
            _revise(db, known, reading, "rules", {})
            return "revised"
        _mend(db, known, reading, {})
        return "unchanged"


def latest(db: Database, article_id: int) -> dict[str, Any]:
    """The row of an article's latest revision."""
    return next(db.query("SELECT * FROM readings WHERE article = ? ORDER BY number DESC LIMIT 1", [article_id]))


def digest(article: Article) -> str:
    """Fingerprint of what makes a revision: headline, deck, byline and body, white space and width aside."""
    return digest_of(article.headline, article.deck, article.byline, PARAGRAPH_BREAK.join(article.body))


def digest_of(headline: str | None, deck: str | None, byline: str | None, body: str) -> str:
    """The same of texts as they are stored."""
    folded = ("".join(unicodedata.normalize("NFKC", part or "").split()) for part in (headline, deck, byline, body))
    return sha256("\x1f".join(folded).encode("utf-8", "surrogatepass")).hexdigest()


def _add(db: Database, reading: Reading) -> int:
    article_id = _next_id(db, reading.article.published_at or reading.read_at)
    row = _row(reading) | {
        "id": article_id,
        "first_seen_at": reading.read_at,
        "fetched_at": reading.fetched_at or reading.read_at,
        "revision": 1,
    }
    with index.triggers_resting(db.conn):
        insert(db, "articles", row)
    _note(db, reading, article_id, 1, "first")
    clusters.place(db, article_id, row["body"])
    _add_images(db, reading.article, article_id)
    twins.note(db, article_id, reading.article.alternates)
    return article_id


def _revise(db: Database, known: dict[str, Any], reading: Reading, cause: Cause, seen: dict[str, Any]) -> None:
    """The old text goes to its reading, the new one takes its place."""
    number = known["revision"] + 1
    _lay_down(db, known["id"], known["revision"], known)
    # It stays the article of the address it is known by, whatever address today's rules find on its page.
    row = {name: value for name, value in _row(reading).items() if name not in {"url", "outlet"}}
    with index.triggers_resting(db.conn):
        index.unindex_article(db.conn, known["id"])
        update(db, "articles", known["id"], row | seen | {"revision": number})
    index.index_article(db.conn, known["id"])
    if row["body"] != known["body"]:
        clusters.replace(db, known["id"], known["body"], row["body"])
    _note(db, reading, known["id"], number, cause)
    _keep_images(db, reading.article, known["id"])


def _remember(db: Database, known: dict[str, Any], reading: Reading) -> bool:
    """A text from before the one that stands goes where it belongs in the history; False for one that is there."""
    told = db.execute(
        """SELECT r.number, r.digest, coalesce(c.fetched_at, r.read_at) FROM readings r
             LEFT JOIN captures c ON c.id = r.capture WHERE r.article = ? ORDER BY r.number""",
        [known["id"]],
    ).fetchall()
    place = sum(at <= (reading.fetched_at or reading.read_at) for _, _, at in told)
    if digest(reading.article) in {same for _, same, _ in told[max(0, place - 1) : place + 1]} or place == len(told):
        return False
    # Two steps, for no two readings may have one number meanwhile.
    later = [known["id"], place]
    db.execute("UPDATE readings SET number = -number - 1 WHERE article = ? AND number > ?", later)
    db.execute("UPDATE readings SET number = -number WHERE article = ? AND number < 0", [known["id"]])
    db.execute("UPDATE articles SET revision = revision + 1 WHERE id = ?", [known["id"]])
    _note(db, reading, known["id"], place + 1, "publisher" if place else "first")
    _lay_down(db, known["id"], place + 1, _row(reading))
    db.execute(
        "UPDATE readings SET cause = 'publisher' WHERE article = ? AND number = ? AND cause = 'first'",
        [known["id"], place + 2],
    )
    return True


def _mend(db: Database, known: dict[str, Any], reading: Reading, seen: dict[str, Any]) -> None:
    """What is said about an unchanged text, where that has changed: tags, dates, pictures. Else next to nothing.

    The URL stays the one the article is known by, and the text stays to the letter.
    """
    held = {name: value for name, value in _row(reading).items() if name not in {*_TEXT, "url", "outlet"}}
    told = {name: value for name, value in held.items() if name not in {"capture", "rules"} and known[name] != value}
    if told:
        seen = seen | held
    changes = {name: value for name, value in seen.items() if known[name] != value}
    if changes:
        update(db, "articles", known["id"], changes)
    kept = db.execute(
        "SELECT url, caption, credit FROM images WHERE article = ? ORDER BY position", [known["id"]]
    ).fetchall()
    if [tuple(row) for row in kept] != [(image.url, image.caption, image.credit) for image in reading.article.images]:
        _keep_images(db, reading.article, known["id"])


def _note(db: Database, reading: Reading, article_id: int, number: int, cause: Cause) -> None:
    """The revision and what it was read from; its words are the article's own."""
    article = reading.article
    row = {
        "article": article_id,
        "number": number,
        "cause": cause,
        "digest": digest(article),
        "read_at": reading.read_at,
        "capture": reading.capture,
        "rules": reading.rules,
        "declaration": reading.declaration,
    }
    revision = insert(db, "readings", row)
    db.conn.executemany(
        "INSERT INTO pages (reading, number, capture) VALUES (?, ?, ?)",
        [(revision, page, capture) for page, capture in enumerate(reading.further, start=2)],
    )


def _lay_down(db: Database, article_id: int, number: int, said: dict[str, Any]) -> None:
    """Keep the words of a revision that is not, or no longer, the article's latest."""
    db.execute(
        "UPDATE readings SET headline = ?, deck = ?, byline = ?, body = ? WHERE article = ? AND number = ?",
        [*(said[name] for name in _TEXT), article_id, number],
    )


def _keep_images(db: Database, article: Article, article_id: int) -> None:
    """The pictures as they stand now."""
    db.execute("DELETE FROM images WHERE article = ?", [article_id])
    _add_images(db, article, article_id)


def _add_images(db: Database, article: Article, article_id: int) -> None:
    db.conn.executemany(
        "INSERT INTO images (article, position, url, caption, credit) VALUES (?, ?, ?, ?, ?)",
        [
            (article_id, position, image.url, image.caption, image.credit)
            for position, image in enumerate(article.images, start=1)
        ],
    )


def free_id(db: Database, wanted: int, moment: str) -> int:
    """A number for an article from elsewhere: its own where that is free here, else the next of its day."""
    taken = db.execute(
        "SELECT 1 FROM articles WHERE id = :id UNION ALL SELECT 1 FROM hidden WHERE article = :id", {"id": wanted}
    ).fetchone()
    return _next_id(db, moment) if taken else wanted


def _next_id(db: Database, moment: str) -> int:
    """The next free id of the day an article was published or, failing that, first seen: ids sort as articles do.

    Where the day is full, as after a large backfill of articles without a date, it is the day before.
    """
    day = date.fromisoformat(f"{moment[:10]}-01"[:10])
    while True:
        first = int(f"{day:%Y%m%d}") * IDS_PER_DAY
        [taken] = db.execute(
            """SELECT max(id) FROM (
                 SELECT max(id) AS id FROM articles WHERE id > :first AND id < :last UNION ALL
                 SELECT max(article) FROM hidden WHERE article > :first AND article < :last)""",
            {"first": first, "last": first + IDS_PER_DAY},
        ).fetchone()
        free = int(taken or first) + 1
        if free < first + IDS_PER_DAY:
            return free
        day -= timedelta(days=1)


def _row(reading: Reading) -> dict[str, Any]:
    article = reading.article
    return {
        "url": article.url,
        "outlet": reading.outlet,
        "headline": article.headline,
        "deck": article.deck,
        "section": article.section,
        "tags": _json(article.tags),
        "byline": article.byline,
        "authors": _json(article.authors),
        "agency": article.agency,
        "dateline": article.dateline,
        "published_at": article.published_at,
        "published_raw": article.published_raw,
        "published_source": article.published_source,
        "published_precision": article.published_precision,
        "modified_at": article.modified_at,
        "script": article.script,
        "language": article.language,
        "body": PARAGRAPH_BREAK.join(article.body),
        "captions": "\n".join(image.caption for image in article.images if image.caption),
        "marks": _json(article.marks),
        "capture": reading.capture,
        "rules": reading.rules,
    }


def _json(values: tuple[str, ...]) -> str:
    return json.dumps(values, ensure_ascii=False)
