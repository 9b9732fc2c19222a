"""ANSWER: answer a query from the index, newest, oldest or most relevant first."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from archive.index import passage
from archive.index.grammar import Group, Node, parse, terms
from archive.index.passage import Extract, Span
from archive.index.query import NOTHING, chars_expression, expression, match, only_chars, single_char
from archive.index.relevance import Plan, most_relevant
from archive.index.variants import widened

Order = Literal["newest", "oldest", "relevance"]

# Ids are YYYYMMDDnnnnn: the day an article was published (first seen, where that is unknown), then a number.
IDS_PER_DAY = 100_000

# A character that fewer articles have is looked up among the pairs it begins; the index of characters is for those
# that stand in more.
_FEW = 5_000


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
    plan = _plan(conn, query, widen, filters)
    if order == "relevance":
        ids = most_relevant(conn, plan)[page.offset : page.offset + page.limit]
    else:
        turn, beyond = ("DESC", "<") if order == "newest" else ("ASC", ">")
        where, given = plan.where, list(plan.parameters)
        if page.after is not None:
            where += f" AND i.rowid {beyond} ?"
            given.append(page.after)
        sql = f"SELECT i.rowid FROM {plan.source} WHERE {where} ORDER BY i.rowid {turn} LIMIT ? OFFSET ?"
        ids = [row[0] for row in conn.execute(sql, [*given, page.limit, page.offset])]
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
    plan = _plan(conn, query, widen, filters)
    found = f"SELECT 1 FROM {plan.source} WHERE {plan.where}"
    if cap is None:
        return int(conn.execute(f"SELECT count(*) FROM ({found})", plan.parameters).fetchone()[0]), True
    sql = f"SELECT count(*) FROM ({found} LIMIT ?)"
    number = int(conn.execute(sql, [*plan.parameters, cap + 1]).fetchone()[0])
    return min(number, cap), number <= cap


def _plan(conn: sqlite3.Connection, query: str, widen: bool, filters: Filters) -> Plan:
    node = parse(query)
    node = widened(node, everywhere=widen) if node else None
    plan = _plan_for(conn, node)
    joined, where, given = plan.source, [plan.where], list(plan.parameters)
    for day, compare in ((filters.since, ">="), (filters.until, "<")):
        if day:
            where.append(f"i.rowid {compare} ?")
            given.append((int(day.replace("-", "")) + (compare == "<")) * IDS_PER_DAY)
    for column, values in (("outlet", filters.outlets), ("section", filters.sections)):
        if values:
            where.append(f"a.{column} IN ({', '.join('?' * len(values))})")
            given.extend(values)
    if filters.outlets or filters.sections:
        joined += " JOIN articles a ON a.id = i.rowid"
    return replace(plan, source=joined, where=" AND ".join(where), parameters=given)


def _plan_for(conn: sqlite3.Connection, node: Node | None) -> Plan:
    """Single characters that stand in many articles are looked up in the index of characters, the rest in the other."""
    if node is None:
        return Plan("articles_fts i", "i.articles_fts MATCH ?", [NOTHING])
    if only_chars(node):
        wanted = tuple(char for term in terms(node) if (char := single_char(term)))
        return Plan("articles_chars i", "i.articles_chars MATCH ?", [chars_expression(node)], chars=wanted)
    plain = Plan("articles_fts i", "i.articles_fts MATCH ?", [expression(node)])
    if not isinstance(node, Group) or node.any or node.column:
        return plain
    common = [part for part in node.parts if _is_common(conn, part)]
    barred = [part for part in node.without if _is_common(conn, part)]
    rest = Group(
        tuple(part for part in node.parts if part not in common),
        tuple(part for part in node.without if part not in barred),
    )
    if not rest.parts or not common + barred:
        return plain
    has = "EXISTS (SELECT 1 FROM articles_chars c WHERE c.articles_chars MATCH ? AND c.rowid = i.rowid)"
    where = ["i.articles_fts MATCH ?", *[has] * len(common), *[f"NOT {has}"] * len(barred)]
    given = [expression(rest), *map(chars_expression, common + barred)]
    return Plan("articles_fts i", " AND ".join(where), given)


def _is_common(conn: sqlite3.Connection, node: Node) -> bool:
    if single_char(node) is None:
        return False
    sql = "SELECT count(*) FROM (SELECT 1 FROM articles_chars WHERE articles_chars MATCH ? LIMIT ?)"
    return bool(conn.execute(sql, [chars_expression(node), _FEW]).fetchone()[0] == _FEW)


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
