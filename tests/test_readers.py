"""Pages are read beside the crawl: by readers that die, hang or are killed, and cost no page but the one in hand."""

import asyncio
import os
import signal
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest

from crawler.draft import Draft, Page, Reading
from crawler.fetch import readers
from crawler.fetch.readers import Readers
from tests.newsroom.hostile import declared_at, page

OUTLET = declared_at("read", "http://127.0.0.1")
PAGE = Page(body=page("/story/1").body, url="http://127.0.0.1/story/1", content_type="text/html; charset=utf-8")


def hangs(draft: Draft) -> Draft:
    """Busy in a way that no alarm ends."""
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])
    time.sleep(600)
    return draft


@pytest.fixture
def at_work() -> Iterator[Readers]:
    at_work = Readers(1)
    yield at_work
    at_work.close()


def test_a_story_is_read(at_work: Readers) -> None:
    reading = asyncio.run(at_work.read([PAGE], OUTLET))
    assert reading.article is not None
    assert reading.article.headline
    assert reading.rules


def test_a_reader_that_was_killed_meanwhile_costs_nothing(at_work: Readers) -> None:
    async def read_twice() -> tuple[Reading, Reading]:
        first = await at_work.read([PAGE], OUTLET)
        os.kill(at_work._idle[0]._child.pid, signal.SIGKILL)
        return first, await at_work.read([PAGE], OUTLET)

    first, second = asyncio.run(read_twice())
    assert first == second


def test_a_reader_that_hangs_is_ended(at_work: Readers, monkeypatch: pytest.MonkeyPatch) -> None:
    async def read_both() -> tuple[Reading, Reading]:
        await at_work.read([PAGE], OUTLET)  # so that it has loaded
        monkeypatch.setattr(readers, "PATIENCE_SECONDS", 1)
        stuck = await at_work.read([PAGE], replace(OUTLET, fix=hangs))
        monkeypatch.undo()
        return stuck, await at_work.read([PAGE], OUTLET)

    stuck, sound = asyncio.run(read_both())
    assert stuck.fault is not None
    assert stuck.fault.reason == "rule_error"
    assert sound.article is not None


def test_none_is_left_when_the_crawl_ends(at_work: Readers) -> None:
    async def leave() -> int:
        task = asyncio.create_task(at_work.read([PAGE], replace(OUTLET, fix=hangs)))
        await asyncio.sleep(0.2)
        [busy] = at_work._busy
        at_work.close()
        task.cancel()
        return busy._child.returncode or 0

    assert asyncio.run(leave()) == -signal.SIGKILL
