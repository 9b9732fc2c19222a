"""What the archive learns: lines that recur at the same place in many articles of one outlet are its boilerplate.

An article is counted once, when it is first stored. A line is in force from the moment it reaches its bar until a
person keeps it; from then on its row is never deleted, for the rules of a reading name by their numbers the lines that
took part. Lines that turn out to be rare are forgotten: however long an outlet is crawled, it has some hundred rows.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from sqlite_utils import Database

from archive.clock import now
from archive.sql import together

Place = Literal["head", "inside", "tail", "any"]
Verdict = Literal["keep", "drop"]

# Every so many articles of an outlet, lines are forgotten that fewer than so many in so many articles had. A line that
# is as rare as the lowest bar of its place asks for (one in thirty-three below a story, one in five elsewhere) is so
# forgotten by mistake once in sixteen times or never (Poisson, 6 or 10 expected), and is then counted anew.
FORGET_EVERY = 50
FORGET_BELOW = 3
FORGET_AFTER = {"tail": 200, "head": 50, "inside": 50}


@dataclass(frozen=True, slots=True)
class Bar:
    """What makes a line boilerplate: so many articles, that share of those since it was first seen, over so many days
    of publication."""

    articles: int
    share: float
    days: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line of an article that would be boilerplate if it recurred: `digest` is that of its normal form."""

    place: Place
    digest: str
    text: str
    bar: Bar


@dataclass(frozen=True, slots=True)
class LearnedLine:
    """A line in force: the number of its row, where it may be removed, and its text."""

    id: int
    place: Place
    text: str


class Learning:
    """What is known of one outlet's boilerplate. `lines` are those in force when this was made: a run reads by one set,
    and what it learns takes part in the next."""

    def __init__(self, db: Database, outlet: str) -> None:
        self._db = db
        self._outlet = outlet
        self._articles: int = db.execute("SELECT count(*) FROM articles WHERE outlet = ?", [outlet]).fetchone()[0]
        self.lines = in_force(db, outlet)

    def note(self, candidates: Iterable[Candidate], *, published_at: str | None) -> None:
        """Count the lines of an article that was stored for the first time.

        Where the day of its publication is unknown, that on which it was read stands for it.
        """
        at = now()
        self._articles += 1
        day = (published_at if published_at and len(published_at) >= 10 else at)[:10]
        told = {(candidate.place, candidate.digest): candidate for candidate in candidates}
        with together(self._db):
            for candidate in told.values():
                self._count(candidate, day, at)
            if self._articles % FORGET_EVERY == 0:
                self._forget()

    def _count(self, candidate: Candidate, day: str, at: str) -> None:
        # What is seen once is kept as its digest alone: most lines never come back.
        row = self._db.execute(
            """INSERT INTO boilerplate (outlet, place, digest, articles, articles_before, first_seen_at, last_seen_at,
                                        first_day, last_day)
               VALUES (:outlet, :place, :digest, 1, :before, :at, :at, :day, :day)
               ON CONFLICT (outlet, place, digest) DO UPDATE SET
                 articles = articles + 1, last_seen_at = :at, text = coalesce(text, :text),
                 first_seen_at = coalesce(first_seen_at, :at),
                 first_day = min(coalesce(first_day, :day), :day), last_day = max(coalesce(last_day, :day), :day)
               RETURNING id, articles, articles_before, first_day, last_day, since""",
            {
                "outlet": self._outlet,
                "place": candidate.place,
                "digest": candidate.digest,
                "text": candidate.text,
                "before": self._articles - 1,
                "at": at,
                "day": day,
            },
        ).fetchone()
        line, articles, before, first_day, last_day, since = row
        # Of those that came since, some may have been taken down; no fewer came than had the line.
        share = articles / max(articles, self._articles - before)
        bar = candidate.bar
        if since is None and articles >= bar.articles and share >= bar.share and _days(first_day, last_day) >= bar.days:
            self._db.execute("UPDATE boilerplate SET since = ? WHERE id = ?", [at, line])

    def _forget(self) -> None:
        for place, after in FORGET_AFTER.items():
            self._db.execute(
                """DELETE FROM boilerplate
                    WHERE outlet = :outlet AND place = :place AND since IS NULL AND verdict IS NULL
                      AND :articles - articles_before >= :after
                      AND articles * :after < :below * (:articles - articles_before)""",
                {
                    "outlet": self._outlet,
                    "place": place,
                    "articles": self._articles,
                    "after": after,
                    "below": FORGET_BELOW,
                },
            )


def in_force(db: Database, outlet: str) -> tuple[LearnedLine, ...]:
    """The lines that are removed from the articles of an outlet today. A line a person keeps is kept at every place."""
    rows = db.query(
        """SELECT id, place, text FROM boilerplate
            WHERE outlet = :outlet AND since IS NOT NULL
              AND digest NOT IN (SELECT digest FROM boilerplate WHERE outlet = :outlet AND verdict = 'keep')
            ORDER BY id""",
        {"outlet": outlet},
    )
    return tuple(LearnedLine(**row) for row in rows)


def listed(db: Database, outlet: str | None = None) -> list[dict[str, Any]]:
    """The rows of what is in force or was judged by a person, of one outlet or all."""
    return list(
        db.query(
            """SELECT * FROM boilerplate WHERE (since IS NOT NULL OR verdict IS NOT NULL)
                  AND (:outlet IS NULL OR outlet = :outlet) ORDER BY outlet, articles DESC, id""",
            {"outlet": outlet},
        )
    )


def line_numbered(db: Database, line: int) -> tuple[str, str, str] | None:
    """Outlet, digest and text of a line; None where no row that shows its text has that number."""
    found = db.execute(
        "SELECT outlet, digest, text FROM boilerplate WHERE id = ? AND text IS NOT NULL", [line]
    ).fetchone()
    return tuple(found) if found else None


def judge_line(db: Database, outlet: str, digest: str, text: str, verdict: Verdict) -> None:
    """Overrule what was learned of a line wherever it stands, or say it before anything is learned."""
    told = {"outlet": outlet, "digest": digest, "text": text, "verdict": verdict, "at": now()}
    with db.atomic():
        db.execute(
            """INSERT INTO boilerplate (outlet, place, digest, articles, articles_before)
               SELECT :outlet, 'any', :digest, 0, 0
                WHERE NOT EXISTS (SELECT 1 FROM boilerplate WHERE outlet = :outlet AND digest = :digest)""",
            {"outlet": outlet, "digest": digest},
        )
        db.execute(
            """UPDATE boilerplate SET verdict = :verdict, judged_at = :at, text = coalesce(text, :text),
                 since = CASE :verdict WHEN 'drop' THEN coalesce(since, :at) ELSE since END
                WHERE outlet = :outlet AND digest = :digest""",
            told,
        )


def _days(first: str, last: str) -> int:
    """How many days from one to the other, both counted."""
    return (date.fromisoformat(last) - date.fromisoformat(first)).days + 1
