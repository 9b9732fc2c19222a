"""Stored captures read again with today's rules, on all cores, with no network."""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from sqlite_utils import Database

from archive import (
    Archive,
    Article,
    CaptureUnreadable,
    LearnedLine,
    Rereading,
    Shelf,
    decoded,
    in_force,
    open_reader,
    open_shelf,
    reread,
    rereadings,
    settle,
)
from crawler.draft import Page, Reading
from crawler.errors import Fault
from crawler.fetch.witness import Witnesses
from crawler.identity import SOFTWARE
from crawler.outlet import Outlet
from crawler.reading import read_pages

# Stories a process is given at a time, and how many such batches are under way for each: few enough to keep memory
# flat, enough to keep every core busy while results are written.
BATCH = 16
AHEAD = 3

Progress = Callable[[int, int], None]


@dataclass(slots=True)
class Result:
    """What reading again came to. `lost` are stories in which today's rules find no article: what was read stays."""

    unchanged: int = 0
    revised: int = 0
    found: int = 0
    settled: int = 0
    lost: list[tuple[str, str]] = field(default_factory=list)
    undeclared: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Reread:
    """A story as today's rules read it, and for an open cause the revision before as they read that."""

    story: Rereading
    reading: Reading
    earlier: Reading | None = None


def reextract(
    folder: Path,
    outlets: Mapping[str, Outlet],
    *,
    only: str | None = None,
    since: str | None = None,
    processes: int | None = None,
    progress: Progress | None = None,
) -> Result:
    """Read the archive's captures again. Raises ArchiveBusy while another process writes to the archive."""
    result = Result()
    with Archive(folder, software=SOFTWARE) as archive:
        reader = open_reader(folder)
        try:
            total = sum(1 for _ in rereadings(reader, only, since))
            stories = _declared(archive, rereadings(reader, only, since), outlets, result)
            done = 0
            witnesses = Witnesses(archive)
            for batch in _read_all(folder, stories, outlets, processes or os.cpu_count() or 1):
                _take_in(archive, batch, witnesses, result)
                done += len(batch)
                if progress:
                    progress(done, total)
        finally:
            reader.close()
    return result


def _declared(
    archive: Archive, stories: Iterator[Rereading], outlets: Mapping[str, Outlet], result: Result
) -> Iterator[Rereading]:
    """Without those whose outlet was declared once and is no more: the general rules would read them otherwise."""
    for story in stories:
        if story.declared and story.outlet in outlets and archive.declaration(story.outlet) is None:
            archive.register(outlets[story.outlet].record())
        if story.declared and story.outlet not in outlets:
            result.undeclared.add(story.outlet)
        else:
            yield story


def _read_all(
    folder: Path, stories: Iterator[Rereading], outlets: Mapping[str, Outlet], processes: int
) -> Iterator[list[Reread]]:
    """Batches in order, a bounded number of them under way."""
    with _pool(processes) as pool:
        under_way: deque[Future[list[Reread]]] = deque()
        while batch := list(islice(stories, BATCH)):
            under_way.append(_submit(pool, folder, batch, outlets))
            if len(under_way) > processes * AHEAD:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()


def _pool(processes: int) -> ProcessPoolExecutor:
    """Spawned, not forked: a fork would carry the archive's lock along."""
    return ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn"), initializer=_settle_in)


def _settle_in() -> None:
    """A process of the pool outlives signals meant for all of them, and never the one that started it."""
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_first, daemon=True).start()


def _end_with_the_first() -> None:
    first = multiprocessing.parent_process()
    if first is not None:
        first.join()
        os._exit(1)


def _submit(
    pool: ProcessPoolExecutor, folder: Path, batch: list[Rereading], outlets: Mapping[str, Outlet]
) -> "Future[list[Reread]]":
    needed = {story.outlet: outlets[story.outlet] for story in batch if story.outlet in outlets}
    return pool.submit(read_batch, folder, batch, needed)


def read_batch(folder: Path, stories: Sequence[Rereading], outlets: Mapping[str, Outlet]) -> list[Reread]:
    """Read stories here and now, in the process this is called in."""
    with open_shelf(folder) as shelf, closing(open_reader(folder)) as reader:
        # No line is learned meanwhile: the archive's lock is held.
        learned = {slug: in_force(Database(reader), slug) for slug in {story.outlet for story in stories}}
        return [_reread(shelf, story, outlets.get(story.outlet), learned[story.outlet]) for story in stories]


def _reread(shelf: Shelf, story: Rereading, outlet: Outlet | None, learned: tuple[LearnedLine, ...]) -> Reread:
    declared = outlet if story.declared or story.article is None else None
    earlier = _read(shelf, story.earlier, declared, learned) if story.earlier else None
    return Reread(story, _read(shelf, story.captures, declared, learned), earlier)


def _read(shelf: Shelf, captures: tuple[int, ...], outlet: Outlet | None, learned: tuple[LearnedLine, ...]) -> Reading:
    try:
        return read_pages([_page(shelf, number) for number in captures], outlet, learned)
    except CaptureUnreadable as fault:
        return Reading(None, Fault("capture_unreadable", str(fault)))


def _page(shelf: Shelf, number: int) -> Page:
    """The page as the crawl saw it; an imported text comes without the headers nobody sent."""
    capture = shelf.read(number)
    if capture.status is None:
        return Page(body=capture.body, url=capture.url)
    return Page(
        body=decoded(capture),
        url=capture.url,
        fetched_at=capture.fetched_at,
        content_type=capture.header("content-type"),
    )


def _take_in(archive: Archive, batch: list[Reread], witnesses: Witnesses, result: Result) -> None:
    """Write what a batch came to, in one transaction."""
    with archive.db.atomic():
        for again in batch:
            article = again.reading.article and witnesses.heard(again.reading.article, again.story.url)
            if article is None:
                if again.story.article is not None:
                    fault = again.reading.fault
                    result.lost.append((again.story.url, fault.message if fault else "nothing was read"))
            elif again.story.article is None:
                _store(archive, again, article, result)
            else:
                _compare(archive, again, article, result)


def _store(archive: Archive, again: Reread, article: Article, result: Result) -> None:
    """A page that gave no article when it was fetched does now."""
    story = again.story
    stored = archive.store(
        article,
        outlet=story.outlet,
        seen_as=story.url,
        capture=story.captures[0],
        rules=again.reading.rules,
        fetched_at=story.fetched_at,
    )
    result.found += stored.article is not None  # none is kept of what a takedown hides


def _compare(archive: Archive, again: Reread, article: Article, result: Result) -> None:
    story = again.story
    if again.earlier is not None and again.earlier.article is not None:
        settle(archive, story, again.earlier.article, article)
        result.settled += 1
    if story.is_latest and reread(archive, story, article, again.reading.rules) == "revised":
        result.revised += 1
    else:
        result.unchanged += 1
