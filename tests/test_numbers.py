"""The numbers of articles: they sort by day, and an archive with the longer ones of old is brought over."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database

from archive import Archive, Article, index
from archive import check as findings
from archive.articles import IDS_PER_DAY
from archive.schema import migrations


@pytest.fixture
def old(tmp_path: Path) -> Iterator[Database]:
    """An archive of two articles with numbers of thirteen digits."""
    db = Database(tmp_path / "archive.db")
    migrations.apply(db, stop_before="smaller_index")
    db.execute("INSERT INTO outlets (slug, name, home, status) VALUES ('a', '甲', 'https://a.example/', 'active')")
    for number, text in ((2025_01_01_00012, "臺北的颱風。" * 9), (2025_12_31_00001, "關稅與鋼鐵。" * 9)):
        db.execute(
            """INSERT INTO articles (id, url, outlet, tags, authors, first_seen_at, fetched_at, body, captions, marks,
                 revision, rules) VALUES (?, ?, 'a', '[]', '[]', '2026', '2026', ?, '', '[]', 1, '')""",
            [number, f"https://a.example/{number}", text],
        )
        db.execute(
            """INSERT INTO readings (article, number, cause, digest, read_at, rules)
               VALUES (?, 1, 'first', '', '2026', '')""",
            [number],
        )
    db.conn.commit()
    yield db
    db.close()


def test_an_archive_with_longer_numbers_is_brought_over(old: Database, tmp_path: Path) -> None:
    with Archive(tmp_path, software="test") as archive:
        assert [row[0] for row in archive.db.execute("SELECT id FROM articles ORDER BY 1")] == [
            2025_01_01_0012,
            2025_12_31_0001,
        ]
        assert {row[0] for row in archive.db.execute("SELECT article FROM readings")} == {202501010012, 202512310001}
        assert [hit.id for hit in index.search(archive.db.conn, "台风")] == [202501010012]
        assert archive.db.execute("PRAGMA foreign_key_check").fetchall() == []
    assert not [finding for finding in findings(tmp_path) if "the index" in finding]


def test_a_day_that_is_full_goes_on_in_the_day_before(tmp_path: Path) -> None:
    with Archive(tmp_path, software="test") as archive:
        archive.db.execute(
            "INSERT INTO outlets (slug, name, home, status) VALUES ('a', '甲', 'https://a.example/', 'active')"
        )

        def keep(number: int) -> int | None:
            story = Article(url=f"https://a.example/{number}", headline="甲", body=("臺北",), published_at="2025-03-01")
            return archive.store(story, outlet="a", seen_as=str(story.url), capture=None, rules="").article

        last = 2025_03_01_0000 + IDS_PER_DAY - 1
        archive.db.execute("INSERT INTO takedowns (id, pattern, glob, reason, noted_at) VALUES (1, '', '', '', '')")
        archive.db.execute("INSERT INTO hidden (article, takedown) VALUES (?, 1)", [last])
        assert [keep(1), keep(2)] == [2025_02_28_0001, 2025_02_28_0002]
