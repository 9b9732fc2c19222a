"""RELEVANCE: the order of the articles found by how much they say of what was asked.

To weigh every article with a common word, of a million, takes seconds. So weight is told among the newest found, and
the newest of those that have it in their headline; an older article with it in the body only is not considered, unless
fewer than NEWEST_WEIGHED are newer. docs/benchmarks.md says how often that changes the first page.
"""

import sqlite3
from dataclasses import dataclass
from typing import Any

from archive.index.fold import forms
from archive.index.grammar import COLUMNS

NEWEST_WEIGHED, HEADLINES_WEIGHED = 1_000, 300
# Single characters are weighed by counting them in the text, which takes longer.
NEWEST_WEIGHED_BY_CHAR = 400

# How much more a word counts in each column than in the body.
WEIGHTS = {"body": 1.0, "headline": 8.0, "deck": 4.0, "byline": 2.0, "captions": 1.0, "section": 1.0, "tags": 4.0}
# How fast more of the same character adds less: BM25's k1, and its b for the length of the text.
_SATURATION, _LENGTH = 1.2, 0.75
_USUAL_LENGTH = 800


@dataclass(frozen=True, slots=True)
class Plan:
    """FROM and WHERE that find articles as rows of `i`, and their parameters; `chars`, if only these are asked for."""

    source: str
    where: str
    parameters: list[Any]
    chars: tuple[str, ...] = ()


def most_relevant(conn: sqlite3.Connection, plan: Plan) -> list[int]:
    """The ids of the articles found, the most relevant first, the newest first among equals."""
    scores = _by_char(conn, plan) if plan.chars else _by_bm25(conn, plan)
    return sorted(scores, key=lambda article: (-scores[article], -article))


def _newest(conn: sqlite3.Connection, plan: Plan, number: int) -> list[int]:
    sql = f"SELECT i.rowid FROM {plan.source} WHERE {plan.where} ORDER BY i.rowid DESC LIMIT {number}"
    return [row[0] for row in conn.execute(sql, plan.parameters)]


def _by_bm25(conn: sqlite3.Connection, plan: Plan) -> dict[int, float]:
    newest = _newest(conn, plan, NEWEST_WEIGHED)
    if not newest:
        return {}
    weigh = f"bm25(i.articles_fts, {', '.join(str(WEIGHTS[column]) for column in COLUMNS)})"
    sql = f"SELECT i.rowid, {weigh} FROM {plan.source} WHERE {plan.where} AND i.rowid "
    scores = {row[0]: -row[1] for row in conn.execute(f"{sql} >= ?", [*plan.parameters, newest[-1]])}
    if len(newest) == NEWEST_WEIGHED:
        asked, *others = plan.parameters
        older = f"{sql} < ? ORDER BY i.rowid DESC LIMIT {HEADLINES_WEIGHED}"
        in_headline = [f"{{headline}} : ({asked})", *others, newest[-1]]
        scores |= {row[0]: -row[1] for row in conn.execute(older, in_headline)}
    return scores


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
