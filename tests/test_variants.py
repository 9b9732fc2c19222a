from collections import Counter
from pathlib import Path

import pytest

from archive import index
from archive.index.fold import fold
from archive.index.variants import groups, spellings

TABLE = Path(index.__file__).parent / "variants.tsv"
ROWS = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines()[1:]]


@pytest.mark.parametrize(
    ("asked", "also"),
    [
        ("川普", "特朗普"),
        ("三藩市", "舊金山"),
        ("雪梨", "悉尼"),
        ("紐西蘭", "新西兰"),
        ("軟體", "软件"),
        ("馬克宏", "馬克龍"),
        ("賀錦麗", "哈里斯"),
        ("布希", "布殊"),
        ("聖荷西", "圣何塞"),
        ("普丁", "普京"),
        ("蒙特婁", "滿地可"),
        ("計程車", "德士"),
        ("聯準會", "美联储"),
        ("愛滋病", "艾滋病"),
    ],
)
def test_one_name_finds_the_other(asked: str, also: str) -> None:
    assert fold(also) in spellings(asked)
    assert fold(asked) in spellings(also)


@pytest.mark.parametrize(
    ("asked", "other"),
    [
        # Two things: a disease among others of its kind; a sport and another; a brand of glasses.
        ("失智症", "阿茲海默"),
        ("美式足球", "橄欖球"),
        ("勒龐", "雷朋"),
        # What stands within commoner words: 墨西哥大選, 的士兵, 賈伯斯, 其他信息, 這裡根本.
        ("哥倫比亞大學", "哥大"),
        ("計程車", "的士"),
        ("珀斯", "伯斯"),
        ("塔克辛", "他信"),
        ("雷根", "里根"),
    ],
)
def test_what_is_another_thing_is_not_found(asked: str, other: str) -> None:
    assert fold(other) not in spellings(asked)


def test_names_within_a_longer_term_are_widened_too() -> None:
    assert spellings("三藩市市長") == ("三藩市市长", "旧金山市长", "圣弗朗西斯科市长")


def test_a_sentence_of_names_does_not_grow_beyond_bounds() -> None:
    assert len(spellings("川普普丁馬克宏歐巴馬紐西蘭雪梨軟體網路計程車三藩市")) <= 24


def test_the_table_has_at_least_five_hundred_groups_each_with_kind_and_source() -> None:
    assert len(ROWS) >= 500
    assert {kind for _, kind, _ in ROWS} == {"country", "place", "person", "institution", "term"}
    assert all(part in {"own", "OpenCC TWPhrases", "OpenCC HKPhrases"} for row in ROWS for part in row[2].split(", "))


def test_every_group_has_names_that_folding_does_not_make_one() -> None:
    poor = [names for names, _, _ in ROWS if len({fold(name) for name in names.split("|")}) < len(names.split("|"))]
    assert poor == []


def test_no_name_is_found_by_a_shorter_one_of_its_group() -> None:
    nested = []
    for names, _, _ in ROWS:
        folded = [fold(name) for name in names.split("|")]
        nested += [(one, other) for one in folded for other in folded if one != other and one in other]
    assert nested == []


def test_no_group_stands_twice() -> None:
    pairs = Counter(frozenset(fold(name) for name in names.split("|")) for names, _, _ in ROWS)
    assert [sorted(names) for names, times in pairs.items() if times > 1] == []
    assert all(len(name) > 1 for name in groups())
