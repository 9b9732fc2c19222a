"""An article as a row that says everything about it by itself, and back."""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from archive.model import Alternate, Article, Image, Mark, Relation

PARAGRAPH_BREAK = "\n\n"

# Columns of a row, in order; lists are lists, what is unknown is None.
COLUMNS = (
    *("id", "url", "outlet", "outlet_name", "headline", "deck", "section", "tags", "byline", "authors", "agency"),
    *("dateline", "published_at", "published_raw", "published_source", "published_precision", "modified_at"),
    *("first_seen_at", "fetched_at", "withdrawn_at", "script", "language", "body", "images", "marks", "revision"),
    *("rules", "cluster", "alternates"),
)
LISTS = ("tags", "authors", "marks")


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which articles: of one outlet or all, published (or first seen) from a day on, up to a day."""

    outlet: str | None = None
    since: str | None = None
    until: str | None = None

    @property
    def where(self) -> str:
        """The condition in SQL, over `articles a`; its values are those of `values`."""
        return """(:outlet IS NULL OR a.outlet = :outlet)
            AND (:since IS NULL OR coalesce(a.published_at, a.first_seen_at) >= :since)
            AND (:until IS NULL OR substr(coalesce(a.published_at, a.first_seen_at), 1, 10) <= :until)"""

    @property
    def values(self) -> dict[str, str | None]:
        """What is asked for."""
        return {"outlet": self.outlet, "since": self.since, "until": self.until}


def count(reader: sqlite3.Connection, chosen: Chosen) -> int:
    """How many articles are chosen."""
    return int(reader.execute(f"SELECT count(*) FROM articles a WHERE {chosen.where}", chosen.values).fetchone()[0])


def rows(reader: sqlite3.Connection, chosen: Chosen) -> Iterator[dict[str, Any]]:
    """The chosen articles in order of their numbers, one at a time."""
    reader.row_factory = sqlite3.Row
    found = reader.execute(
        f"""SELECT a.*, o.name AS outlet_name, m.cluster FROM articles a JOIN outlets o ON o.slug = a.outlet
              LEFT JOIN members m ON m.article = a.id WHERE {chosen.where} ORDER BY a.id""",
        chosen.values,
    )
    for row in found:
        images = reader.execute(
            "SELECT url, caption, credit FROM images WHERE article = ? ORDER BY position", [row["id"]]
        )
        held = dict(row) | {name: json.loads(row[name]) for name in LISTS}
        held["body"] = row["body"].split(PARAGRAPH_BREAK)
        held["images"] = [dict(image) for image in images]
        held["alternates"] = [
            dict(alternate)
            for alternate in reader.execute("SELECT url, relation FROM alternates WHERE article = ?", [row["id"]])
        ]
        yield {name: held[name] for name in COLUMNS}


def article_of(row: Mapping[str, Any]) -> Article:
    """The article that a row tells of. Raises ValueError for one without URL or body, or with what is no mark."""
    if not row.get("url") or not row.get("body"):
        raise ValueError("an article needs a url and a body")
    body = row["body"].split(PARAGRAPH_BREAK) if isinstance(row["body"], str) else row["body"]
    told = {field.name: row[field.name] for field in fields(Article) if row.get(field.name) is not None}
    return Article(
        **told
        | {
            "body": tuple(body),
            "tags": tuple(row.get("tags") or ()),
            "authors": tuple(row.get("authors") or ()),
            "marks": tuple(Mark(mark) for mark in row.get("marks") or ()),
            "images": tuple(Image(**image) for image in row.get("images") or ()),
            "alternates": tuple(
                Alternate(one["url"], Relation(one["relation"])) for one in row.get("alternates") or ()
            ),
        }
    )
