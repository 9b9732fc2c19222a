"""What reading captures again costs on one process and on two: `python -m tests.bench.reextract`.

On a machine that others use as well, the time on the wall says little. What two cores can give is told by CPU time:
how much of the work only the one process that writes can do, and how much more the readers need when they are two.
"""

import argparse
import os
import resource
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from archive import Archive, Article, Capture, OutletRecord
from crawler.reextract import reextract
from tests.bench.crawl_site import pages

LEAST_TIMES = 1.8
HOME = "https://news.example/"


@dataclass(frozen=True)
class Cost:
    """CPU seconds of the process that writes and of those that read, their start included, and seconds on the wall."""

    writing: float
    reading: float
    wall: float


def filled(folder: Path, number: int) -> None:
    """An archive of so many stories with their pages; what is stored is not what today's rules read in them."""
    with Archive(folder, software="bench") as archive:
        archive.register(OutletRecord(slug="north", name="北", home=HOME, status="active"))
        for count, page in enumerate(pages(number)):
            url = f"{HOME}archives/{count}"
            html = (("Content-Type", "text/html; charset=utf-8"),)
            answer = Capture(url=url, fetched_at="2026-01-01T00:00:00Z", status=200, headers=html, body=page)
            with archive.gathering():
                capture = archive.keep(answer)
                read = Article(url=url, headline="舊", body=("舊",))
                archive.store(read, outlet="north", seen_as=url, capture=capture, rules="former")


def cost(folder: Path, processes: int) -> Cost:
    """Read all of it again."""
    began, mine, theirs = time.monotonic(), time.process_time(), _children()
    reextract(folder, {}, processes=processes)
    return Cost(time.process_time() - mine, _children() - theirs, time.monotonic() - began)


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def times(one: Cost, two: Cost) -> float:
    """How many times as fast two are: no sooner done than the writer, nor than both cores have done all there is."""
    return (one.writing + one.reading) / max(two.writing, (two.writing + two.reading) / 2)


def main() -> None:
    """Print the figures; the exit status is 1 where two cores are not used as well as they must be."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--stories", type=int, default=1_000)
    asked = options.parse_args()
    found = []
    for what in ("all changed", "none changed"):
        with tempfile.TemporaryDirectory() as scratch:
            costs = []
            for processes in (1, 2):
                folder = Path(scratch) / str(processes)
                filled(folder, asked.stories)
                if what == "none changed":
                    reextract(folder, {}, processes=1)
                costs.append(cost(folder, processes))
        for processes, used in enumerate(costs, start=1):
            each = 1000 / asked.stories
            print(
                f"{what}, {processes} reading: {used.writing * each:.2f} ms of CPU a story in the writer, "
                f"{used.reading * each:.2f} in the readers; {used.wall:.1f} s on the wall",
                flush=True,
            )
        found.append(times(*costs))
        print(f"{what}: two cores are {found[-1]:.2f} times one; {LEAST_TIMES} is asked for")
    raise SystemExit(min(found) < LEAST_TIMES)


if __name__ == "__main__":
    print(f"{os.cpu_count()} cores")
    main()
