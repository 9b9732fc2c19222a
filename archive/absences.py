"""When an article was gone from the web, by what evidence, and when it came back. Its last text always stays."""

from typing import Literal

from sqlite_utils import Database

from archive.sql import together

Reason = Literal["gone", "redirected", "emptied", "notice"]


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
    """Note that an article is there again, if it was gone."""
    with together(db):
        db.execute(
            "UPDATE absences SET back_at = ?, back = ? WHERE article = ? AND back_at IS NULL", [at, evidence, article]
        )
        db.execute("UPDATE articles SET withdrawn_at = NULL WHERE id = ? AND withdrawn_at IS NOT NULL", [article])
