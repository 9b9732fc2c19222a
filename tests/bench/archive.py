"""What it costs to keep an article: `make bench-archive`, or `python -m tests.bench.archive --articles 1000000`.

Every article was seen in a source before, comes with a capture of 14 KB as sent in gzip, and is indexed and compared
with all that came before; one in twenty repeats an earlier one in the other script. `--gather 64` stores so many in one
transaction, as imports do; without it each article has its own, and its capture another. Times are CPU time of this one
process, without what the sighting took.
"""

import argparse
import random
import resource
import tempfile
import time
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from opencc import OpenCC

from archive import Archive, Article, Capture, OutletRecord, Sighting
from tests.generated_news import generate

MARKS = (10_000, 30_000, 100_000, 200_000, 300_000, 500_000, 700_000, 1_000_000)
ONE_IN = 20
CAPTURE_BYTES = 14_000
SOURCE = "https://news.example/feed"


def stories(number: int) -> Iterator[Article]:
    """Articles in order of publication."""
    chance, convert = random.Random(7), OpenCC("s2t").convert
    earlier = ""
    for row in generate(number):
        body = row["body"]
        if earlier and chance.random() < 1 / ONE_IN:
            body = convert(earlier)
        elif chance.random() < 0.1:
            earlier = body
        yield Article(
            url=row["url"],
            headline=row["headline"],
            byline=row["byline"],
            published_at=row["published_at"],
            published_source="json-ld",
            published_precision="second",
            section=row["section"],
            script="Hans",
            language="zh",
            body=tuple(part for part in body.split("\n\n") if part) or ("。",),
        )


@dataclass
class Filling:
    """An archive being filled, and what that cost so far. Seconds are of CPU."""

    archive: Archive
    capture_bytes: int
    stored: int = 0
    measured: int = 0
    text: int = 0
    keeping: float = 0.0
    storing: float = 0.0
    noise: bytes = b""

    def __post_init__(self) -> None:
        self.noise = random.Random(3).randbytes(self.capture_bytes)

    def add(self, batch: list[Article], *, together: bool) -> None:
        """Store some more, in one transaction or each in its own."""
        self.archive.see("north", [Sighting(url=str(a.url), source=SOURCE, title=a.headline) for a in batch])
        at = time.process_time()
        before = self.keeping
        with self.archive.gathering() if together else nullcontext():
            for article in batch:
                self._add(article)
        self.storing += time.process_time() - at - (self.keeping - before)

    def _add(self, article: Article) -> None:
        self.stored += 1
        self.measured += 1
        self.text += sum(len(part.encode()) for part in (article.headline or "", article.byline or "", *article.body))
        at = time.process_time()
        capture = self.archive.keep(
            Capture(
                url=str(article.url),
                fetched_at="2026-01-01T00:00:00Z",
                status=200,
                headers=(("Content-Type", "text/html"), ("Content-Encoding", "gzip")),
                body=self.stored.to_bytes(8) + self.noise[8:],
            )
        )
        self.keeping += time.process_time() - at
        self.archive.store(article, outlet="north", seen_as=str(article.url), capture=capture, rules="bench")

    def say(self) -> None:
        """What each cost since this was last said, and how large it all is.

        All of them count: what the index costs comes in lumps, when pieces of it are written together.
        """
        self.archive.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        size = (self.archive.folder / "archive.db").stat().st_size
        copies = self.archive.db.execute("SELECT count(*) FROM clusters").fetchone()[0]
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        seconds = self.keeping + self.storing
        print(
            f"{self.stored:>9,} articles: {self.measured / seconds:4.0f} per CPU-second "
            f"(capture {1000 * self.keeping / self.measured:.2f} ms, "
            f"article {1000 * self.storing / self.measured:.2f} ms); "
            f"database {size / self.text:.2f} times the text; {copies:,} clusters; at most {memory:.0f} MB of memory",
            flush=True,
        )
        self.measured, self.keeping, self.storing = 0, 0.0, 0.0


def fill(folder: Path, number: int, together: int, capture_bytes: int) -> None:
    """Store so many articles, and say at each mark what those since the last one cost."""
    marks = [mark for mark in MARKS if mark < number] + [number]
    with Archive(folder, software="bench") as archive:
        archive.register(OutletRecord(slug="north", name="北", home="https://news.example/", status="active"))
        filling, waiting = Filling(archive, capture_bytes), stories(number)
        for mark in marks:
            while batch := list(islice(waiting, min(together or 1, mark - filling.stored))):
                filling.add(batch, together=together > 0)
            filling.say()


def main() -> None:
    """Run as a program."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--articles", type=int, default=10_000)
    options.add_argument("--gather", type=int, default=0, help="articles in one transaction; 0: each in its own")
    options.add_argument("--capture-bytes", type=int, default=CAPTURE_BYTES)
    options.add_argument("--keep", type=Path, help="folder to leave the archive in")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        fill(asked.keep or Path(folder) / "data", asked.articles, asked.gather, asked.capture_bytes)


if __name__ == "__main__":
    main()
