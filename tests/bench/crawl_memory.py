"""How much memory a long crawl uses on its way: of all its processes, from the system's own books (Linux)."""

import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

# What may be added between the first quarter of a long crawl and its end: caches fill, allocators keep what they had.
MOST_GROWTH = 1.25
SAMPLES = 20


def is_flat(base: str, number: int) -> bool:
    """Crawl so many pages of a site; print a table of the memory used on the way; whether it stays what it was."""
    with tempfile.TemporaryDirectory() as scratch:
        command = [sys.executable, "-m", "tests.bench.crawl", "whole", base, scratch, str(number)]
        crawl = subprocess.Popen(command)
        samples: list[float] = []
        print("| pages stored | crawl, MiB | all processes, MiB | s |\n|---|---|---|---|")
        began, step = time.monotonic(), max(1, number // SAMPLES)
        while crawl.poll() is None:
            stored, (own, total) = _stored(Path(scratch)), memory(crawl.pid)
            if stored >= step * (len(samples) + 1):
                samples.append(total)
                print(f"| {stored:,} | {own:.0f} | {total:.0f} | {time.monotonic() - began:.0f} |", flush=True)
            time.sleep(0.5)
        stored = _stored(Path(scratch))
    assert crawl.returncode == 0
    print(f"{stored:,} of {number:,} stored")
    quarter = samples[: len(samples) // 4]
    growth = max(samples[len(quarter) :]) / max(quarter)
    print(f"most after the first quarter, of the most before: {growth:.2f}; may be {MOST_GROWTH}")
    return growth <= MOST_GROWTH


def memory(process: int) -> tuple[float, float]:
    """MiB in memory of a process, and of it with all its descendants; what they share is counted once for each."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:  # it has just ended
                continue
    family = {process}
    while more := {child for child, parent in parents.items() if parent in family} - family:
        family |= more
    return _resident(process), sum(map(_resident, family))


def _resident(process: int) -> float:
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024**2


def _stored(folder: Path) -> int:
    try:
        with closing(sqlite3.connect(f"file:{folder / 'archive.db'}?mode=ro", uri=True)) as reader:
            return int(reader.execute("SELECT sum(state = 'stored') FROM sightings").fetchone()[0] or 0)
    except sqlite3.OperationalError:  # not there yet
        return 0
