"""What stands around a page of results: facets, articles over time, the pages that follow, what is remembered."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from archive import Archive
from archive.opening import open_reader as open_file
from archive.serve import moments, results
from archive.serve.remembered import remembered
from archive.serve.selection import Selection
from archive.serve.surroundings import surroundings
from tests.conftest import story
from tests.reading_room import furnish


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stacks")
    furnish(folder)
    return folder


def open_reader(folder: Path) -> sqlite3.Connection:
    """The archive as the pages read it."""
    reader = open_file(folder)
    moments.register(reader)
    return reader


async def test_facets_count_the_hits(folder: Path) -> None:
    reader = open_reader(folder)
    facets = {facet.name: dict(facet.values) for facet in surroundings(reader, Selection(q="旧金山")).facets}
    reader.close()
    assert facets == {
        "outlet": {"hexi": 1, "nanwan": 1},
        "place": {"洛杉磯": 1, "悉尼": 1},
        "script": {"Hant": 1, "Hans": 1},
        "section": {"本地新聞": 1, "社区": 1},
        "byline": {"記者林渡": 1, "通讯员苏禾": 1},
        "agency": {"南湾社": 1},
        "year": {"2025": 1, "2024": 1},
    }


async def test_an_article_is_found_by_the_date_it_has_now_whatever_its_number_says(tmp_path: Path) -> None:
    furnish(tmp_path)
    with Archive(tmp_path, software="test") as archive:
        archive.db.execute("UPDATE articles SET published_at = '2019-05-05T12:00:00Z' WHERE id = 202411020001")
    reader = open_reader(tmp_path)
    for query in ("旧金山", "山", "旧金山 的", "旧金山 OR 山", ""):
        for since, until, found in (
            ("2019", "2019", [202411020001]),
            ("2018", "2020-01", [202411020001]),
            ("2026", "", []),
        ):
            selection = Selection(q=query, since=since, until=until)
            assert results.page(reader, selection, 20) == found
            assert results.page(reader, selection.but(sort="oldest"), 20) == found
    assert results.page(reader, Selection(q="旧金山", outlet="nanwan", until="2019"), 20) == [202411020001]
    assert results.page(reader, Selection(q="旧金山", outlet="hexi", until="2019"), 20) == []
    reader.close()


async def test_the_timeline_tells_hits_from_growth(folder: Path) -> None:
    reader = open_reader(folder)
    over_time = surroundings(reader, Selection(q="旧金山")).timeline
    reader.close()
    assert [(p.name, p.hits, p.all) for p in over_time.periods if p.all] == [
        ("2024-11", 1, 1),
        ("2024-12", 0, 1),
        ("2025-03", 0, 1),
        ("2025-09", 1, 1),
    ]
    assert (over_time.periods[0].name, over_time.periods[-1].name, len(over_time.periods)) == ("2024-11", "2025-09", 11)


@pytest.mark.parametrize(
    ("days", "periods"),
    [
        (["2024-12-30", "2025-01-02"], ["2024-12-30", "2024-12-31", "2025-01-01", "2025-01-02"]),
        (["2024-11-02", "2025-03"], ["2024-11", "2024-12", "2025-01", "2025-02", "2025-03"]),
        (["2019-05-01", "2023-05-01"], ["2019", "2020", "2021", "2022", "2023"]),
        ([], []),
    ],
)
def test_a_long_time_is_told_in_longer_steps(archive: Archive, days: list[str], periods: list[str]) -> None:
    for number, day in enumerate(days):
        told = story(number, published_at=day, published_precision="day")
        archive.store(told, outlet="harbour", seen_as=f"https://{number}", capture=None, rules="test")
    reader = open_reader(archive.folder)
    over_time = surroundings(reader, Selection(q="水仙")).timeline
    reader.close()
    assert [period.name for period in over_time.periods] == periods
    assert [over_time.periods[place].hits for place in (0, -1) if days] == [1] * len(days)


def test_the_index_that_makes_narrowing_fast_changes_nothing(tmp_path: Path) -> None:
    furnish(tmp_path)
    selections = [
        Selection.from_args({"q": q, **narrowing})
        for q in ("旧金山", "船", "")
        for narrowing in (
            {"outlet": "hexi"}, {"place": "悉尼"}, {"script": "Hans"}, {"section": "社区"}, {"since": "2025"},
            {"byline": "通讯员苏禾", "until": "2024"}, {"agency": "南湾社"}, {},
        )
    ]  # fmt: skip

    def answers() -> list[Any]:
        reader = open_reader(tmp_path)
        answered = [
            (results.page(reader, asked, 20), results.count(reader, asked), surroundings(reader, asked).facets)
            for asked in selections
        ]
        reader.close()
        return answered

    with sqlite3.connect(tmp_path / "archive.db") as writer:
        writer.execute("DROP INDEX IF EXISTS articles_narrow")
    without = answers()
    with sqlite3.connect(tmp_path / "archive.db") as writer:
        writer.execute(
            "CREATE INDEX articles_narrow ON articles(id, published_at, outlet, script, section, byline, agency)"
        )
    assert answers() == without
    assert any(page for page, _, _ in without)


def test_pages_follow_one_another_and_miss_nothing(archive: Archive) -> None:
    for number in range(50):
        archive.store(story(number), outlet="harbour", seen_as=f"https://{number}", capture=None, rules="test")
    reader = open_reader(archive.folder)
    for sort in ("newest", "oldest", "relevance"):
        for query in ("水仙", ""):
            seen: list[int] = []
            following: Selection | None = Selection(q=query, sort=sort)
            for _ in range(3):
                assert following is not None
                numbers = results.page(reader, following, results.PAGE + 1)
                seen += numbers[: results.PAGE]
                following = results.following(following, numbers)
            assert following is None
            assert len(set(seen)) == len(seen) == 50
    reader.close()


def test_what_took_long_to_count_is_remembered_until_the_archive_changes_and_a_minute_went_by(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = open_reader(archive.folder)
    counted: list[int] = []
    clock = [1000.0]

    def slowly() -> int:
        clock[0] += 1
        counted.append(len(counted))
        return len(counted)

    monkeypatch.setattr("archive.serve.remembered.time.monotonic", lambda: clock[0])
    key = "a test of memory"
    assert [remembered(reader, key, slowly) for _ in range(3)] == [1, 1, 1]
    clock[0] += 3600
    assert remembered(reader, key, slowly) == 1, "nothing has changed"
    archive.store(story(1), outlet="harbour", seen_as="https://1", capture=None, rules="test")
    assert remembered(reader, key, slowly) == 2
    archive.store(story(2), outlet="harbour", seen_as="https://2", capture=None, rules="test")
    assert remembered(reader, key, slowly) == 2, "within a minute"
    clock[0] += 61
    assert remembered(reader, key, slowly) == 3
    assert [remembered(reader, "quick", lambda: len(counted)), remembered(reader, "quick", lambda: 0)] == [3, 0]
    reader.close()
