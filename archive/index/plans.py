"""PLAN: which index answers a query fastest, and the SQL that asks it.

Single characters that stand in many articles are looked up in the index of characters, everything else in the index of
pairs; a plan's FROM and WHERE may be narrowed further, or counted and grouped, as any other.
"""

import sqlite3
from dataclasses import dataclass, replace
from typing import Any

from archive.index.grammar import Group, parse, terms
from archive.index.query import NOTHING, chars_expression, expression, only_chars, single_char
from archive.index.variants import widened

# More characters than these are looked up among the pairs with the rest: SQLite has a limit for conditions.
_MOST_CHARS = 8
# The articles of a character that no more have are listed before the rest is looked at; with more it is faster to
# look at each article that the rest finds, unless all of them are wanted.
_LISTED = 40_000


@dataclass(frozen=True, slots=True)
class Plan:
    """FROM, WHERE and named values that find articles as rows of `f`, by `f.rowid`, their id.

    `match` is what articles_fts is asked; where articles_chars is asked instead it is None, and `chars` says for what.
    """

    source: str
    where: str
    values: dict[str, Any]
    match: str | None
    chars: tuple[str, ...] = ()

    def narrowed(self, *conditions: str, join: str = "", **values: Any) -> "Plan":
        """The plan with more conditions, and their values."""
        where = " AND ".join((self.where, *conditions))
        return replace(self, source=f"{self.source} {join}".strip(), where=where, values=self.values | values)


def plan(conn: sqlite3.Connection, query: str, *, widen: bool = False, every: bool = False) -> Plan:
    """How to find what a query asks for. `widen` adds the other names of what is asked for.

    The first few articles are found fastest unless `every` is set; then it is all of them, to be counted or weighed.
    """
    node = parse(query)
    if node is None:
        return _among_pairs(NOTHING)
    node = widened(node, everywhere=widen)
    if only_chars(node):
        wanted = tuple(char for term in terms(node) if (char := single_char(term)))
        asked = {"chars": chars_expression(node)}
        return Plan("articles_chars f", "f.articles_chars MATCH :chars", asked, None, wanted)
    if isinstance(node, Group) and not node.any and not node.column:
        return _chars_apart(conn, node, every)
    return _among_pairs(expression(node))


def _among_pairs(match: str) -> Plan:
    return Plan("articles_fts f", "f.articles_fts MATCH :match", {"match": match}, match)


def _chars_apart(conn: sqlite3.Connection, node: Group, every: bool) -> Plan:
    """Single characters are looked up in their own index, the rest among the pairs."""
    wanted = [part for part in node.parts if single_char(part)]
    unwanted = [part for part in node.without if single_char(part)]
    rest = tuple(part for part in node.parts if not single_char(part))
    if not rest or not 0 < len(wanted + unwanted) <= _MOST_CHARS:
        return _among_pairs(expression(node))
    found = _among_pairs(expression(Group(rest, tuple(part for part in node.without if not single_char(part)))))
    for number, part in enumerate(wanted + unwanted):
        asked, name = chars_expression(part), f"char{number}"
        found_there = f"FROM articles_chars c WHERE c.articles_chars MATCH :{name}"
        if every or not _is_common(conn, asked):
            # The plus keeps SQLite from asking articles_fts anew for each article of the list.
            has = f"+f.rowid {{}}IN (SELECT c.rowid {found_there})"
        else:
            has = f"{{}}EXISTS (SELECT 1 {found_there} AND c.rowid = f.rowid)"
        found = found.narrowed(has.format("NOT " if part in unwanted else ""), **{name: asked})
    return found


def _is_common(conn: sqlite3.Connection, asked: str) -> bool:
    sql = "SELECT count(*) FROM (SELECT 1 FROM articles_chars WHERE articles_chars MATCH ? LIMIT ?)"
    return bool(conn.execute(sql, [asked, _LISTED]).fetchone()[0] == _LISTED)
