import random
import sqlite3
import time
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from archive import index
from archive.index.grammar import parse, terms
from tests.searchable import article, searchable

READ = [
    ("台灣", '"台湾"'),
    ("台灣 關稅", '("台湾" AND "关税")'),
    ("台灣　AND　關稅", '("台湾" AND "关税")'),
    ("台灣、關稅", '("台湾" AND "关税")'),
    ("接訴即辦", '"接诉 诉即 即办"'),
    ("北", '"北" *'),
    ("5G手機", '"5g 手机"'),
    ("COVID-19", '"covid 19"'),
    ('"白宮 關稅"', '"白宫 关税"'),
    ('"北，在LA"', '("北" * AND "在 la")'),
    ("「白宮」的", '("白宫" AND "的" *)'),
    ("關稅 OR 貿易", '("关税" OR "贸易")'),
    ("a b OR c d", '(("a" AND "b") OR ("c" AND "d"))'),
    ("關稅 -鋼鐵", '(("关税") NOT ("钢铁"))'),
    ("關稅　ＯＲ　貿易", '("关税" OR "贸易")'),
    ("關稅　ＮＯＴ　鋼鐵", '(("关税") NOT ("钢铁"))'),
    ("關稅 or 貿易", '("关税" AND "or" AND "贸易")'),
    ("關稅 NOT 鋼鐵 NOT 鋁", '(("关税") NOT ("钢铁" OR "铝" *))'),
    ("關稅 AND NOT 鋼鐵", '(("关税") NOT ("钢铁"))'),
    ("(關稅 OR 貿易) 鋼鐵", '(("关税" OR "贸易") AND "钢铁")'),
    ("（關稅 OR 貿易） 鋼鐵", '(("关税" OR "贸易") AND "钢铁")'),
    ("headline:關稅", '({headline} : ("关税"))'),
    ("標題：關稅", '({headline} : ("关税"))'),
    ("headline:(a OR b) c", '(({headline} : (("a" OR "b"))) AND "c")'),
    ("tags:headline:關稅", '({headline} : ("关税"))'),
    ("Hotline Bei*", '("hotline" AND "bei" *)'),
    ('"Hotline Bei"*', '"hotline bei" *'),
    ("NEAR(關稅 鋼鐵, 20)", 'NEAR("关税" "钢铁", 20)'),
    ("NEAR(關稅 鋼鐵)", 'NEAR("关税" "钢铁", 10)'),
    ("NEAR(關稅 鋁 鋼鐵)", '(NEAR("关税" "钢铁", 10) AND "铝" *)'),
    ("NEAR(關稅 鋼鐵,20) 鋁材", '(NEAR("关税" "钢铁", 20) AND "铝材")'),
    # What cannot be parsed is text.
    ("-鋼鐵", '"钢铁"'),
    ("OR", '"or"'),
    ("關稅 OR", '("关税" AND "or")'),
    ("AND 關稅", '("and" AND "关税")'),
    ("關稅 NOT", '("关税" AND "not")'),
    ("((關稅", '"关税"'),
    ("關稅) 鋼鐵", '("关税" AND "钢铁")'),
    ('白宮 "關稅', '("白宫" AND "关税")'),
    ("NEAR(關稅)", '("near" AND "关税")'),
    ("headline:", '"headline"'),
    ("nosuch:關稅", '"nosuch 关税"'),
    ("near (a b)", '("near" AND ("a" AND "b"))'),
    ("^a* {b}: + c", '("a" * AND "b" AND "c")'),
    ("'; DROP TABLE articles; --", '("drop" AND "table" AND "articles")'),
    ("", '""'),
    ("…！？ \n", '""'),
]
PIECES = [
    *"北台灣a1 *\"()-~:{}^+'|&，。「」“”（）＊：－～\\%_.,;\t\n\u3000\0é😀",
    "AND", "OR", "NOT", "NEAR(", "NEAR", ", 5)", "headline:", "標題：", "body:(", "-", " ", " ", "台灣", "關稅",
    "Trump", "~三藩市", "''", "--",
    "articles_fts", "rank", "*)", "\" *", "((((", "))))", "\ufeff", "\u202e", "𠮷",
]  # fmt: skip


@pytest.mark.parametrize(("query", "expected"), READ)
def test_a_query_is_read_as_people_mean_it(query: str, expected: str) -> None:
    assert index.match(query) == expected


def test_variants_are_asked_for_term_by_term_or_for_all() -> None:
    assert index.match("~三藩市 市長") == '(("三藩 藩市" OR "旧金 金山" OR "圣弗 弗朗 朗西 西斯 斯科") AND "市长")'
    assert index.match("三藩市", widen=True) == '("三藩 藩市" OR "旧金 金山" OR "圣弗 弗朗 朗西 西斯 斯科")'
    assert index.match("三藩市") == '"三藩 藩市"'


def test_deep_brackets_are_read_as_text() -> None:
    db = searchable([article(body="關稅")])
    query = "(" * 500 + "關稅 OR " + "x" + ")" * 500
    assert db.execute("SELECT count(*) FROM articles_fts WHERE articles_fts MATCH ?", [index.match(query)]).fetchone()


@pytest.mark.parametrize(
    "query",
    [
        "headline:" * 500 + "關稅",
        "headline:(" * 300 + "關稅" + ")" * 300,
        "headline:(關稅 OR a tags:(" * 150 + "關稅" + "))" * 150,
        "headline:(關稅 OR a -(" * 150 + "關稅" + "))" * 150,
        "(a OR b -(" * 150 + "關稅" + "))" * 150,
    ],
)
def test_columns_within_columns_are_answered(query: str) -> None:
    _answered(_small().conn, query)


def test_a_long_query_is_marked_at_once() -> None:
    begun = time.process_time()
    for query in ("北a" * 2500, " ".join(f"word{number}" for number in range(1000))):
        index.highlight("北京的" * 300, query)
    assert time.process_time() - begun < 3


def test_a_query_of_thousands_of_words_is_answered() -> None:
    db = searchable([article(body="關稅")])
    for query in ("關稅 " * 5000, "關稅 OR 鋼 " * 2000, "關稅 -鋼 " * 2000, '"' + "關稅" * 3000 + '"'):
        assert index.count(db.conn, query) in {(0, True), (1, True)}


def test_ten_thousand_odd_inputs_are_answered_without_error() -> None:
    db = searchable([article(number, body=f"台灣關稅 Trump {number} 北", headline="三藩市") for number in range(5)])
    chance = random.Random(20261122)
    for _ in range(10_000):
        query = "".join(chance.choices(PIECES, k=chance.randrange(1, 14)))
        _answered(db.conn, query)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=40))
def test_any_text_at_all_is_answered_without_error(query: str) -> None:
    _answered(_small().conn, query)


@cache
def _small() -> Database:
    return searchable([article(body="台灣關稅 Trump")])


def _answered(conn: sqlite3.Connection, query: str) -> None:
    found = conn.execute(
        "SELECT count(*) FROM articles_fts WHERE articles_fts MATCH ?", [index.match(query)]
    ).fetchone()
    assert index.count(conn, query)[0] == found[0], query
    assert len(index.search(conn, query, order="relevance")) == found[0], query


@given(st.text(max_size=40))
def test_only_letters_digits_and_our_own_words_reach_fts5(query: str) -> None:
    for term in terms(parse(query)):
        for run in term.runs:
            assert run.text
            assert not set(run.text) & set("\"'*(){}:^-+ \0")
