"""The file without our code: the sqlite3 shell searches it, and what it writes is searched, or refused."""

import json
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from archive import index
from tests.generated_news import generate, vocabulary
from tests.searchable import article, searchable

SHELL = shutil.which("sqlite3")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """An archive of a few stories and two hundred generated articles."""
    found = tmp_path / "archive.db"
    stories = [
        article(1, headline="台積電擴廠", published_at="2025-01-01", body="台積電在亞利桑那擴廠，關稅是一大變數。"),
        article(2, headline="花市開鑼", published_at="2025-01-01", body="臺灣花農說，关税之外運費更貴。5G手機也漲價。"),
        article(3, headline="天氣", body="北。京"),
    ]
    searchable([*generate(200), *stories], str(found)).close()
    return found


@pytest.fixture
def conn(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection to it with our code at hand."""
    with closing(sqlite3.connect(path)) as opened:
        yield opened


def shell(path: Path, *statements: str) -> list[str]:
    """What the sqlite3 shell answers. Raises CalledProcessError where it refuses."""
    if SHELL is None:
        pytest.skip("the sqlite3 shell is not installed: the plain SQLite recipe goes untested")
    done = subprocess.run([SHELL, "-bail", str(path), *statements], capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def test_the_shell_searches_with_the_documented_recipe(path: Path) -> None:
    assert shell(path, "SELECT headline FROM search WHERE query = '臺灣 關稅'") == ["花市開鑼"]
    assert shell(path, "SELECT headline FROM search WHERE query = '关税' LIMIT 5") == ["花市開鑼", "台積電擴廠"]
    assert shell(path, "SELECT headline FROM search WHERE query = '“5g 手机”'") == ["花市開鑼"]
    assert shell(path, "SELECT headline FROM search WHERE query = '北京'") == []
    assert shell(path, "SELECT headline FROM search WHERE query = '京' AND id > 202501010000") == ["天氣"]
    found = "SELECT id FROM articles_fts WHERE articles_fts MATCH (SELECT match FROM cjk_query WHERE query = '關稅')"
    assert shell(path, found.replace("id", "count(*)", 1)) == ["2"]


def test_the_shell_runs_every_statement_of_the_documentation(path: Path) -> None:
    page = (Path(__file__).parent.parent / "docs" / "search.md").read_text(encoding="utf-8")
    statements = re.findall(r"```sql\n(.*?)```", page, re.DOTALL)
    answers = [shell(path, statement) for statement in statements]
    assert answers[:2] == [["2025-01-01|花市開鑼"], ["2", "2025|2"]]
    assert len(answers[2]) == 21
    assert answers[2][20] == "202501010001"


def test_sqlite_utils_asks_as_the_documentation_says(path: Path) -> None:
    def ask(*arguments: str) -> list[dict[str, object]]:
        command = [sys.executable, "-m", "sqlite_utils", *arguments]
        rows: list[dict[str, object]] = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
        return rows

    view = "SELECT headline FROM search WHERE query = :q"
    assert ask("query", str(path), view, "-p", "q", "臺灣 關稅") == [{"headline": "花市開鑼"}]
    found = {row["headline"] for row in ask("search", str(path), "articles", "关税")}
    assert found == {"花市開鑼", "台積電擴廠"}
    assert ask("search", str(path), "articles", "關稅") == []


@pytest.mark.parametrize(
    "query",
    [
        "臺灣 關稅",
        "北",
        "5G手機",
        '"白宮 關稅"',
        "COVID-19 U.S.",
        "川普、拜登",
        "ＡＩ晶片",
        "唐納·川普",
        "“北，在LA”",
        "a\u00adb ㎡",
        "…",
    ],
)
def test_the_recipe_asks_what_our_code_asks(query: str) -> None:
    db = searchable([])
    made = [row[0] for row in db.execute("SELECT match FROM cjk_query WHERE query = ?", [query])]
    ours = index.match(query)
    ours = ours[1:-1] if ours.startswith("(") else ours
    assert (made or ['""']) == [ours]


def test_articles_written_by_the_shell_are_found(path: Path, conn: sqlite3.Connection) -> None:
    shell(path, "INSERT INTO articles (id, url, outlet, body) VALUES (202601010001, 'u', 'x', '馬鞍藤與關稅')")
    shell(path, "UPDATE articles SET body = '改為鋼鐵' WHERE url = 'https://news.example/1'")
    shell(path, "UPDATE articles SET id = 202601020001 WHERE url = 'https://news.example/3'")
    shell(path, "DELETE FROM articles WHERE url = 'https://news.example/2'")
    shell(path, "INSERT INTO articles (id, url, outlet, body) VALUES (202601010001, 'u', 'x', '馬鞍藤')"
                " ON CONFLICT (id) DO UPDATE SET body = excluded.body")  # fmt: skip
    assert [hit.id for hit in index.search(conn, "关税")] == []
    assert [hit.id for hit in index.search(conn, "马鞍藤")] == [2026_01_01_0001]
    assert [hit.id for hit in index.search(conn, "钢铁")] == [2025_01_01_0001]
    assert 2026_01_02_0001 in [hit.id for hit in index.search(conn, "京")]
    assert index.check(conn) == []
    shell(path, "INSERT INTO articles_fts (articles_fts) VALUES ('integrity-check')")
    shell(path, "INSERT INTO articles_chars (articles_chars) VALUES ('integrity-check')")


@pytest.mark.parametrize(
    ("number", "url"),
    [(202501010001, "/1"), (202601010001, "/1"), (202501010001, "/other")],
    ids=["both", "url", "id"],
)
def test_a_replace_that_would_leave_the_index_stale_is_refused(
    path: Path, conn: sqlite3.Connection, number: int, url: str
) -> None:
    values = f"({number}, 'https://news.example{url}', 'x', '新')"
    statement = f"INSERT OR REPLACE INTO articles (id, url, outlet, body) VALUES {values}"
    with pytest.raises(subprocess.CalledProcessError) as refused:
        shell(path, statement)
    assert "articles:" in refused.value.stderr
    assert index.check(conn) == []
    assert [hit.headline for hit in index.search(conn, "亚利桑那")] == ["台積電擴廠"]


def test_a_replace_with_recursive_triggers_is_indexed(path: Path, conn: sqlite3.Connection) -> None:
    shell(path, "PRAGMA recursive_triggers = on", "REPLACE INTO articles (id, url, outlet, body) VALUES"
                " (202501010001, 'https://news.example/1', 'x', '換了一篇')")  # fmt: skip
    assert [hit.id for hit in index.search(conn, "换了一篇")] == [2025_01_01_0001]
    assert index.search(conn, "亚利桑那") == []
    assert index.check(conn) == []


def test_plain_sqlite_can_make_the_index_anew(path: Path, conn: sqlite3.Connection) -> None:
    word = vocabulary().words[2]
    before = index.count(conn, word)
    for table in ("articles_fts", "articles_chars"):
        shell(path, f"INSERT INTO {table} ({table}) VALUES ('rebuild')")
    assert index.count(conn, word) == before
    assert index.check(conn) == []


def test_sqlite_utils_finds_and_keeps_the_index(path: Path, conn: sqlite3.Connection) -> None:
    db = Database(conn)
    assert db.table("articles").detect_fts() == "articles_fts"
    db.table("articles").upsert(
        {"id": 2025_01_01_0001, "url": "https://news.example/1", "outlet": "x", "body": "鋼鐵"}, pk="id"
    )
    db.table("articles").insert({"id": 2026_01_01_0001, "url": "n", "outlet": "x", "body": "鋼鐵"}, replace=True)
    assert {row["id"] for row in db.table("articles").search("钢铁")} == {2025_01_01_0001, 2026_01_01_0001}
    assert index.check(db.conn) == []


def test_raw_sql_has_one_function(conn: sqlite3.Connection) -> None:
    index.register(conn)
    sql = "SELECT count(*) FROM articles_fts WHERE articles_fts MATCH zh_match(?)"
    assert conn.execute(sql, ["臺灣 關稅 -鋼鐵"]).fetchone() == (1,)
    assert conn.execute(sql, [None]).fetchone() == (0,)
    chars = "SELECT rowid FROM articles_chars WHERE articles_chars MATCH replace(zh_match(?), ' *', '')"
    for query in ("電", "台 -電", "電 OR 京"):
        assert {row[0] for row in conn.execute(chars, [query])} == set(index.in_turn(conn, index.plan(conn, query), -1))


def test_check_tells_a_stale_index(conn: sqlite3.Connection) -> None:
    assert index.check(conn) == []
    triggers = ["added", "changing", "changed", "deleted"]
    for trigger in triggers:
        conn.execute(f"DROP TRIGGER articles_index_{trigger}")
    conn.execute("INSERT INTO articles (id, url, outlet, body) VALUES (202601010001, 'u', 'x', 'y')")
    assert "1 articles are not in the index" in " ".join(index.check(conn))
    conn.execute("DELETE FROM articles WHERE id = 202501010001")
    assert "1 articles in the index are no longer in the archive" in " ".join(index.check(conn))
    conn.execute("UPDATE articles SET body = '別的' WHERE id = 202601010001")
    index.index_article(conn, 2026_01_01_0001)
    conn.execute("UPDATE articles SET body = '另外' WHERE id = 202601010001")
    assert "does not say what the articles say (202601010001)" in " ".join(index.check(conn))
    assert "lacks articles_index_added, articles_index_deleted" in " ".join(index.check(conn))
    conn.execute("INSERT INTO articles_index VALUES ('resting', '')")
    assert "triggers at rest" in " ".join(index.check(conn))
    index.reindex(conn)
    assert index.check(conn) == []
    conn.execute("UPDATE articles_index SET value = 'older' WHERE key = 'recipe'")
    assert "another recipe" in " ".join(index.check(conn))


def test_an_interrupted_reindex_goes_on_where_it_stopped(
    conn: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("archive.index.build._BATCH", 50)

    class Interrupted(Exception):
        pass

    def stop(done: int, total: int) -> None:
        assert total == 203
        if done == 100:
            raise Interrupted

    with pytest.raises(Interrupted):
        index.reindex(conn, stop)
    conn.rollback()
    assert "half made" in " ".join(index.check(conn))
    conn.execute("UPDATE articles SET body = '改了' WHERE url = 'https://news.example/1'")
    conn.execute("DELETE FROM articles WHERE url = 'https://news.example/3'")
    conn.commit()
    seen: list[tuple[int, int]] = []
    assert 100 <= index.reindex(conn, lambda done, total: seen.append((done, total))) <= 103
    assert seen[-1][0] == seen[-1][1]
    assert index.check(conn) == []
    assert [hit.headline for hit in index.search(conn, "改了")] == ["台積電擴廠"]


def test_what_was_written_together_stays_while_articles_are_added_one_by_one() -> None:
    rows = list(generate(140))
    db = searchable(rows[:60])
    conn = db.conn
    pages = "SELECT id, block FROM {}_data WHERE id > 10"
    written = {table: set(conn.execute(pages.format(table))) for table in ("articles_fts", "articles_chars")}
    for table in written:
        conn.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('crisismerge', 4)")
    conn.commit()
    columns = list(rows[0])
    for row in rows[60:]:
        values = ", ".join(f":{column}" for column in columns)
        with db.atomic(), index.triggers_resting(conn):
            conn.execute(f"INSERT INTO articles ({', '.join(columns)}) VALUES ({values})", row)
            index.index_article(conn, row["id"])
    for table, before in written.items():
        assert before <= set(conn.execute(pages.format(table)))
    assert index.check(conn) == []


def test_triggers_rest_only_within_a_transaction(conn: sqlite3.Connection) -> None:
    with pytest.raises(RuntimeError, match="transaction"), index.triggers_resting(conn):
        pass
    conn.execute("BEGIN")
    with index.triggers_resting(conn):
        conn.execute("INSERT INTO articles (id, url, outlet, body) VALUES (202601010001, 'u', 'x', '快')")
        index.index_article(conn, 2026_01_01_0001)
        index.index_article(conn, 2026_01_01_0001)
    conn.commit()
    assert index.check(conn) == []
