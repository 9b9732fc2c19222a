"""The articles that repeat one another: who ran a story first, where else it stands, in which script."""

import sqlite3
from dataclasses import dataclass

# A form of words that hundreds of articles share is listed no further than this.
MOST = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """An article of a cluster. `common` is its share in common with the one it was found to repeat, 0 to 1."""

    article: int
    outlet: str
    outlet_name: str
    outlet_script: str | None
    timezone: str | None
    headline: str | None
    byline: str | None
    agency: str | None
    script: str | None
    language: str | None
    published_at: str | None
    first_seen_at: str
    withdrawn_at: str | None
    nearest: int | None
    common: float | None

    @property
    def at(self) -> str:
        """When it was published or, failing that, first seen."""
        return self.published_at or self.first_seen_at


@dataclass(frozen=True, slots=True)
class Cluster:
    """Articles that repeat one another, the first published first, and how many there are in all."""

    copies: tuple[Copy, ...] = ()
    size: int = 0

    @property
    def first(self) -> int | None:
        """The article that ran first; None where the dates do not tell: on one day, with no hour known, who knows."""
        if len(self.copies) < 2:
            return None
        one, next_one = self.copies[0].at, self.copies[1].at
        return None if one.startswith(next_one) or next_one.startswith(one) else self.copies[0].article

    def twin(self, article: int, script: str | None) -> Copy | None:
        """The same outlet's own version in the other script."""
        outlet = next((copy.outlet for copy in self.copies if copy.article == article), None)
        others = (copy for copy in self.copies if copy.outlet == outlet and {copy.script, script} == {"Hans", "Hant"})
        return next(others, None)


def cluster(conn: sqlite3.Connection, article: int) -> Cluster:
    """The cluster an article belongs to; an empty one where it repeats none and none repeats it."""
    rows = conn.execute(
        f"""SELECT a.id AS article, a.outlet, coalesce(o.name, a.outlet) AS outlet_name, o.script AS outlet_script,
                   o.timezone, a.headline, a.byline, a.agency, a.script, a.language, a.published_at, a.first_seen_at,
                   a.withdrawn_at, m.nearest, m.common
              FROM members m CROSS JOIN articles a ON a.id = m.article LEFT JOIN outlets o ON o.slug = a.outlet
             WHERE m.cluster = (SELECT cluster FROM members WHERE article = ?)
             ORDER BY coalesce(a.published_at, a.first_seen_at), a.id LIMIT {MOST + 1}""",
        [article],
    ).fetchall()
    size = len(rows)
    if size > MOST:
        sql = "SELECT count(*) FROM members WHERE cluster = (SELECT cluster FROM members WHERE article = ?)"
        size = conn.execute(sql, [article]).fetchone()[0]
    return Cluster(tuple(Copy(**dict(row)) for row in rows[:MOST]), size)
