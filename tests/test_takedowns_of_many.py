"""Takedowns of many articles: no statement may read a whole table for each of them."""

import pytest

from archive import Archive


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE sightings SET article = NULL, title = NULL WHERE article = 1",
        "UPDATE members SET nearest = NULL, common = NULL WHERE nearest = 1",
        # What SQLite asks of both tables before it deletes an article.
        "SELECT 1 FROM sightings WHERE article = 1",
        "SELECT 1 FROM members WHERE nearest = 1",
    ],
)
def test_what_points_to_an_article_is_found_by_an_index(archive: Archive, statement: str) -> None:
    steps = [row[3] for row in archive.db.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall()]
    assert steps
    assert not [step for step in steps if step.startswith("SCAN")]
