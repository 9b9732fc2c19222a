"""The line under the headline: told from the date above it, from the story's lead and from its beginning cut short."""

import pytest

from archive import Article
from crawler.clean.repeats import drop_repeats
from crawler.draft import Block, Draft
from crawler.extract.around import Near
from crawler.extract.deck import read_deck

ROW = Near("2026/11/18 09:00 來源：港灣報 字號：大小", "div source", False, True, 0)
STORY = Block("渡輪公司昨日宣布，港口兩條航線加班到深夜，直到節日過去。")


def under(text: str, names: str, distance: int = 1) -> str | None:
    return read_deck([ROW, Near(text, names, False, True, distance)], "渡輪加班到深夜")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("兩條航線先行，節後再看乘客多少", "p entry-subtitle header"),
        ("兩條航線先行，節後再看乘客多少", "p summary article"),
        ("兩條航線先行 節後再看乘客多少", "div deck"),
    ],
)
def test_line_that_is_called_so(text: str, names: str) -> None:
    assert under(text, names) == text


@pytest.mark.parametrize(
    ("text", "names", "distance"),
    [
        ("渡輪公司昨日宣布，港口兩條航線加班到深夜。", "p summary", 1),  # the lead
        ("渡輪公司昨日宣布，港口兩條航線加班到……", "p summary", 1),  # the beginning, cut short
        ("記者林小滿／松林市報導", "p subtitle", 1),
        ("2026年11月18日 星期三", "p subtitle", 1),
        ("兩條航線先行，節後再看乘客多少", "p text", 1),
        ("兩條航線先行，節後再看乘客多少", "p subtitle", 20),
        ("渡輪加班到深夜", "p subtitle", 1),
    ],
)
def test_line_that_is_none(text: str, names: str, distance: int) -> None:
    assert under(text, names, distance) is None


def test_deck_is_no_paragraph_besides() -> None:
    deck = "兩條航線先行，節後再看乘客多少"
    found = drop_repeats(Draft(Article(url=None, headline="渡輪加班", deck=deck), (Block(deck), STORY)))
    assert found.blocks == (STORY,)
    assert [removed.text for removed in found.removed] == [deck]


def test_line_below_a_label_that_says_what_it_is() -> None:
    """前言： and, below it, what the story is about. With a full stop it is the lead and stays in the body."""
    label = Near("前言：", "span", False, True, 1)
    said = Near("兩條航線先行，節後再看乘客多少", "div intro", False, True, 2)
    assert read_deck([ROW, label, said], "渡輪加班到深夜") == said.text
    lead = Near("渡輪公司昨日宣布，港口兩條航線加班到深夜。", "div intro", False, True, 2)
    assert read_deck([ROW, label, lead], "渡輪加班到深夜") is None
