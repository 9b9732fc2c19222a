"""RELEVANCE: the order of the articles found by how much they say of what was asked.

Where no more than ALL_WEIGHED are found, each is weighed. To weigh every article with a common word, of a million,
takes seconds; then only the newest are, and the newest of those that have it in their headline. docs/benchmarks.md says
how much of the first page that changes.
"""

import sqlite3

from archive.index.fold import forms
from archive.index.grammar import COLUMNS
from archive.index.plans import Plan

ALL_WEIGHED = 10_000
NEWEST_WEIGHED, HEADLINES_WEIGHED = 2_000, 1_000
# Single characters are weighed by counting them in the text, which takes longer.
NEWEST_WEIGHED_BY_CHAR = 400

# How much more a word counts in each column than in the body.
WEIGHTS = {"body": 1.0, "headline": 8.0, "deck": 4.0, "byline": 2.0, "captions": 1.0, "section": 1.0, "tags": 4.0}
# How fast more of the same character adds less, and how much the length of a text matters: BM25's k1 and b.
_SATURATION, _LENGTH = 1.2, 0.75
_USUAL_LENGTH = 800


def ranked(conn: sqlite3.Connection, plan: Plan) -> list[int]:
    """The ids of the articles found that were weighed, the most relevant first, the newest first among equals."""
    scores = _by_bm25(conn, plan) if plan.match else _by_char(conn, plan)
    return sorted(scores, key=lambda article: (-scores[article], -article))


def _newest(conn: sqlite3.Connection, plan: Plan, number: int) -> list[int]:
    sql = f"SELECT f.rowid FROM {plan.source} WHERE {plan.where} ORDER BY f.rowid DESC LIMIT {number}"
    return [row[0] for row in conn.execute(sql, plan.values)]


def _by_bm25(conn: sqlite3.Connection, plan: Plan) -> dict[int, float]:
    newest = _newest(conn, plan, ALL_WEIGHED + 1)
    if len(newest) <= ALL_WEIGHED:
        return weights(conn, plan, ALL_WEIGHED)
    oldest = newest[NEWEST_WEIGHED - 1]
    scores = weights(conn, plan.narrowed("f.rowid >= :oldest", oldest=oldest), NEWEST_WEIGHED)
    in_headline = plan.narrowed("f.rowid < :oldest", oldest=oldest, match=f"{{headline}} : ({plan.match})")
    return scores | weights(conn, in_headline, HEADLINES_WEIGHED)


def weights(conn: sqlite3.Connection, plan: Plan, number: int) -> dict[int, float]:
    """Article → BM25 weight of the newest `number` articles found; -1 for all."""
    weigh = f"bm25(f.articles_fts, {', '.join(str(WEIGHTS[column]) for column in COLUMNS)})"
    sql = f"SELECT f.rowid, {weigh} FROM {plan.source} WHERE {plan.where} ORDER BY f.rowid DESC LIMIT {number}"
    return {row[0]: -row[1] for row in conn.execute(sql, plan.values)}


def _by_char(conn: sqlite3.Connection, plan: Plan) -> dict[int, float]:
    written = [form for char in plan.chars for form in forms(char)]
    scores = {}
    for article in _newest(conn, plan, NEWEST_WEIGHED_BY_CHAR):
        row = conn.execute("SELECT headline, body FROM articles WHERE id = ?", [article]).fetchone()
        headline, body = row[0] or "", row[1] or ""
        times = sum(map(body.count, written)) + WEIGHTS["headline"] * sum(map(headline.count, written))
        length = 1 - _LENGTH + _LENGTH * len(body) / _USUAL_LENGTH
        scores[article] = times / (times + _SATURATION * length)
    return scores
