from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from archive.index.fold import fold
from archive.index.tokens import chars, phrase, runs, tokens
from tests.searchable import searchable

EXPECTED = [
    ("台灣的5G手機。台積電", "台湾 湾的 的 5g 手机 台积 积电 。 机。 电。"),
    ("北", "北"),
    ("在LA舉行", "在 la 举行 。 行。"),
    ("COVID-19、U.S.", "covid 19 u s"),
    ("唐納·川普", "唐纳 纳川 川普 。 普。"),
    ("한국어 신문", "한국 국어 신문 。 어。 문。"),
    ("台北，北京。上海。海", "台北 北 北京 上海 海 海 。 京。"),
    ("商一，一人", "商一 一 一人 。 人。"),
    ("臺北，LA、台北", "台北 北 la 台北"),
    ("ﬁne Ａ１ ㎡", "fine a1 m2"),
    ("cafe\u0301 Straße", "cafe straße"),
    ("😀！？——", ""),
    ("", ""),
]
# Characters at which the two tokenisers could part: one of each kind, and those that are folded in an odd way.
ODD = "北京臺裡a1Z é\u0301·，。\n\u00ad㎡①ｶﾞ한ก𠮷😀_'\"-‧㈱ﬁ〇\u3000"


@pytest.mark.parametrize(("text", "expected"), EXPECTED)
def test_a_text_is_cut_into_pairs_and_words(text: str, expected: str) -> None:
    assert tokens(fold(text)) == expected


def test_the_characters_of_a_text_are_each_named_once() -> None:
    assert sorted(chars(fold("台灣的5G手機，台灣")).split()) == sorted("台湾的手机")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("台灣", (("台湾",), False)),
        ("北", (("北",), True)),
        ("在LA", (("在", "la"), False)),
        ("5年", (("5", "年"), True)),
    ],
)
def test_a_phrase_asks_for_what_stands_wherever_it_stands(text: str, expected: tuple[tuple[str, ...], bool]) -> None:
    assert phrase(runs(text)) == expected


def test_plain_sql_makes_the_same_tokens() -> None:
    texts = [text for text, _ in EXPECTED] + ["北，京\n\n臺灣" * 40]
    _compare(texts)


@settings(deadline=None)
@given(
    st.lists(
        st.text(st.one_of(st.sampled_from(ODD), st.characters(exclude_categories=["Cs"], exclude_characters="\0"))),
        max_size=12,
    )
)
def test_plain_sql_makes_the_same_tokens_of_anything(texts: list[str]) -> None:
    _compare(texts)


def _compare(texts: list[str]) -> None:
    conn = _nothing().conn
    rows = [(number, f"u{number}", "x", text, text[:5]) for number, text in enumerate(texts, start=1)]
    conn.executemany("INSERT INTO articles (id, url, outlet, body, headline) VALUES (?, ?, ?, ?, ?)", rows)
    made = conn.execute("SELECT a.body, t.body, t.chars FROM articles a JOIN articles_tokens t USING (id)").fetchall()
    conn.rollback()
    assert len(made) == len(texts)
    for text, sql_tokens, sql_chars in made:
        assert sql_tokens.split() == tokens(fold(text)).split()
        assert {char for char in sql_chars.split(",") if char} == set(chars(fold(text)).split())


@cache
def _nothing() -> Database:
    return searchable([])
