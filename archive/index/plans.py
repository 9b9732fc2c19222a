"""PLAN: which index answers a query fastest, and the SQL that asks it.

Single characters that stand in many articles are looked up in the index of characters, everything else in the index of
pairs; a plan's FROM and WHERE may be narrowed further, or counted and grouped, as any other.
"""

import sqlite3
from dataclasses import dataclass, replace
from typing import Any

from archive.index.grammar import Group, Node, parse
from archive.index.query import NOTHING, chars_expression, expression, only_chars, single_char
from archive.index.variants import widened

# More characters than these are looked up among the pairs with the rest: SQLite has a limit for conditions.
_MOST_CHARS = 8
# The articles of a character that no more have are listed before the rest is looked at; with more it is faster to
# look at each article that the rest finds, unless all of them are wanted.
_LISTED = 40_000
# Of so few articles each is looked at, even if all are wanted.
_FEW = 400
_SMALLEST, _LARGEST = -(2**63), 2**63 - 1


@dataclass(frozen=True, slots=True)
class Plan:
    """FROM, WHERE and named values that find articles as rows of `f`, by `f.rowid`, their id.

    `match` is what articles_fts is asked; where articles_chars is asked instead it is None. `node` is what is looked
    for. A plan that is `listed` lists all articles of some character between the values `first` and `last`.
    """

    source: str
    where: str
    values: dict[str, Any]
    match: str | None
    node: Node | None = None
    listed: bool = False

    def narrowed(self, *conditions: str, join: str = "", **values: Any) -> "Plan":
        """The plan with more conditions, and their values."""
        where = " AND ".join((self.where, *conditions))
        return replace(self, source=f"{self.source} {join}".strip(), where=where, values=self.values | values)

    def within(self, first: int, last: int) -> "Plan":
        """The plan for articles with ids from `first` to `last` only."""
        return self.narrowed("f.rowid BETWEEN :first AND :last", first=first, last=last)


def plan(conn: sqlite3.Connection, query: str, *, widen: bool = False, every: bool = False) -> Plan:
    """How to find what a query asks for. `widen` adds the other names of what is asked for.

    The first few articles are found fastest unless `every` is set; then it is all of them, to be counted or weighed.
    """
    node = parse(query)
    if node is None:
        return _among_pairs(NOTHING)
    node = widened(node, everywhere=widen)
    if only_chars(node):
        return Plan("articles_chars f", "f.articles_chars MATCH :chars", {"chars": chars_expression(node)}, None, node)
    if isinstance(node, Group) and not node.any and not node.column:
        return _chars_apart(conn, node, every)
    return _among_pairs(expression(node), node)


def newest(conn: sqlite3.Connection, plan: Plan, most: int) -> list[int]:
    """The ids of the newest articles a plan finds, at most so many.

    Where characters are listed, the archive is gone through from its newest end, a stretch at a time.
    """
    sql = "SELECT f.rowid FROM {0.source} WHERE {0.where} ORDER BY f.rowid DESC LIMIT {1:d}"
    if not plan.listed:
        return [row[0] for row in conn.execute(sql.format(plan, most), plan.values)]
    found: list[int] = []
    last, stretch = _LARGEST, 2 * most
    while len(found) < most:
        rest = """SELECT rowid FROM articles_fts WHERE articles_fts MATCH ? AND rowid <= ?
            ORDER BY rowid DESC LIMIT 1 OFFSET ?"""
        row = conn.execute(rest, [plan.match, last, stretch]).fetchone()
        part = plan.within(row[0] if row else _SMALLEST, last)
        found += [row[0] for row in conn.execute(sql.format(part, most - len(found)), part.values)]
        if row is None:
            break
        last, stretch = row[0] - 1, 4 * stretch
    return found


def in_turn(
    conn: sqlite3.Connection, plan: Plan, most: int, *, oldest: bool = False, after: int | None = None, skip: int = 0
) -> list[int]:
    """The ids a plan finds, newest or `oldest` first, at most so many, from beyond the id `after` and past `skip`."""
    turn, beyond = ("ASC", ">") if oldest else ("DESC", "<")
    if after is not None:
        plan = plan.narrowed(f"f.rowid {beyond} :after", after=after)
    sql = f"SELECT f.rowid FROM {plan.source} WHERE {plan.where} ORDER BY f.rowid {turn} LIMIT :limit OFFSET :skip"
    return [row[0] for row in conn.execute(sql, plan.values | {"limit": most, "skip": skip})]


def counted(conn: sqlite3.Connection, plan: Plan, most: int | None) -> int:
    """How many articles a plan finds; counting stops at `most`."""
    if plan.listed and most is not None:
        return len(newest(conn, plan, most))
    limit = "" if most is None else f" LIMIT {most:d}"
    sql = f"SELECT count(*) FROM (SELECT 1 FROM {plan.source} WHERE {plan.where}{limit})"
    return int(conn.execute(sql, plan.values).fetchone()[0])


def _among_pairs(match: str, node: Node | None = None) -> Plan:
    return Plan("articles_fts f", "f.articles_fts MATCH :match", {"match": match}, match, node)


def _chars_apart(conn: sqlite3.Connection, node: Group, every: bool) -> Plan:
    """Single characters are looked up in their own index, the rest among the pairs."""
    wanted = [part for part in node.parts if single_char(part)]
    unwanted = [part for part in node.without if single_char(part)]
    rest = tuple(part for part in node.parts if not single_char(part))
    if not rest or not 0 < len(wanted + unwanted) <= _MOST_CHARS:
        return _among_pairs(expression(node), node)
    pairs = Group(rest, tuple(part for part in node.without if not single_char(part)))
    found = _among_pairs(expression(pairs), node)
    every = every and counted(conn, found, _FEW) == _FEW
    for number, part in enumerate(wanted + unwanted):
        asked, name = chars_expression(part), f"char{number}"
        found_there = f"FROM articles_chars c WHERE c.articles_chars MATCH :{name}"
        if every or not _is_common(conn, asked):
            # The plus keeps SQLite from asking articles_fts anew for each article of the list.
            has = f"+f.rowid {{}}IN (SELECT c.rowid {found_there} AND c.rowid BETWEEN :first AND :last)"
            found = replace(found, listed=True).narrowed(first=_SMALLEST, last=_LARGEST)
        else:
            has = f"{{}}EXISTS (SELECT 1 {found_there} AND c.rowid = f.rowid)"
        found = found.narrowed(has.format("NOT " if part in unwanted else ""), **{name: asked})
    return found


def _is_common(conn: sqlite3.Connection, asked: str) -> bool:
    sql = "SELECT count(*) FROM (SELECT 1 FROM articles_chars WHERE articles_chars MATCH ? LIMIT ?)"
    return bool(conn.execute(sql, [asked, _LISTED]).fetchone()[0] == _LISTED)
