"""Script and language, measured."""

import pytest

from crawler.extract.script import language_of, script_of
from crawler.lexicon.tellers import HANS as HANS_ALONE
from crawler.lexicon.tellers import HANT as HANT_ALONE
from tests.tellers import tellers

HANT = "鎮上的圖書館週六重新開門，三百多人排隊進場，館長說新館比舊館多了四十個座位。"
HANS = "镇上的图书馆周六重新开门，三百多人排队进场，馆长说新馆比旧馆多了四十个座位。"
ENGLISH = "The library of the town opened its doors again on Saturday, and the line reached the noodle shop."


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (HANT, "Hant"),
        (HANS, "Hans"),
        (HANT + HANS, "mixed"),
        (HANT * 12 + "他說：“图书馆。”", "Hant"),  # a quotation in the other script
        ("皇后在里面台上干杯，只有一面之交", None),  # written so in both
        ("人山人海", None),
        (ENGLISH, None),
        ("", None),
        ("佢哋話唔使擔心，嗰啲嘢喺度好耐", "Hant"),
    ],
)
def test_script(text: str, wanted: str | None) -> None:
    assert script_of(text) == wanted


def test_the_characters_that_tell_are_those_of_opencc() -> None:
    assert tellers() == (HANT_ALONE, HANS_ALONE), "python -m tests.tellers writes them anew"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (HANT, "zh"),
        (HANS + " Harmony Gold Theater, Golden Screen Awards", "zh"),
        (ENGLISH, "en"),
        (ENGLISH + "圖書館", "en"),
        (HANT * 2 + ENGLISH, "zh"),  # bilingual: the main one
        (HANT[:8] + ENGLISH * 2, "en"),
        ("図書館は土曜日に再び開きました。三百人が並びました。", "ja"),
        ("도서관이 토요일에 다시 문을 열었다", "ko"),
        ("La bibliothèque de la ville a rouvert samedi et les gens sont venus dans le froid pour les livres", "fr"),
        ("La biblioteca de la ciudad abrió el sábado y los vecinos que la esperaban con el libro en la mano", "es"),
        ("12345 !!", None),
        ("", None),
        ("xyzzy plugh frobnicate", None),
    ],
)
def test_language(text: str, wanted: str | None) -> None:
    assert language_of(text) == wanted
