import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive import index
from archive.index.fold import fold

STORY = (
    "港灣區年宵花市週六開鑼，今年攤位增至三百個。主辦方說，雨勢不減街坊興致。\n\n"
    "市長在臺灣訪問時說，關稅令花農成本上升，台积电在亞利桑那設廠也要多付。臺灣花農則說，關稅之外運費更貴。\n\n"
    + "花市一連開放六天，市民可乘電車前往，沿途設有接駁站。"
    * 6
)


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("臺灣與台湾", "台灣", ["臺灣", "台湾"]),
        ("ＡＩ晶片 ai", "AI", ["ＡＩ", "ai"]),
        ("Ottawa awa", "awa", ["awa"]),
        ("Beijing 北京", "bei*", ["Beijing"]),
        ("唐納·川普說", "唐纳川普", ["唐納·川普"]),
        ("白宮。關稅", '"白宮關稅"', []),
        ("白宮。關稅", '"白宮 關稅"', ["白宮。關稅"]),
        ("北京京城", "北京 京京 京城", ["北京京城"]),
        ("關稅與鋼鐵", "關稅 -鋼鐵", ["關稅"]),
        ("社\u00ad會上", "社會", ["社\u00ad會"]),
        ("cafe\u0301s café", "café", ["café"]),
        ("𠮷野家", "𠮷野", ["𠮷野"]),
        ("北", "", []),
    ],
)
def test_hits_are_marked_on_the_text_as_it_is_printed(text: str, query: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in index.highlight(text, query)] == expected


def test_variants_are_marked_where_they_were_asked_for() -> None:
    assert index.highlight("舊金山", "~三藩市") == [(0, 3)]
    assert index.highlight("舊金山", "三藩市", widen=True) == [(0, 3)]
    assert index.highlight("舊金山", "三藩市") == []


def test_the_extract_is_the_passage_with_most_of_what_was_asked() -> None:
    found = index.extract(STORY, "台湾 关税", length=60)
    assert "市長在臺灣訪問時說，關稅令花農成本上升" in found.text
    assert {found.text[start:end] for start, end in found.spans} == {"臺灣", "關稅"}
    assert found.text.startswith("…市長在")
    assert found.text.endswith("…")


def test_an_extract_without_a_hit_is_the_beginning() -> None:
    found = index.extract(STORY, "鋼鐵", length=30)
    assert found.text == STORY[:30] + "…"
    assert found.spans == ()


def test_an_extract_cuts_no_entity_word_or_composed_character() -> None:
    for length in range(5, 40):
        found = index.extract("甲" * 30 + "關稅 &amp; Washington cafe\u0301 👩‍🚀" + "乙" * 30, "關稅", length=length)
        kept = found.text.strip("…")
        assert not kept.endswith(("&", "&a", "&am", "&amp"))
        assert "Washington" in kept or "W" not in kept
        assert kept.count("e\u0301") == kept.count("e")


@pytest.mark.parametrize("place", range(80, 96))
def test_a_hit_at_the_very_end_of_an_extract_is_shown_whole(place: int) -> None:
    text = "渡輪停開" + "了" * (place - 4) + "渡輪停開" + "了" * 200
    found = index.extract(text, "渡轮停开", length=90)
    shown = 2 if place < 90 else 1
    assert [found.text[first:last] for first, last in found.spans] == ["渡輪停開"] * shown


@pytest.mark.parametrize("before", range(80, 96))
def test_a_picture_of_several_characters_is_never_cut(before: int) -> None:
    text = "渡輪" + "停" * (before - 2) + "𠮷👩\u200d🚀" * 40
    found = index.extract(text, "渡輪", length=90).text.removesuffix("…")
    assert found.endswith(("停", "𠮷", "👩\u200d🚀"))


def test_html_escapes_everything_but_the_marks() -> None:
    assert (
        index.extract('<b>關稅</b> & "x"', "关税").html() == "&lt;b&gt;<mark>關稅</mark>&lt;/b&gt; &amp; &quot;x&quot;"
    )


def test_every_hit_is_shown_in_context() -> None:
    lines = index.in_context(STORY, "关税", width=4)
    assert [(line.left, line.hit, line.right) for line in lines] == [
        ("問時說，", "關稅", "令花農成"),
        ("農則說，", "關稅", "之外運費"),
    ]


ALPHABET = st.text(st.sampled_from("臺台灣湾北京a1 é\u0301\u00ad·，。&;\n㎡𠮷"), max_size=60)


@settings(deadline=None)
@given(ALPHABET, ALPHABET)
def test_marks_lie_in_the_text_in_order_and_say_what_was_asked(text: str, query: str) -> None:
    place = 0
    for start, end in index.highlight(text, query):
        assert place <= start < end <= len(text)
        assert fold(text[start:end])
        place = end


@settings(deadline=None)
@given(ALPHABET, ALPHABET, st.integers(1, 50))
def test_an_extract_is_a_piece_of_the_text(text: str, query: str, length: int) -> None:
    found = index.extract(text, query, length=length)
    assert found.text.removeprefix("…").removesuffix("…") in text
    assert all(0 <= start < end <= len(found.text) for start, end in found.spans)
    whole = index.highlight(text, query)
    assert bool(found.spans) == bool(whole)


@settings(deadline=None)
@given(st.text(st.sampled_from("臺台灣湾北京，。&;\n𠮷·\u00ad"), max_size=60))
def test_a_text_answers_a_query_for_any_of_its_own_pieces(text: str) -> None:
    for start in range(0, len(text), 7):
        quoted = f'"{text[start : start + 5]}"'
        assert index.match(quoted) == '""' or index.highlight(text, quoted), quoted
