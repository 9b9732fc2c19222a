"""FETCH → archive: what many pages come to goes into it in one transaction, synced once."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Self

from archive import Archive, ArchiveError

# On the live web a page comes every two seconds from each of 24 outlets at most: that is what a crash costs.
SECONDS = 2.0
ARTICLES = 100


class Gathering:
    """Begins with the first page that is kept; ends soon after, or when it holds so many articles.

    Until then nobody else sees what was gathered. A crawl that is killed loses it, and nothing else: the captures lie
    in their WARC file, where the next writer takes them in; the pages are claimed, and the next run's first.
    """

    def __init__(self, archive: Archive, *, seconds: float = SECONDS, articles: int = ARTICLES) -> None:
        self._archive = archive
        self._seconds = seconds
        self._most = articles
        self._articles = 0
        self._open: AbstractContextManager[None] | None = None
        self._end: asyncio.TimerHandle | None = None
        self.on_fault: Callable[[ArchiveError], object] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End it. What was gathered before a fault is kept as well, where there is room for it."""
        try:
            self.close()
        except Exception:
            if fault is None:
                raise

    def begin(self) -> None:
        """A page is about to be kept. Raises ArchiveError."""
        if self._open is None:
            gathering = self._archive.gathering()
            gathering.__enter__()
            self._open = gathering
            self._end = asyncio.get_running_loop().call_later(self._seconds, self._end_in_time)

    def count(self) -> None:
        """An article was stored. Raises ArchiveError where so many cannot be written."""
        self._articles += 1
        if self._articles >= self._most:
            self.close()

    def close(self) -> None:
        """Have all that was gathered in the archive. Raises ArchiveError where it cannot be written."""
        if self._end is not None:
            self._end.cancel()
        gathering, self._open, self._end, self._articles = self._open, None, None, 0
        if gathering is not None:
            gathering.__exit__(None, None, None)

    def _end_in_time(self) -> None:
        try:
            self.close()
        except ArchiveError as fault:
            if self.on_fault is None:
                raise
            self.on_fault(fault)
