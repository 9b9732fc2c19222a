"""When an article was gone from the web, by what evidence, and when it came back. Its last text always stays."""

from typing import Literal

from sqlite_utils import Database

from archive.sql import together

Reason = Literal["gone", "redirected", "emptied", "notice"]
# What it means for the archive that an address is gone.
Loss = Literal["withdrawn", "gone before", "none"]


def begin(db: Database, article: int, reason: Reason, at: str, evidence: int | None) -> bool:
    """Note that an article is gone. False if it was gone before: one absence is one row."""
    with db.atomic():
        newly = db.execute(
            "UPDATE articles SET withdrawn_at = ? WHERE id = ? AND withdrawn_at IS NULL", [at, article]
        ).rowcount
        if newly:
            db.execute(
                "INSERT INTO absences (article, reason, gone_at, evidence) VALUES (?, ?, ?, ?)",
                [article, reason, at, evidence],
            )
        return bool(newly)


def end(db: Database, article: int, at: str, evidence: int | None) -> None:
    """Note that an article was there at a moment, if it was gone before."""
    with together(db):
        db.execute(
            "UPDATE absences SET back_at = ?, back = ? WHERE article = ? AND back_at IS NULL AND gone_at <= ?",
            [at, evidence, article, at],
        )
        db.execute(
            """UPDATE articles SET withdrawn_at = NULL WHERE id = :id AND withdrawn_at IS NOT NULL
                  AND NOT EXISTS (SELECT 1 FROM absences WHERE article = :id AND back_at IS NULL)""",
            {"id": article},
        )
