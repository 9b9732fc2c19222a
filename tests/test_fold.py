import pytest

from archive.index import generate
from archive.index.fold import FOLDED, KINDS, fold, fold_with_offsets, forms

SAME = [
    "臺灣 台灣 台湾",
    "裡面 裏面 里面",
    "看著 看着",
    "計畫 計劃 计划",
    "身份證 身分證 身份证",
    "回覆 回复",
    "什麼 甚麼 什么",
    "滙豐 匯豐 汇丰",
    "廣東道 广东道",
    "沢 澤 泽",
    "桜 櫻 樱",
    "ＡＩ AI ai",
    "Café CAFE café",
    "㎡ m2 ｍ２",
    "⑤ 5 ５",
    "Ⅷ viii",
    "二〇二五 二零二五",
    "唐納·川普 唐納‧川普 唐納川普",
    "ｶﾀｶﾅ カタカナ",
    "社\u00ad會 社会 社會",
    "龍 龙 竜",
    "\uf92c 郎",
    "峰 峯",
    "線 綫 线",
]
APART = ["未 末", "己 已", "土 士", "か が", "雪梨 悉尼", "5 六", "å ø", "日 曰"]


@pytest.mark.parametrize("written", SAME)
def test_forms_of_one_word_fold_alike(written: str) -> None:
    assert len({fold(form) for form in written.split()}) == 1


@pytest.mark.parametrize("written", APART)
def test_different_words_stay_apart(written: str) -> None:
    one, other = written.split()
    assert fold(one) != fold(other)


def test_the_committed_tables_are_what_the_generator_makes() -> None:
    made = (generate.FOLDER / "folding.tsv").read_text(encoding="utf-8")
    assert made == generate.folding_lines(), "run python -m archive.index.generate and review the difference"
    assert (generate.FOLDER / "kinds.tsv").read_text(encoding="utf-8") == generate.kinds_lines()


def test_folding_twice_changes_nothing_more() -> None:
    assert [char for char, folded in FOLDED.items() if fold(folded) != folded] == []


def test_what_is_folded_to_is_searched() -> None:
    searched = [range(first, last + 1) for first, last, kind in KINDS if kind in {"pair", "word"}]
    lost = {folded for folded in FOLDED.values() if not all(any(ord(c) in span for span in searched) for c in folded)}
    assert lost == set()


def test_every_merge_of_our_own_has_a_reason() -> None:
    lines = (generate.FOLDER / "merges.tsv").read_text(encoding="utf-8").splitlines()[1:]
    assert [line for line in lines if len(line.split("\t")) != 3 or len(line.split("\t")[2]) < 8] == []


@pytest.mark.parametrize("text", ["臺灣的5G", "a\u00adb㎡\u200b臺", "e\u0301", ""])
def test_offsets_point_at_the_character_that_was_folded(text: str) -> None:
    folded, offsets = fold_with_offsets(text)
    assert folded == fold(text)
    assert offsets is None or [fold(text[offset])[:1] for offset in dict.fromkeys(offsets)] == [
        fold(char)[:1] for char in text if fold(char)
    ]


def test_the_forms_of_a_character_are_all_that_fold_to_it() -> None:
    assert {"里", "裡", "裏"} <= set(forms("里"))
    assert forms("人")[0] == "人"
