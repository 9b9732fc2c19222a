"""What it costs to keep an article: `make bench-archive`, or `python -m tests.bench.archive --articles 1000000`.

Every article comes with a capture of 14 KB as sent in gzip, and is indexed and compared with all that came before; one
in twenty repeats an earlier one in the other script. Times are CPU time of this one process; waiting for the disk to
sync is not in them.
"""

import argparse
import random
import resource
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from opencc import OpenCC

from archive import Archive, Article, Capture, OutletRecord
from tests.generated_news import generate

# The last so many articles before each mark are measured.
WINDOW = 2_000
MARKS = (10_000, 30_000, 100_000, 300_000, 1_000_000)
ONE_IN = 20
CAPTURE_BYTES = 14_000


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


def fill(folder: Path, number: int) -> None:
    """Store so many articles, and say at each mark what the last ones cost."""
    noise = random.Random(3).randbytes(CAPTURE_BYTES)
    marks = [mark for mark in MARKS if mark < number] + [number]
    text, spent = 0, dict.fromkeys(("capture", "store"), 0.0)
    with Archive(folder, software="bench") as archive:
        # The disks this is compared on differ; what is measured is the work, not the wait.
        archive.db.execute("PRAGMA synchronous = NORMAL")
        archive.register(OutletRecord(slug="north", name="北", home="https://news.example/", status="active"))
        for count, article in enumerate(stories(number), start=1):
            if count in {mark - WINDOW + 1 for mark in marks}:
                spent = dict.fromkeys(spent, 0.0)
            body = count.to_bytes(8) + noise[8:]
            text += sum(len(part.encode()) for part in (article.headline or "", article.byline or "", *article.body))
            at = time.process_time()
            capture = archive.keep(
                Capture(
                    url=str(article.url),
                    fetched_at="2026-01-01T00:00:00Z",
                    status=200,
                    headers=(("Content-Type", "text/html"), ("Content-Encoding", "gzip")),
                    body=body,
                )
            )
            kept = time.process_time()
            archive.store(article, outlet="north", seen_as=str(article.url), capture=capture, rules="bench")
            spent["capture"] += kept - at
            spent["store"] += time.process_time() - kept
            if count in marks:
                _say(archive, count, text, sum(spent.values()), spent)


def _say(archive: Archive, count: int, text: int, seconds: float, spent: dict[str, float]) -> None:
    archive.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    size = (archive.folder / "archive.db").stat().st_size
    clusters = archive.db.execute("SELECT count(*) FROM clusters").fetchone()[0]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    each = ", ".join(f"{name} {1000 * value / WINDOW:.2f} ms" for name, value in spent.items())
    print(
        f"{count:>9,} articles: {WINDOW / seconds:4.0f} per CPU-second ({each}); database {size / text:.2f} times the "
        f"text; {clusters:,} clusters; at most {memory:.0f} MB of memory",
        flush=True,
    )


def main() -> None:
    """Run as a program."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--articles", type=int, default=10_000)
    options.add_argument("--keep", type=Path, help="folder to leave the archive in")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        fill(asked.keep or Path(folder) / "data", asked.articles)


if __name__ == "__main__":
    main()
