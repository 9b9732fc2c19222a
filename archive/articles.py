"""Articles and their revisions: the current text in `articles`, every text it ever had in `revisions`."""

import json
import unicodedata
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Literal

from sqlite_utils import Database

from archive import index
from archive.model import Article

Change = Literal["stored", "revised", "unchanged"]

# Room for 99,999 articles of one day in an id that still sorts by day: YYYYMMDDnnnnn.
IDS_PER_DAY = 100_000

PARAGRAPH_BREAK = "\n\n"


@dataclass(frozen=True, slots=True)
class Stored:
    """What storing an article came to."""

    article: int
    change: Change


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An article as read from one capture, by one version of the rules."""

    article: Article
    outlet: str
    capture: int | None
    read_at: str
    rules: str


def store(db: Database, reading: Reading) -> Stored:
    """Add the article, or a revision where headline, deck, byline or body changed. One transaction, index included.

    Raises ValueError for an article without URL or body: there is nothing to keep it under, or nothing to keep.
    """
    article = reading.article
    if not article.url or not article.body:
        raise ValueError(f"an article needs a URL and a body: {article.url!r} has {len(article.body)} paragraphs")
    with db.atomic():
        known = next(db.query("SELECT id, revision FROM articles WHERE url = ?", [article.url]), None)
        if known is None:
            return Stored(_add(db, reading), "stored")
        last = next(
            db.query("SELECT digest FROM revisions WHERE article = ? AND number = ?", [known["id"], known["revision"]])
        )
        if last["digest"] == digest(article):
            db.execute(
                "UPDATE articles SET fetched_at = ?, withdrawn_at = NULL WHERE id = ?", [reading.read_at, known["id"]]
            )
            return Stored(known["id"], "unchanged")
        _revise(db, reading, known["id"], known["revision"] + 1)
        return Stored(known["id"], "revised")


def withdraw(db: Database, url: str, at: str) -> bool:
    """Note that an article is gone from the web; its last text stays. False if it is unknown or was gone before."""
    with db.atomic():
        return bool(
            db.execute(
                "UPDATE articles SET withdrawn_at = ? WHERE url = ? AND withdrawn_at IS NULL", [at, url]
            ).rowcount
        )


def digest(article: Article) -> str:
    """Fingerprint of what makes a revision: headline, deck, byline and body, white space and width aside."""
    parts = (article.headline, article.deck, article.byline, PARAGRAPH_BREAK.join(article.body))
    folded = ("".join(unicodedata.normalize("NFKC", part or "").split()) for part in parts)
    return sha256("\x1f".join(folded).encode("utf-8", "surrogatepass")).hexdigest()


def _add(db: Database, reading: Reading) -> int:
    article_id = _next_id(db, reading.article.published_at or reading.read_at)
    row = _row(reading) | {"id": article_id, "first_seen_at": reading.read_at, "revision": 1}
    with index.triggers_resting(db.conn):
        db.table("articles").insert(row)
    index.index_article(db.conn, article_id)
    _keep_text(db, reading, article_id, 1)
    return article_id


def _revise(db: Database, reading: Reading, article_id: int, number: int) -> None:
    """A change is rare enough for the triggers to index it."""
    db.table("articles").update(article_id, _row(reading) | {"revision": number, "withdrawn_at": None})
    _keep_text(db, reading, article_id, number)


def _keep_text(db: Database, reading: Reading, article_id: int, number: int) -> None:
    """The revision with its own copy of the text, and the pictures as they stand now."""
    article = reading.article
    db.table("revisions").insert(
        {
            "article": article_id,
            "number": number,
            "headline": article.headline,
            "deck": article.deck,
            "byline": article.byline,
            "body": PARAGRAPH_BREAK.join(article.body),
            "digest": digest(article),
            "read_at": reading.read_at,
            "capture": reading.capture,
            "rules": reading.rules,
        }
    )
    db.execute("DELETE FROM images WHERE article = ?", [article_id])
    db.table("images").insert_all(
        {
            "article": article_id,
            "position": position,
            "url": image.url,
            "caption": image.caption,
            "credit": image.credit,
        }
        for position, image in enumerate(article.images, start=1)
    )


def _next_id(db: Database, moment: str) -> int:
    """The next free id of the day an article was published or, failing that, first seen: ids sort as articles do."""
    day = int((moment[:10].replace("-", "") + "01")[:8])
    taken = next(
        db.query(
            "SELECT max(id) AS id FROM articles WHERE id > ? AND id < ?", [day * IDS_PER_DAY, (day + 1) * IDS_PER_DAY]
        )
    )["id"]
    return (taken or day * IDS_PER_DAY) + 1


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
        "fetched_at": reading.read_at,
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
