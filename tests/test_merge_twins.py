"""One story that two archives know by different addresses is one article after a merge; who opted out, opted out."""

from dataclasses import replace
from pathlib import Path

import pytest

from archive import Alternate, Archive, Article, Relation, backup, check, merge, opted_out
from tests.test_merge_whatever import everything
from tests.test_takedowns_of_a_story import HANS, HANT, IN_HANS, IN_HANT, OUTLET, keep, shown

NAMED = (Alternate(HANT, Relation.SCRIPT),)


def filled(folder: Path, *articles: Article) -> Path:
    with Archive(folder, software="test") as archive:
        archive.register(OUTLET)
        for article in articles:
            keep(archive, article)
    return folder


def merged(one: Path, two: Path) -> list[str]:
    """The addresses shown after a merge, which done again changes nothing."""
    with Archive(one, software="test") as archive:
        merge(archive, two)
    stand = everything(one)
    with Archive(one, software="test") as archive:
        merge(archive, two)
        addresses = shown(archive)
    assert everything(one) == stand
    assert list(check(one)) == []
    return addresses


@pytest.mark.parametrize("alternates", [(), NAMED], ids=["by the address", "by what the page says"])
def test_one_story_at_two_addresses_is_one_article(tmp_path: Path, alternates: tuple[Alternate, ...]) -> None:
    one = filled(tmp_path / "one", IN_HANT)
    two = filled(tmp_path / "two", replace(IN_HANS, alternates=alternates))
    assert merged(one, two) == [HANT]
    with Archive(one, software="test") as archive:
        assert archive.db.execute("SELECT url, relation FROM alternates").fetchall() == [(HANS, "script")]
        articles = archive.db.execute("SELECT url, article FROM sightings ORDER BY url").fetchall()
        assert [url for url, _ in articles] == [HANT, HANS]
        assert len({article for _, article in articles}) == 1
        assert keep(archive, IN_HANS) == articles[0][1]


def test_two_stories_that_a_site_gives_one_address_stay_two(tmp_path: Path) -> None:
    other = ("渡輪下星期一改走南線，航程多十五分鐘，票價不變。", "渡輪公司說，北線的碼頭要修到秋天才能用。")
    ferry = replace(IN_HANS, headline="渡輪改道", body=other, alternates=NAMED)
    assert merged(filled(tmp_path / "one", IN_HANT), filled(tmp_path / "two", ferry)) == [HANT, HANS]


def test_a_history_of_its_own_is_not_lost(tmp_path: Path) -> None:
    two = filled(tmp_path / "two", IN_HANS, replace(IN_HANS, headline="港湾花市顺延"))
    one = filled(tmp_path / "one", IN_HANT)
    assert merged(one, two) == [HANT, HANS]
    with Archive(one, software="test") as archive:
        assert archive.db.execute("SELECT revision FROM articles ORDER BY url").fetchall() == [(1,), (2,)]


def test_what_the_other_keeps_apart_stays_apart(tmp_path: Path) -> None:
    """Into an archive that has neither, and into one that has one of them."""
    apart = replace(IN_HANS, script="Hant")
    two = filled(tmp_path / "two", IN_HANT, apart)
    assert merged(filled(tmp_path / "one"), two) == [HANT, HANS]
    assert merged(filled(tmp_path / "three", IN_HANT), two) == [HANT, HANS]


def test_who_asked_the_other_not_to_be_crawled_is_not_crawled(tmp_path: Path) -> None:
    one, two = filled(tmp_path / "one"), filled(tmp_path / "two")
    (two / "optout.txt").write_text("# asked by mail\nferry.example  # letter of 2 March\n\nharbour.example\n", "utf-8")
    merged(one, two)
    assert opted_out(one) == ("ferry.example", "harbour.example")
    (one / "optout.txt").write_text("harbour.example # by telephone", "utf-8")
    merged(one, two)
    held = (one / "optout.txt").read_text("utf-8")
    assert held == "harbour.example # by telephone\nferry.example  # letter of 2 March\n"
    backup(one, tmp_path / "copy")
    assert (tmp_path / "copy" / "optout.txt").read_text("utf-8") == held
