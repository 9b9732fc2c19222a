"""INDEX: full-text search that finds everything, in either script and of any length. Its door.

create_index(db)                 tables, views and triggers; once, in a migration
with triggers_resting(conn):     within a transaction: INSERT an article, then
    index_article(conn, id)      index it fast. Without this, the triggers do it (5 ms): always right, never needed.
                                 Before an UPDATE of what is indexed: unindex_article(conn, id)
reindex(conn, progress)          all anew; check(conn) tells whether that is called for
search(conn, query), count(…)    what a query finds; match(query) is what FTS5 is asked
register(conn)                   zh_match() in SQL
"""

from archive.index.answer import Filters, Hit, Order, Page, count, register, search
from archive.index.build import (
    check,
    create_index,
    index_article,
    reindex,
    renew_index,
    tidy,
    triggers_resting,
    unindex_article,
)
from archive.index.grammar import COLUMNS
from archive.index.passage import Extract, InContext, extract, highlight, in_context
from archive.index.plans import Plan, counted, every_article, in_turn, plan
from archive.index.query import match
from archive.index.relevance import ranked
from archive.index.tally import counted_in, ends, over_time

__all__ = [
    "COLUMNS",
    "Extract",
    "Filters",
    "Hit",
    "InContext",
    "Order",
    "Page",
    "Plan",
    "check",
    "count",
    "counted",
    "counted_in",
    "create_index",
    "ends",
    "every_article",
    "extract",
    "highlight",
    "in_context",
    "in_turn",
    "index_article",
    "match",
    "over_time",
    "plan",
    "ranked",
    "register",
    "reindex",
    "renew_index",
    "search",
    "tidy",
    "triggers_resting",
    "unindex_article",
]
