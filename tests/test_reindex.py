"""`qiaowen reindex`: the index made anew, and killed on the way."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from archive import Archive, index, open_reader
from crawler.commands import qiaowen
from tests.conftest import story

STORIES = 9
KILLED = """
import os, signal, sqlite3, sys
from archive.index import build
build._BATCH = 2
conn = sqlite3.connect(sys.argv[1])
build.reindex(conn, lambda done, total: done == 4 and os.kill(os.getpid(), signal.SIGKILL))
"""


@pytest.fixture
def filled(archive: Archive) -> Path:
    """The folder of an archive with STORIES stories."""
    for number in range(STORIES):
        body = (f"第{number}條渡輪停開。",)
        archive.store(story(number, body=body), outlet="harbour", seen_as="", capture=None, rules="test")
    archive.close()
    return archive.folder


def run(*arguments: object) -> Result:
    return CliRunner().invoke(qiaowen, [str(argument) for argument in arguments], catch_exceptions=False)


def test_a_reindex_that_is_killed_goes_on_where_it_stopped(filled: Path) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, str(filled / "archive.db")], check=False)
    assert done.returncode == -signal.SIGKILL
    shown = run("--archive", filled, "check")
    assert shown.exit_code == 1
    assert "half made" in shown.stdout
    assert "qiaowen reindex" in shown.stdout
    assert run("--archive", filled, "search", "--count", "渡轮").stdout == "4\n"
    assert run("--archive", filled, "reindex").stdout == f"{filled}: {STORIES - 4} articles indexed\n"
    assert run("--archive", filled, "search", "--count", "渡轮").stdout == f"{STORIES}\n"
    assert index.check(open_reader(filled)) == []


def test_a_reindex_mends_what_another_program_broke(filled: Path) -> None:
    with Archive(filled, software="test") as opened:
        opened.db.execute("DROP TRIGGER articles_index_changing")
        opened.db.execute("UPDATE articles SET body = '改成了纜車'")
    assert "lacks articles_index_changing" in run("--archive", filled, "check").stdout
    assert run("--archive", filled, "reindex").exit_code == 0
    assert run("--archive", filled, "search", "--count", "缆车").stdout == f"{STORIES}\n"
    assert run("--archive", filled, "search", "--count", "渡轮").stdout == "0\n"
    assert index.check(open_reader(filled)) == []


@pytest.mark.parametrize(
    "broken",
    [
        "DELETE FROM members WHERE article = (SELECT min(article) FROM members)",
        "INSERT INTO fingerprints (run, article) VALUES (1, 99)",
        "DELETE FROM fingerprints WHERE article = (SELECT min(article) FROM fingerprints)",
    ],
)
def test_clusters_that_another_program_broke_are_mended_as_check_says(filled: Path, broken: str) -> None:
    sets = "SELECT group_concat(article) FROM (SELECT * FROM members ORDER BY article) GROUP BY cluster ORDER BY 1"
    with Archive(filled, software="test") as opened:
        for number in (20, 21):
            opened.store(story(number), outlet="harbour", seen_as="", capture=None, rules="test")
        before = opened.db.execute(sets).fetchall()
        assert len(before) == 1
        opened.db.execute(broken)
    shown = run("--archive", filled, "check")
    assert shown.exit_code == 1
    assert shown.stdout.count("\n") == 1
    assert "`qiaowen reindex --copies`" in shown.stdout
    assert (
        run("--archive", filled, "reindex", "--copies").stdout == f"{filled}: {len(before)} clusters of copies found\n"
    )
    assert run("--archive", filled, "check").exit_code == 0
    with Archive(filled, software="test") as opened:
        assert opened.db.execute(sets).fetchall() == before


def test_without_an_archive_there_is_nothing_to_index(tmp_path: Path) -> None:
    shown = run("--archive", tmp_path / "nowhere", "reindex")
    assert shown.exit_code == 2
    assert not (tmp_path / "nowhere").exists()


def test_what_was_stored_one_by_one_is_one_piece_of_index_when_the_archive_is_closed(archive: Archive) -> None:
    pieces = "SELECT count(DISTINCT segid) FROM articles_fts_idx"
    for number in range(STORIES):
        archive.store(story(number), outlet="harbour", seen_as="", capture=None, rules="test")
    assert archive.db.execute(pieces).fetchone()[0] == STORIES
    archive.close()
    reader = open_reader(archive.folder)
    assert reader.execute(pieces).fetchone()[0] == 1
    assert index.check(reader) == []
    reader.close()
