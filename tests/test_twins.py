"""One story at several addresses, in the other script, as AMP or for print, is one article."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive import Alternate, Archive, Article, Relation, Sighting, Stored, check, take_down
from archive.twins import likely_addresses
from tests.conftest import STORY

HANT = "https://harbour.example/b5/1.htm"
HANS = "https://harbour.example/gb/1.htm"
FLOWERS_HANT = replace(STORY, url=HANT, alternates=(Alternate(HANS, Relation.SCRIPT),))
FLOWERS_HANS = replace(
    STORY,
    url=HANS,
    headline="港湾花市开锣 三百摊位迎新春",
    body=("港湾花市星期六开锣，三百个摊位排满码头，清晨已有人排队。", "市长许白鹭说，花市是港湾一年里最热闹的三天。"),
    script="Hans",
)


def keep(archive: Archive, article: Article) -> Stored:
    assert article.url is not None
    return archive.store(article, outlet="harbour", seen_as=article.url, capture=None, rules="test")


def rows(archive: Archive, sql: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in archive.db.execute(sql).fetchall()]


def in_hant(article: Article) -> Article:
    """The same story as the traditional page prints it."""
    body = ("港灣花市星期六開鑼，三百個攤位排滿碼頭，清晨已有人排隊。", "市長許白鷺說，花市是港灣一年裡最熱鬧的三天。")
    return replace(article, body=body)


def test_twin_in_the_other_script_is_linked_and_not_stored_again(archive: Archive) -> None:
    first = keep(archive, in_hant(FLOWERS_HANT))
    second = keep(archive, FLOWERS_HANS)
    assert (first.change, second) == ("stored", Stored(first.article, "unchanged"))
    assert rows(archive, "SELECT url, script, revision FROM articles") == [(HANT, "Hant", 1)]
    assert rows(archive, "SELECT url, relation FROM alternates") == [(HANS, "script")]
    assert list(check(archive.folder)) == []


def test_twin_is_known_by_what_only_the_second_page_says(archive: Archive) -> None:
    first = keep(archive, in_hant(replace(FLOWERS_HANT, alternates=())))
    second = keep(archive, replace(FLOWERS_HANS, alternates=(Alternate(HANT, Relation.SCRIPT),)))
    assert second == Stored(first.article, "unchanged")
    assert rows(archive, "SELECT url, relation FROM alternates") == [(HANS, "script")]


def test_address_that_a_site_names_on_every_page_joins_no_two_stories(archive: Archive) -> None:
    keep(archive, in_hant(FLOWERS_HANT))
    other = replace(
        STORY,
        url="https://harbour.example/b5/2.htm",
        headline="渡輪改道",
        body=("港口渡輪下星期一起改走南線，航程多十五分鐘，票價不變。", "渡輪公司說，北線的碼頭要修到秋天。"),
        alternates=(Alternate(HANS, Relation.SCRIPT), Alternate(HANT, Relation.PRINT)),
    )
    assert keep(archive, other).change == "stored"


def test_story_of_another_outlet_is_no_twin(archive: Archive) -> None:
    keep(archive, in_hant(FLOWERS_HANT))
    archive.db.execute("INSERT INTO outlets (slug, name, home, status) VALUES ('ferry', '渡輪報', 'x', 'active')")
    found = archive.store(FLOWERS_HANS, outlet="ferry", seen_as=HANS, capture=None, rules="test")
    assert found.change == "stored"


def test_other_addresses_are_noted_when_a_known_page_begins_to_name_them(archive: Archive) -> None:
    keep(archive, in_hant(replace(FLOWERS_HANT, alternates=())))
    amp = Alternate("https://harbour.example/amp/1", Relation.AMP)
    assert keep(archive, in_hant(replace(FLOWERS_HANT, alternates=(amp,)))).change == "unchanged"
    assert rows(archive, "SELECT url, relation FROM alternates") == [("https://harbour.example/amp/1", "amp")]


def test_what_is_taken_down_takes_its_other_addresses_along(archive: Archive, tmp_path: Path) -> None:
    keep(archive, in_hant(FLOWERS_HANT))
    take_down(archive.db, archive.folder, HANT, "the author asked")
    assert rows(archive, "SELECT * FROM alternates") == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.example/gb/26/1/1/n1.htm", "https://a.example/b5/26/1/1/n1.htm"),
        ("https://a.example/zh-hans/1", "https://a.example/zh-hant/1"),
        ("https://a.example/zh-CN/post/1", "https://a.example/zh-TW/post/1"),
        ("https://a.example/cn/1.html", "https://a.example/tw/1.html"),
        ("https://a.example/1?variant=zh-cn", "https://a.example/1?variant=zh-tw"),
        ("https://a.example/1?variant=zh-cn", "https://a.example/1"),
        ("https://a.example/news/1", "https://a.example/zh-hant/news/1"),
        ("https://gb.a.example/1", "https://big5.a.example/1"),
        ("https://a.example/world-1/trad", "https://a.example/world-1/simp"),
    ],
)
def test_address_tells_where_the_other_script_may_be(archive: Archive, one: str, other: str) -> None:
    for here, there in ((one, other), (other, one)):
        with archive.db.atomic():
            archive.db.execute("DELETE FROM alternates")
            archive.db.execute("UPDATE articles SET url = 'gone:' || id")
        first = keep(archive, in_hant(replace(FLOWERS_HANT, url=here, alternates=())))
        again = keep(archive, replace(FLOWERS_HANS, url=there, alternates=()))
        assert again == Stored(first.article, "unchanged")


@given(st.text(alphabet="/.?&=zh-cntwgb5:as#", max_size=40))
def test_any_address_has_finitely_many_others(url: str) -> None:
    assert len(likely_addresses(url)) < 400


def test_story_is_not_withdrawn_when_only_its_other_address_is_gone(archive: Archive) -> None:
    archive.see("harbour", [Sighting(url=HANT, source="x"), Sighting(url=HANS, source="x")])
    keep(archive, in_hant(FLOWERS_HANT))
    keep(archive, FLOWERS_HANS)
    assert archive.withdraw(HANS) == "none"
    assert rows(archive, "SELECT withdrawn_at FROM articles") == [(None,)]
    assert archive.withdraw(HANT) == "withdrawn"


def test_story_that_is_gone_is_not_back_where_only_its_other_address_is_found(archive: Archive) -> None:
    archive.see("harbour", [Sighting(url=HANT, source="x"), Sighting(url=HANS, source="x")])
    keep(archive, in_hant(FLOWERS_HANT))
    assert archive.withdraw(HANT) == "withdrawn"
    keep(archive, FLOWERS_HANS)
    assert rows(archive, "SELECT back_at FROM absences") == [(None,)]
    keep(archive, in_hant(FLOWERS_HANT))
    assert rows(archive, "SELECT withdrawn_at FROM articles") == [(None,)]
