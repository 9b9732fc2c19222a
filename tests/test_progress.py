"""What a watcher of a crawl is told: last of all, what the crawl came to."""

from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from archive import Tally
from crawler.fetch.crawl import crawl
from crawler.outlet import Outlet
from tests.newsroom.__main__ import IMPATIENT
from tests.newsroom.outlets import declared
from tests.newsroom.server import Newsroom


@dataclass(frozen=True)
class Scribe:
    """Writes down what it was told last."""

    path: Path

    def watch(self, outlet: Outlet, tally: Tally, asked: int) -> None:
        self.path.write_text(f"{outlet.slug}: {tally.fetched} of {asked}, {tally.stored} new", "utf-8")


def test_the_last_word_is_what_the_crawl_came_to(tmp_path: Path) -> None:
    scribe = Scribe(tmp_path / "last")
    with (
        Newsroom.anywhere("yinghua") as newsroom,
        ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool,
    ):
        outlets = list(declared(newsroom).values())
        pool.submit(crawl, outlets, tmp_path / "data", settings=IMPATIENT, watcher=scribe).result()
    assert scribe.path.read_text("utf-8") == "yinghua: 17 of 17, 17 new"
