"""What many pages come to is written together: nothing of it is lost by the fault of one, none of it waits for long."""

import asyncio
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import pytest

from archive import Archive, ArchiveError, ArchiveFull, check, open_reader, search
from crawler.fetch.gathering import Gathering
from tests.conftest import story
from tests.test_captures import PAGE


@pytest.fixture
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as runner:
        yield runner


def store(archive: Archive, number: int, *, breaks: bool = False) -> None:
    """As the crawl does it: the page, then what was read in it, in a transaction within."""
    capture = archive.keep(replace(PAGE, url=f"{PAGE.url}{number}", body=bytes([number])))
    with archive.db.atomic():
        archive.store(story(number), outlet="harbour", seen_as="", capture=capture, rules="test")
        if breaks:
            raise ValueError("what follows the storing broke")


def seen_by_others(archive: Archive) -> int:
    with closing(open_reader(archive.folder)) as reader:
        return int(reader.execute("SELECT count(*) FROM articles").fetchone()[0])


def test_an_article_that_cannot_be_stored_takes_no_other_with_it(archive: Archive) -> None:
    with archive.gathering():
        store(archive, 1)
        with pytest.raises(ValueError, match="broke"):
            store(archive, 2, breaks=True)
        store(archive, 3)
    assert sorted(hit.url for hit in search(archive.db.conn, "花市")) == [story(1).url, story(3).url]
    archive.close()
    assert list(check(archive.folder)) == []


def test_what_is_gathered_is_there_when_there_are_enough(archive: Archive, runner: asyncio.Runner) -> None:
    async def gather() -> None:
        gathering = Gathering(archive, seconds=60, articles=2)
        for number in (1, 2, 3):
            gathering.begin()
            store(archive, number)
            gathering.count()
            seen.append(seen_by_others(archive))
        gathering.close()
        seen.append(seen_by_others(archive))

    seen: list[int] = []
    runner.run(gather())
    assert seen == [0, 2, 2, 3]


def test_what_is_gathered_is_there_after_a_while(archive: Archive, runner: asyncio.Runner) -> None:
    async def gather() -> None:
        gathering = Gathering(archive, seconds=0.05, articles=100)
        gathering.begin()
        store(archive, 1)
        assert seen_by_others(archive) == 0
        await asyncio.sleep(0.5)
        assert seen_by_others(archive) == 1

    runner.run(gather())


def test_the_pages_are_on_disk_before_what_was_read_in_them(
    archive: Archive, runner: asyncio.Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def gather() -> None:
        with Gathering(archive) as gathering:
            gathering.begin()
            store(archive, 1)
            monkeypatch.setattr("archive.captures.os.fsync", lambda _: seen.append(seen_by_others(archive)))
        monkeypatch.undo()

    seen: list[int] = []
    runner.run(gather())
    assert seen[0] == 0
    assert seen_by_others(archive) == 1


def test_a_fault_of_its_own_accord_is_told(
    archive: Archive, runner: asyncio.Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def gather() -> None:
        gathering = Gathering(archive, seconds=0.01)
        gathering.on_fault = told.append
        gathering.begin()
        store(archive, 1)
        monkeypatch.setattr("archive.captures.os.fsync", full)
        await asyncio.sleep(0.3)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    told: list[ArchiveError] = []
    runner.run(gather())
    assert [type(fault) for fault in told] == [ArchiveFull]
    assert seen_by_others(archive) == 0


def test_what_was_gathered_before_a_fault_is_kept(archive: Archive, runner: asyncio.Runner) -> None:
    async def gather() -> None:
        with Gathering(archive) as gathering:
            gathering.begin()
            store(archive, 1)
            raise KeyError

    with pytest.raises(KeyError):
        runner.run(gather())
    assert seen_by_others(archive) == 1
