"""ANSWER: answer a query from the index, newest, oldest or most relevant first."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from archive.index import passage
from archive.index.passage import Extract, Span
from archive.index.plans import Plan, counted, in_turn, plan
from archive.index.query import NOTHING, match
from archive.index.relevance import ranked

Order = Literal["newest", "oldest", "relevance"]

# Ids are YYYYMMDDnnnn: the day an article was published (first seen, where that is unknown), then a number.
IDS_PER_DAY = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What else must be true of an article. Days are YYYY-MM-DD and take part in their range."""

    outlets: Sequence[str] = ()
    sections: Sequence[str] = ()
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Which of the articles found are wanted. `after`, by date only: the id of the last one on the page before."""

    limit: int = 20
    offset: int = 0
    after: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An article found: where the query stands in its headline, and its best passage."""

    id: int
    url: str
    outlet: str
    headline: str | None
    headline_spans: tuple[Span, ...]
    published_at: str | None
    extract: Extract


def search(
    conn: sqlite3.Connection,
    query: str,
    *,
    order: Order = "newest",
    page: Page = Page(),
    widen: bool = False,
    filters: Filters = Filters(),
) -> list[Hit]:
    """One page of the articles a query finds. `widen` also asks for the other names of what is asked for."""
    found = _narrowed(plan(conn, query, widen=widen), filters)
    if order == "relevance":
        ids = ranked(conn, found)[page.offset : page.offset + page.limit]
    else:
        found = found.beyond(page.after, oldest=order == "oldest")
        ids = in_turn(conn, found, page.limit, oldest=order == "oldest", skip=page.offset)
    return [_hit(conn, article, query, widen) for article in ids]


def count(
    conn: sqlite3.Connection,
    query: str,
    *,
    cap: int | None = 10_000,
    widen: bool = False,
    filters: Filters = Filters(),
) -> tuple[int, bool]:
    """How many articles a query finds, and whether that is exact: counting stops at `cap`, unless it is None."""
    found = _narrowed(plan(conn, query, widen=widen), filters)
    number = counted(conn, found, None if cap is None else cap + 1)
    return (number, True) if cap is None else (min(number, cap), number <= cap)


def _narrowed(found: Plan, filters: Filters) -> Plan:
    if filters.since:
        found = found.within(first=_first_id(filters.since))
    if filters.until:
        found = found.within(last=_first_id(filters.until) + IDS_PER_DAY - 1)
    for column, values in (("outlet", filters.outlets), ("section", filters.sections)):
        if values:
            named = {f"{column}{number}": value for number, value in enumerate(values)}
            found = found.narrowed(f"a.{column} IN ({', '.join(f':{name}' for name in named)})", **named)
    if filters.outlets or filters.sections:
        found = found.narrowed(join="CROSS JOIN articles a ON a.id = f.rowid")
    return found


def _first_id(day: str) -> int:
    return int(day.replace("-", "")) * IDS_PER_DAY


def _hit(conn: sqlite3.Connection, article: int, query: str, widen: bool) -> Hit:
    sql = "SELECT url, outlet, headline, published_at, body, captions, deck FROM articles WHERE id = ?"
    url, outlet, headline, published_at, body, captions, deck = conn.execute(sql, [article]).fetchone()
    best = passage.extract(body or "", query, widen=widen)
    for other in (deck, captions):
        if not best.spans and other:
            elsewhere = passage.extract(other, query, widen=widen)
            best = elsewhere if elsewhere.spans else best
    spans = tuple(passage.highlight(headline or "", query, widen=widen))
    return Hit(
        id=article,
        url=url,
        outlet=outlet,
        headline=headline,
        headline_spans=spans,
        published_at=published_at,
        extract=best,
    )


def register(conn: sqlite3.Connection) -> None:
    """Give a connection `zh_match(query)`, for SQL of one's own: `… WHERE articles_fts MATCH zh_match('臺灣 關稅')`."""
    conn.create_function("zh_match", 1, _zh_match, deterministic=True)


def _zh_match(query: object) -> str:
    return match(str(query)) if query is not None else NOTHING
