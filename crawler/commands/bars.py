"""One bar for commands that go through many things: on a terminal a bar, in a pipe or from cron nothing."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn


class Bar:
    """A bar on stderr; `tell` moves it."""

    def __init__(self, title: str) -> None:
        console = Console(stderr=True)
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=console,
            disable=not console.is_terminal,
        )
        self._task = self._progress.add_task(title, total=None)

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def tell(self, done: int, total: int | None) -> None:
        """So many of so many are done."""
        self._progress.update(self._task, completed=done, total=total)

    def through(self, files: Sequence[Path]) -> Iterator[tuple[Path, Callable[[int], None]]]:
        """Files in turn, each with what moves the bar as so many of its bytes are read."""
        sizes = [file.stat().st_size for file in files]
        for number, file in enumerate(files):
            yield file, partial(self._tell_beyond, sum(sizes[:number]), sum(sizes))

    def _tell_beyond(self, before: int, total: int, done: int) -> None:
        self.tell(min(before + done, total), total)
