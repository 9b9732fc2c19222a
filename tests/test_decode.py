"""Bytes to text: the bytes decide, whatever is declared."""

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.errors import PageUnreadable
from crawler.extract.decode import decode, share_of_common
from crawler.extract.markup import is_markup, parse, text_of

HANS = "码头的居民说，这座桥修了三年，今年终于可以通车。市长到场祝贺，记者看到很多人带着孩子来走一走。"
HANT = "碼頭的居民說，這座橋修了三年，今年終於可以通車。市長到場祝賀，記者看到很多人帶著孩子來走一走。"
CANTONESE = "佢哋話唔使擔心，嗰啲嘢喺度咗好耐，邊個都可以攞嚟睇吓。"


def page(text: str, meta: str = "") -> str:
    return f"<html><head>{meta}<title>{text[:6]}</title></head><body><p>{text}</p></body></html>"


@pytest.mark.parametrize(
    "declared", ["", "gb2312", "gbk", "big5", "utf-8", "iso-8859-1", "shift_jis", "no-such-charset"]
)
@pytest.mark.parametrize("where", ["header", "meta"])
@pytest.mark.parametrize(("text", "encoding"), [(HANS, "gb18030"), (HANT, "big5"), (HANS, "utf-8"), (HANT, "utf-8")])
def test_bytes_decide(text: str, encoding: str, where: str, declared: str) -> None:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if where == "meta" else ""
    header = f"text/html; charset={declared}" if where == "header" else "text/html"
    found = decode(page(text, meta).encode(encoding), header)
    assert text in found.text
    assert found.intact


def test_cantonese_signs_of_hong_kong_are_read() -> None:
    text = HANT + CANTONESE
    assert text in decode(page(text).encode("big5hkscs"), "text/html; charset=big5").text


def test_traditional_text_in_gb18030_is_not_taken_for_big5() -> None:
    assert HANT in decode(page(HANT).encode("gb18030")).text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_byte_order_mark_decides(encoding: str) -> None:
    assert HANT in decode(page(HANT).encode(encoding)).text


def test_page_sewn_from_two_encodings_is_read_piece_by_piece() -> None:
    body = page(HANT * 3).encode() + b"<div>" + HANS.encode("gb18030") + b"</div>"
    found = decode(body)
    assert HANT in found.text
    assert HANS in found.text


def test_page_cut_off_inside_a_character_is_utf8() -> None:
    found = decode(page(HANT).encode()[:-20] + "橋".encode()[:2])
    assert found.encoding == "utf-8"
    assert found.intact


def test_text_saved_after_it_was_misread_is_restored() -> None:
    scrambled = page(HANT).encode("big5").decode("latin-1").encode("utf-8")
    assert HANT in decode(scrambled).text


def test_lost_bytes_are_admitted() -> None:
    body = page(HANT).encode().replace("橋".encode(), b"\xff\xfe\xfd")
    found = decode(body)
    assert not found.intact
    assert "�" in found.text


def test_packed_file_is_unpacked() -> None:
    assert HANS in decode(gzip.compress(page(HANS).encode("gb18030"))).text


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "empty"),
        (b"  \x00 \n", "empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (bytes(range(32)) * 40, "binary"),
        (b"\x1f\x8b\x08\x00broken", "gzip"),
        (b"<p>" + b"a" * 13_000_000, "too large"),
        (gzip.compress(b"<p>" + b"a" * 30_000_000), "too large"),
    ],
)
def test_what_is_no_page_says_why(body: bytes, why: str) -> None:
    with pytest.raises(PageUnreadable, match=why):
        decode(body)


def test_share_of_common_signs_tells_prose_from_noise() -> None:
    assert share_of_common(HANS) > 0.5
    assert share_of_common(HANT) > 0.5
    assert share_of_common(HANS.encode("gb18030").decode("big5hkscs", "replace")) < 0.3
    assert share_of_common("no Chinese at all") == 0


@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_a_reason(body: bytes) -> None:
    try:
        found = decode(body)
    except PageUnreadable:
        return
    assert found.text.encode("utf-8") is not None  # no half of a surrogate pair


def test_markup_is_told_from_text_by_looking() -> None:
    assert is_markup("  <!DOCTYPE html><html>")
    assert is_markup("文字<p>一<p>二<br>三")
    assert not is_markup("一行文字\n他說 a < b，又說 <br> 是換行。\n")


def test_too_many_or_too_deep_tags_are_refused() -> None:
    with pytest.raises(PageUnreadable, match="tags"):
        parse("<b>" * 260_000)
    with pytest.raises(PageUnreadable, match="deep"):
        parse("<div>" * 5_000 + "x")
    assert text_of(parse("<div>" * 1_000 + "橋")) == "橋"


def test_text_of_an_element_is_what_a_browser_prints() -> None:
    tree = parse("<div>一<script>x=1</script>\n<b>二</b><!-- no -->三<style>p{}</style>四<br>五</div>")
    assert text_of(tree) == "一 二三四 五"
