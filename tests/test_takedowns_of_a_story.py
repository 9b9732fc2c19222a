"""It is the story that is taken down, not the address alone: at the outlet's other addresses, and printed again."""

from dataclasses import replace
from pathlib import Path

from click.testing import CliRunner

from archive import (
    Alternate,
    Archive,
    Article,
    OutletRecord,
    Relation,
    Sighting,
    check,
    lift_takedown,
    merge,
    take_down,
)
from crawler.commands import qiaowen
from tests.conftest import STORY

HANT, HANS = "https://harbour.example/b5/7.htm", "https://harbour.example/gb/7.htm"
OUTLET = OutletRecord(slug="harbour", name="港灣華報", home="https://harbour.example/", status="active")
FEED = "https://harbour.example/feed"
IN_HANT = replace(
    STORY,
    url=HANT,
    body=(
        "港灣花市星期六開鑼，三百個攤位排滿碼頭，清晨已有人排隊。",
        "市長許白鷺說，花市是港灣一年裡最熱鬧的三天。" * 2,
    ),
)
IN_HANS = replace(
    STORY,
    url=HANS,
    headline="港湾花市开锣 三百摊位迎新春",
    body=(
        "港湾花市星期六开锣，三百个摊位排满码头，清晨已有人排队。",
        "市长许白鹭说，花市是港湾一年里最热闹的三天。" * 2,
    ),
    script="Hans",
)


def keep(archive: Archive, article: Article, outlet: str = "harbour") -> int | None:
    archive.see(outlet, [Sighting(url=str(article.url), source=FEED)])
    return archive.store(article, outlet=outlet, seen_as=str(article.url), capture=None, rules="test").article


def shown(archive: Archive) -> list[str]:
    return [row[0] for row in archive.db.execute("SELECT url FROM articles ORDER BY url").fetchall()]


def down(archive: Archive, url: str = HANT) -> int:
    return take_down(archive.db, archive.folder, url, "asked")[1]


def test_the_page_in_the_other_script_names_nothing_and_is_known_by_its_address(archive: Archive) -> None:
    keep(archive, IN_HANT)
    down(archive)
    assert keep(archive, IN_HANS) is None
    assert shown(archive) == []


def test_the_hidden_page_named_the_other(archive: Archive) -> None:
    mobile = "https://m.harbour.example/7"
    keep(archive, replace(IN_HANT, alternates=(Alternate(mobile, Relation.AMP),)))
    down(archive)
    assert keep(archive, replace(IN_HANT, url=mobile)) is None
    other = ("渡輪下星期一改走南線，航程多十五分鐘，票價不變。", "渡輪公司說，北線的碼頭要修到秋天才能用。")
    assert keep(archive, replace(STORY, url=mobile, headline="渡輪改道", body=other)) is not None


def test_a_page_hidden_by_its_other_address_stays_hidden_when_it_names_that_no_more(archive: Archive) -> None:
    keep(archive, replace(IN_HANT, alternates=(Alternate(HANS, Relation.SCRIPT),)))
    assert down(archive, HANS) == 1
    assert keep(archive, IN_HANT) is None


def test_a_story_printed_again_word_for_word_is_hidden_now_and_later(archive: Archive) -> None:
    again = replace(IN_HANT, url="https://harbour.example/2026/flowers")
    keep(archive, IN_HANT)
    keep(archive, again)
    assert down(archive) == 2
    assert keep(archive, replace(again, url="https://harbour.example/2027/flowers")) is None
    assert keep(archive, replace(again, url="https://harbour.example/2028/8", headline="另一則")) is not None
    assert lift_takedown(archive.db, archive.folder, 1) == 2
    assert list(check(archive.folder)) == []


def test_another_outlets_copy_is_told_and_left_to_a_person(archive: Archive) -> None:
    archive.db.execute("INSERT INTO outlets (slug, name, home, status) VALUES ('ferry', '渡輪報', 'x', 'active')")
    keep(archive, IN_HANT)
    keep(archive, replace(IN_HANS, url="https://ferry.example/1"), "ferry")
    archive.close()

    def run(*arguments: str) -> str:
        done = CliRunner().invoke(qiaowen, ["--archive", str(archive.folder), "takedown", *arguments])
        assert done.exit_code == 0
        return done.stdout

    told = "https://ferry.example/1 repeats what takedown 1 hides, and is not hidden\n"
    assert run("add", HANT, "--reason", "asked") == f"takedown 1: 1 articles hidden\n{told}"
    assert run("list").endswith(told)
    run("add", "https://ferry.example/1", "--reason", "asked")
    assert "repeats" not in run("list")


def test_lifting_looks_at_every_address(archive: Archive) -> None:
    """One that another takedown names at its other address stays hidden, and so does the same story."""
    keep(archive, replace(IN_HANT, alternates=(Alternate(HANS, Relation.SCRIPT),)))
    down(archive)
    down(archive, HANS)
    assert lift_takedown(archive.db, archive.folder, 1) == 0
    assert lift_takedown(archive.db, archive.folder, 2) == 1
    assert list(check(archive.folder)) == []


def test_what_is_given_back_is_looked_at_again(archive: Archive) -> None:
    keep(archive, IN_HANT)
    down(archive)
    keep(archive, IN_HANT)
    assert archive.due("harbour") == []
    lift_takedown(archive.db, archive.folder, 1)
    assert [visit.url for visit in archive.due("harbour")] == [HANT]
    assert archive.db.execute("SELECT state FROM sightings").fetchall() == [("stored",)]


def test_a_title_seen_before_anything_was_fetched_is_forgotten(archive: Archive) -> None:
    archive.see("harbour", [Sighting(url=HANT, source=FEED, title="港灣花市開鑼")])
    down(archive)
    assert archive.db.execute("SELECT title FROM sightings").fetchall() == [(None,)]


def test_a_twin_in_another_archive_is_hidden_by_a_merge(archive: Archive, tmp_path: Path) -> None:
    """Whichever of the two the takedown stands in, and whether or not the other has a past of its own."""
    with Archive(tmp_path / "two", software="test") as two:
        two.register(OUTLET)
        keep(two, IN_HANS)
        keep(two, replace(IN_HANS, headline="港湾花市顺延"))
    keep(archive, IN_HANT)
    down(archive)
    assert merge(archive, two.folder).hidden == 1
    assert shown(archive) == []
    with Archive(two.folder, software="test") as two:
        assert merge(two, archive.folder).hidden == 1
        assert shown(two) == []
        assert lift_takedown(two.db, two.folder, 1) == 1
    assert lift_takedown(archive.db, archive.folder, 1) == 2
    assert list(check(archive.folder)) == list(check(two.folder)) == []
