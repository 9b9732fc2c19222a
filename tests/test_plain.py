"""One spelling of lines: what rules say in simplified script finds the same line in traditional script."""

import inspect
from types import ModuleType

import pytest
from opencc import OpenCC

from crawler.clean import boilerplate
from crawler.lexicon import buttons, others, phrases, told
from crawler.lexicon.plain import plain


@pytest.mark.parametrize("rules", [phrases, told, others, buttons, boilerplate], ids=lambda module: module.__name__)
def test_rules_find_their_words_in_both_scripts(rules: ModuleType) -> None:
    """Every sign that rules name is read the same in either script."""
    signs = {sign for sign in inspect.getsource(rules) if "\u4e00" <= sign <= "\u9fff"}
    in_traditional = OpenCC("s2t").convert
    assert {sign for sign in signs if plain(in_traditional(sign)) != plain(sign)} == set()
