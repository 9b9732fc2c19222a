"""Other addresses of one story: in the other script, as AMP, for print. It is one article, whichever is met first."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from sqlite_utils import Database

from archive import likeness
from archive.model import Alternate, Article, Relation
from archive.sql import rows

PARAGRAPH_BREAK = "\n\n"

# What sites write into addresses to tell the scripts apart: a step of the path, a parameter's value, a host's name.
_HANS = tuple(re.findall(r"\S+", "gb cn sc zh-cn zh_cn zh-CN zh-hans zh-Hans zh-sg hans simp chs"))
_HANT = tuple(re.findall(r"\S+", "b5 big5 tw tc hk zh-tw zh_tw zh-TW zh-hk zh-hant zh-Hant hant trad cht"))
_ADDRESS = re.compile(r"(https?://[^/?#]+)/[^?#]")
_ASKED = tuple(word for word in (*_HANS, *_HANT) if word.startswith("zh"))
_STEP = re.compile(rf"(?<=[/.=])(?:{'|'.join(sorted((*_HANS, *_HANT), key=len, reverse=True))})(?=[/.&?#]|$)")


def find(db: Database, article: Article, outlet: str) -> dict[str, Any] | None:
    """The outlet's article that tells the same story at another address; None where there is none.

    That the pages say so is not enough, for some sites name one address on every page: the texts must agree as well,
    script aside. Where only the addresses look alike, the scripts must differ too.
    """
    body = PARAGRAPH_BREAK.join(article.body)
    claimed = _claimed(db, article, outlet)
    return next((row for row in claimed if likeness.is_copy(likeness.text(body), likeness.text(row["body"]))), None)


def _claimed(db: Database, article: Article, outlet: str) -> Iterable[dict[str, Any]]:
    """The articles that name this address as an other one of theirs, those it names, and those it is likely to mean."""
    yield from rows(
        db,
        "SELECT a.* FROM alternates t JOIN articles a ON a.id = t.article WHERE t.url = ? AND +a.outlet = ?",
        [article.url, outlet],
    )
    yield from _at(db, [alternate.url for alternate in article.alternates], outlet)
    if article.script is not None:
        likely = _at(db, likely_addresses(article.url or ""), outlet)
        yield from (row for row in likely if row["script"] != article.script)


def _at(db: Database, urls: list[str], outlet: str) -> Iterable[dict[str, Any]]:
    if not urls:
        return ()
    marks = ", ".join("?" * len(urls))
    # With a + SQLite looks for the addresses alone; it would read all articles of the outlet.
    return rows(db, f"SELECT * FROM articles WHERE url IN ({marks}) AND +outlet = ?", [*urls, outlet])


def likely_addresses(url: str) -> list[str]:
    """Addresses at which the story of an address may stand in the other script, by what sites make of addresses."""
    found = []
    for step in _STEP.finditer(url):
        before, after = url[: step.start()], url[step.end() :]
        others = _HANT if step[0] in _HANS else _HANS
        found += [f"{before}{other}{after}" for other in others]
        if before.endswith("/") and after.startswith("/"):  # one of the scripts may have no step of its own
            found.append(before + after[1:])
        elif before.endswith("="):
            found.append(re.sub(r"[?&][^?&]*=$", "", before) + after)
    parts = _ADDRESS.match(url)
    if not found and parts is not None:
        found += [f"{parts[1]}/{step}{url[parts.end(1) :]}" for step in (*_HANS, *_HANT)]
        found += [
            f"{url}{'&' if '?' in url else '?'}{name}={value}" for name in ("variant", "lang") for value in _ASKED
        ]
    return found


def told(row: Mapping[str, Any], alternates: Iterable[Mapping[str, Any]]) -> Article:
    """A stored article, as far as its twin is told by it."""
    return Article(
        url=row["url"],
        script=row["script"],
        body=tuple(row["body"].split(PARAGRAPH_BREAK)),
        alternates=tuple(Alternate(other["url"], Relation(other["relation"])) for other in alternates),
    )


def addresses(article: Article) -> list[str]:
    """Other addresses at which an article's story stands, by what its page says, or may well stand."""
    return [
        *(other.url for other in article.alternates),
        *(likely_addresses(article.url or "") if article.script else ()),
    ]


def is_twin(one: Article, other: Article) -> bool:
    """Whether two articles of an outlet are one story, by the rules of `find`."""
    is_named = other.url in {named.url for named in one.alternates} or one.url in {
        named.url for named in other.alternates
    }
    is_likely = one.script not in (None, other.script) and other.url in likely_addresses(one.url or "")
    if not is_named and not is_likely:
        return False
    texts = (likeness.text(PARAGRAPH_BREAK.join(article.body)) for article in (one, other))
    return likeness.is_copy(*texts)


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
