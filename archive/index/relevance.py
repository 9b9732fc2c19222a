"""RELEVANCE: the order of the articles found by how much they say of what was asked.

Where no more than ALL_WEIGHED are found, FTS5 weighs each, by BM25. With more that takes up to seconds, for it counts
all articles with each word first; then the newest are weighed here, and the newest of those that have it in their
headline. docs/benchmarks.md says how much of the first page that changes.
"""

import json
import re
import sqlite3
from collections.abc import Iterator
from itertools import islice
from math import log

from archive.index.grammar import COLUMNS, Group, Near, Node
from archive.index.passage import MOST_TERMS, unfolded_pattern
from archive.index.plans import Plan, in_turn

ALL_WEIGHED = 5_000
NEWEST_WEIGHED, HEADLINES_WEIGHED = 300, 100

# How much more a word counts in each column than in the body.
WEIGHTS = {"body": 1.0, "headline": 8.0, "deck": 4.0, "byline": 2.0, "captions": 1.0, "section": 1.0, "tags": 4.0}
# How fast more of the same word adds less, and how much the length of a text matters: BM25's k1 and b.
_SATURATION, _LENGTH = 1.2, 0.75
_USUAL_LENGTH = 800


def ranked(conn: sqlite3.Connection, plan: Plan) -> list[int]:
    """The ids of the articles found that were weighed, the most relevant first, the newest first among equals."""
    found = in_turn(conn, plan, ALL_WEIGHED + 1 if plan.match else NEWEST_WEIGHED)
    if plan.match and 0 < len(found) <= ALL_WEIGHED:
        scores = weights(conn, plan.match, found)
    else:
        scores = _weighed_here(conn, plan, found[:NEWEST_WEIGHED])
    return sorted(scores, key=lambda article: (-scores[article], -article))


def weights(conn: sqlite3.Connection, match: str, articles: list[int]) -> dict[int, float]:
    """Article → BM25 weight, as FTS5 weighs what it is asked, of these articles, which are in order."""
    weigh = f"bm25(articles_fts, {', '.join(str(WEIGHTS[column]) for column in COLUMNS)})"
    # The plus keeps SQLite from asking articles_fts anew for each article.
    sql = f"""SELECT rowid, {weigh} FROM articles_fts WHERE articles_fts MATCH ? AND rowid BETWEEN ? AND ?
        AND +rowid IN (SELECT value FROM json_each(?))"""
    values = [match, min(articles), max(articles), json.dumps(articles)]
    return {article: -weight for article, weight in conn.execute(sql, values)}


def _weighed_here(conn: sqlite3.Connection, plan: Plan, articles: list[int]) -> dict[int, float]:
    """Article → weight of these, and of some older ones with headlines that answer the query."""
    asked = dict.fromkeys(islice(_asked(plan.node), MOST_TERMS)) if plan.node else {}
    if not articles or not asked:
        return dict.fromkeys(articles, 0.0)
    if plan.match and not any(column for _, column in asked):
        in_headline = plan.narrowed(match=f"{{headline}} : ({plan.match})").within(last=articles[-1] - 1)
        articles = articles + in_turn(conn, in_headline, HEADLINES_WEIGHED)
    sql = f"SELECT {', '.join(COLUMNS)} FROM articles WHERE id = ?"
    texts = {article: [text or "" for text in conn.execute(sql, [article]).fetchone()] for article in articles}
    scores = dict.fromkeys(articles, 0.0)
    for wanted, column in asked:
        times = {article: _times(wanted, column, columns) for article, columns in texts.items()}
        rarity = log(1 + len(times) / (1 + sum(map(bool, times.values()))))
        for article, number in times.items():
            length = 1 - _LENGTH + _LENGTH * len(texts[article][0]) / _USUAL_LENGTH
            scores[article] += rarity * number / (number + _SATURATION * length)
    return scores


def _times(wanted: re.Pattern[str], column: str | None, columns: list[str]) -> float:
    """How often a term stands in an article, each time by the weight of its column."""
    return sum(
        WEIGHTS[name] * len(wanted.findall(text))
        for name, text in zip(COLUMNS, columns, strict=True)
        if text and column in {None, name}
    )


def _asked(node: Node, column: str | None = None) -> Iterator[tuple[re.Pattern[str], str | None]]:
    """What each term looks like, and the column it must stand in, if one is named."""
    if isinstance(node, Group):
        for part in node.parts:
            yield from _asked(part, node.column or column)
    else:
        for term in node.terms if isinstance(node, Near) else (node,):
            yield unfolded_pattern(term), column
