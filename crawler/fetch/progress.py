"""What a person sees while a crawl runs: a bar per outlet on a terminal, nothing where there is none (cron, pipes)."""

from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from archive import Tally
from crawler.outlet import Outlet


class Bars:
    """A bar per outlet: pages answered of pages asked for."""

    def __init__(self, console: Console) -> None:
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[news]}"),
            TimeElapsedColumn(),
            console=console,
            disable=not console.is_terminal,
        )
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def watch(self, outlet: Outlet, tally: Tally, asked: int) -> None:
        """Move an outlet's bar."""
        if outlet.slug not in self._tasks:
            self._tasks[outlet.slug] = self._progress.add_task(outlet.name, news="")
        news = f"{tally.stored} new · {tally.revised} changed · {tally.failed} failed"
        self._progress.update(self._tasks[outlet.slug], completed=tally.fetched, total=asked or None, news=news)
