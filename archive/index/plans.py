"""PLAN: which index answers a query fastest, and the SQL that asks it.

Single characters are looked up in the index of characters, everything else in the index of pairs. Both tell the numbers
of articles in order, and so SQLite goes through their lists side by side: what has both a word and a character is found
as fast as both lists can be read, and the first few articles without reading them to the end.
"""

import sqlite3
from dataclasses import dataclass, replace
from typing import Any

from archive.index.grammar import Group, Node, parse
from archive.index.query import NOTHING, chars_expression, expression, only_chars
from archive.index.variants import widened

# Of so few articles each is asked for its characters.
_FEW = 400
_EVERYWHERE = {"first": -(2**63), "last": 2**63 - 1}


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of articles as rows of `f`, by `f.rowid`, which come in order; `joined` says how with those before it."""

    source: str
    where: str = "true"
    joined: str = ""

    def sql(self) -> str:
        """The SELECT of the articles between the values `first` and `last`."""
        chosen = f"SELECT f.rowid FROM {self.source} WHERE {self.where} AND f.rowid BETWEEN :first AND :last"
        return f"{self.joined} {chosen}"


@dataclass(frozen=True, slots=True)
class Plan:
    """Lists of articles, read side by side: what is in the first, less or more what is in the others.

    `values` are the named values they are asked with; `match` is what articles_fts is asked where the first list is its
    own, and None where that is another's. `node` is what is looked for.
    """

    lists: tuple[Listing, ...]
    values: dict[str, Any]
    match: str | None = None
    node: Node | None = None

    def sql(self, *, oldest: bool = False) -> str:
        """The SELECT of the numbers of all articles found, the newest first or the oldest; a LIMIT may follow it."""
        return f"{' '.join(part.sql() for part in self.lists)} ORDER BY 1 {'ASC' if oldest else 'DESC'}"

    def narrowed(self, *conditions: str, join: str = "", **values: Any) -> "Plan":
        """The plan with more conditions, and their values."""
        lists = tuple(
            replace(part, source=f"{part.source} {join}", where=" AND ".join((part.where, *conditions)))
            if part.joined in {"", "UNION"}
            else part
            for part in self.lists
        )
        return replace(self, lists=lists, values=self.values | values)

    def among(self, source: str, where: str, **values: Any) -> "Plan":
        """The plan for articles that are in this list too."""
        return self._with(Listing(source, where, "INTERSECT"), **values)

    def within(self, first: int | None = None, last: int | None = None) -> "Plan":
        """The plan for those of its articles with ids from `first` to `last` only."""
        bounds = dict(self.values)
        if first is not None:
            bounds["first"] = max(first, bounds["first"])
        if last is not None:
            bounds["last"] = min(last, bounds["last"])
        return replace(self, values=bounds)

    def beyond(self, after: int | None, *, oldest: bool = False) -> "Plan":
        """The plan for those of its articles that come after one, newest or `oldest` first."""
        if after is None:
            return self
        return self.within(first=after + 1) if oldest else self.within(last=after - 1)

    def _with(self, part: Listing, **values: Any) -> "Plan":
        return replace(self, lists=(*self.lists, part), values=self.values | values)


def plan(conn: sqlite3.Connection, query: str, *, widen: bool = False) -> Plan:
    """How to find what a query asks for. `widen` adds the other names of what is asked for."""
    node = parse(query)
    if node is None:
        return _among_pairs(NOTHING)
    node = widened(node, everywhere=widen)
    if only_chars(node):
        return _among_chars(node, node)
    if isinstance(node, Group) and set(node.parts) & set(node.without):
        # Found soonest where it is not looked for.
        return _among_pairs(NOTHING)
    if isinstance(node, Group) and not node.column:
        return _either(node) if node.any else _all(conn, node)
    return _among_pairs(expression(node), node)


def every_article() -> Plan:
    """The plan of a query that leaves out nothing."""
    return Plan((Listing("articles f"),), dict(_EVERYWHERE))


def in_turn(conn: sqlite3.Connection, plan: Plan, most: int, *, oldest: bool = False, skip: int = 0) -> list[int]:
    """The ids a plan finds, newest or `oldest` first, at most so many, past so many others."""
    sql = f"{plan.sql(oldest=oldest)} LIMIT :most OFFSET :skip"
    return [row[0] for row in conn.execute(sql, plan.values | {"most": most, "skip": skip})]


def counted(conn: sqlite3.Connection, plan: Plan, most: int | None = None) -> int:
    """How many articles a plan finds; counting stops at `most`."""
    # Without a LIMIT SQLite would not go through the lists in order, but write the first one down.
    sql = f"SELECT count(*) FROM ({plan.sql(oldest=True)} LIMIT :most)"
    return int(conn.execute(sql, plan.values | {"most": -1 if most is None else most}).fetchone()[0])


_PAIRS = Listing("articles_fts f", "f.articles_fts MATCH :match")


def _among_pairs(match: str, node: Node | None = None) -> Plan:
    return Plan((_PAIRS,), _EVERYWHERE | {"match": match}, match, node)


def _among_chars(chars: Node, node: Node) -> Plan:
    listed = Listing("articles_chars f", "f.articles_chars MATCH :chars")
    return Plan((listed,), _EVERYWHERE | {"chars": chars_expression(chars)}, None, node)


def _either(node: Group) -> Plan:
    """A choice: the articles with one of its characters, and those with something else of it."""
    chars, others = _sorted(node.parts)
    if not chars:
        return _among_pairs(expression(node), node)
    found = _among_chars(Group(chars, any=True), node)
    return found._with(replace(_PAIRS, joined="UNION"), match=expression(Group(others, any=True)))


def _all(conn: sqlite3.Connection, node: Group) -> Plan:
    """Parts all of which must be there, and others none of which may be."""
    chars, others = _sorted(node.parts)
    unwanted_chars, unwanted = _sorted(node.without)
    if not others:
        found = _among_chars(Group(chars, unwanted_chars), node)
        return found._with(replace(_PAIRS, joined="EXCEPT"), match=expression(Group(unwanted, any=True)))
    found = _with_choice(others, unwanted) or _among_pairs(expression(Group(others, unwanted)))
    found = replace(found, node=node)
    is_few = bool(chars or unwanted_chars) and counted(conn, found, _FEW) < _FEW
    if chars:
        found = _with_chars(found, Group(chars), "INTERSECT", is_few)
    if unwanted_chars:
        found = _with_chars(found, Group(unwanted_chars, any=True), "EXCEPT", is_few)
    return found


def _with_choice(parts: tuple[Node, ...], without: tuple[Node, ...]) -> Plan | None:
    """The plan for all of these and none of those, where one of them is a choice with characters in it."""
    for choice in parts:
        if isinstance(choice, Group) and choice.any and not choice.column and any(map(only_chars, choice.parts)):
            rest = tuple(part for part in parts if part is not choice)
            asked = Group(rest, without) if rest else Group(without, any=True)
            joined = Listing("articles_fts f", "f.articles_fts MATCH :rest", "INTERSECT" if rest else "EXCEPT")
            found = _either(choice)
            return found._with(joined, rest=expression(asked)) if asked.parts else found
    return None


def _with_chars(found: Plan, chars: Group, joined: str, is_few: bool) -> Plan:
    """The plan for articles that have these characters too, or that have none of them."""
    name = f"chars_{joined.lower()}"
    asked = {name: chars_expression(chars)}
    if not is_few:
        return found._with(Listing("articles_chars f", f"f.articles_chars MATCH :{name}", joined), **asked)
    has = f"EXISTS (SELECT 1 FROM articles_chars c WHERE c.articles_chars MATCH :{name} AND c.rowid = f.rowid)"
    return found.narrowed(has if joined == "INTERSECT" else f"NOT {has}", **asked)


def _sorted(nodes: tuple[Node, ...]) -> tuple[tuple[Node, ...], tuple[Node, ...]]:
    """Those that ask for single characters only, and the others."""
    return tuple(filter(only_chars, nodes)), tuple(node for node in nodes if not only_chars(node))
