"""What stands around a page of results: how many there are, what they can be narrowed by, when they were published.

The newest articles found are listed once; where they are all, everything is counted from the list.
"""

import sqlite3
from dataclasses import dataclass

from archive.serve.remembered import remembered
from archive.serve.results import COUNT_CAP, FACET_CAP, Facet, facets, newest
from archive.serve.selection import Selection
from archive.serve.timeline import Timeline, timeline


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """Of a search, whatever its order and page. Facets are those of the newest FACET_CAP articles."""

    count: int
    facets: tuple[Facet, ...]
    timeline: Timeline


def surroundings(conn: sqlite3.Connection, selection: Selection) -> Surroundings:
    """Counted now, or not long ago where it took long."""
    selection = selection.but(sort="newest")
    return remembered(conn, ("surroundings", selection), lambda: _counted(conn, selection))


def _counted(conn: sqlite3.Connection, selection: Selection) -> Surroundings:
    numbers = newest(conn, selection, COUNT_CAP + 1)
    over_time = timeline(conn, selection, numbers if len(numbers) <= COUNT_CAP else None)
    return Surroundings(
        count=sum(period.hits for period in over_time.periods),
        facets=facets(conn, numbers[:FACET_CAP]),
        timeline=over_time,
    )
