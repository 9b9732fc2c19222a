"""Other addresses of one story: in the other script, as AMP, for print. It is one article, whichever is met first."""

from collections.abc import Iterable
from typing import Any

from sqlite_utils import Database

from archive import likeness
from archive.model import Alternate, Article, Relation

PARAGRAPH_BREAK = "\n\n"


def find(db: Database, article: Article, outlet: str) -> dict[str, Any] | None:
    """The outlet's article that tells the same story at another address; None where there is none.

    That the pages say so is not enough, for some sites name one address on every page: the texts must agree as well,
    script aside.
    """
    body = PARAGRAPH_BREAK.join(article.body)
    claimed = _claimed(db, article, outlet)
    return next((row for row in claimed if likeness.is_copy(likeness.text(body), likeness.text(row["body"]))), None)


def _claimed(db: Database, article: Article, outlet: str) -> Iterable[dict[str, Any]]:
    """The articles that name this address as their own other one, and those whose address this one names."""
    yield from db.query(
        "SELECT a.* FROM alternates t JOIN articles a ON a.id = t.article WHERE t.url = ? AND a.outlet = ?",
        [article.url, outlet],
    )
    for alternate in article.alternates:
        yield from db.query("SELECT * FROM articles WHERE url = ? AND outlet = ?", [alternate.url, outlet])


def note(db: Database, article_id: int, alternates: Iterable[Alternate]) -> None:
    """Keep the other addresses of an article; what was noted stays."""
    db.conn.executemany(
        """INSERT INTO alternates (article, url, relation)
           SELECT :article, :url, :relation WHERE NOT EXISTS (SELECT 1 FROM articles WHERE id = :article AND url = :url)
               ON CONFLICT DO NOTHING""",
        [{"article": article_id, "url": one.url, "relation": one.relation} for one in alternates],
    )


def join(db: Database, known: dict[str, Any], article: Article) -> None:
    """Note at a known article where its story was met again, and what that page names."""
    relation = next((one.relation for one in article.alternates if one.url == known["url"]), Relation.SCRIPT)
    here = (Alternate(article.url, relation),) if article.url else ()
    note(db, known["id"], (*here, *article.alternates))


def is_other(db: Database, url: str) -> bool:
    """Whether an address is an other one of a story that is kept under its own."""
    return (
        db.execute(
            "SELECT 1 FROM alternates WHERE url = ? AND NOT EXISTS (SELECT 1 FROM articles WHERE url = ?)", [url, url]
        ).fetchone()
        is not None
    )
