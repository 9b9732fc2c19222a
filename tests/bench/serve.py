"""How fast the pages are: `make bench-serve`, or

    python -m tests.bench.serve --articles 1000000 --keep /somewhere/data
    python -m tests.bench.serve --archive /somewhere/data

A real `qiaowen serve` on loopback. First page by page, each query for the first time; then a crowd of readers while
another process stores articles. Times are milliseconds: what the reader waits, and
what of it is CPU of the server, which does not grow when the machine is busy with other things.
"""

import argparse
import asyncio
import math
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx

from archive import Archive, OutletRecord, index, open_reader
from tests.bench.archive import stories
from tests.bench.search import queries
from tests.generated_news import generate

OUTLETS = 60
PLACES = ("洛杉磯", "紐約", "溫哥華", "悉尼", "倫敦", "吉隆坡", "東京", "巴黎")
SECTIONS = ("要聞", "社区", "财经", "僑社", "体育", "副刊", "地方", "國際")
AGENCIES = (None, None, None, "中央社", "中新社", "路透社", "法新社")
# One article in so many repeats an earlier one, and one in so many was revised.
COPIED, REVISED = 20, 50
BATCH = 20_000

RATE, SECONDS = 40, 60
# What a crowd asks for, of ten pages.
MIX = ("search",) * 4 + ("article",) * 5 + ("next",)
STORED_A_SECOND = 5

SERVE = (
    "import sys; from pathlib import Path; from archive import serve_archive;"
    "serve_archive(Path(sys.argv[1]), host='127.0.0.1', port=0, announce=lambda line: print(line, flush=True))"
)

ARTICLE = """INSERT INTO articles (id, url, outlet, headline, section, tags, byline, authors, agency, published_at,
    published_source, published_precision, first_seen_at, fetched_at, script, language, body, captions, marks,
    revision, capture, rules)
  VALUES (:id, :url, :outlet, :headline, :section, :tags, :byline, '[]', :agency, :published_at, 'json-ld', 'second',
    :published_at, :published_at, :script, 'zh', :body, :captions, '[]', :revision, :place, 'bench')"""
CAPTURE = """INSERT INTO captures (id, url, fetched_at, status, content_type, digest, warc_file, warc_offset,
    warc_length) VALUES (:place, :url, :published_at, 200, 'text/html', 'sha1:bench', 'bench.warc.gz', :place, 1000)"""
READING = """INSERT INTO readings (article, number, cause, headline, byline, body, digest, read_at, capture, rules)
  VALUES (:id, :number, :cause, :headline, :byline, :text, 'bench', :published_at, :place, 'bench')"""


def furnish(folder: Path, number: int) -> None:
    """Make an archive of generated articles, written in bulk and indexed at the end."""
    with Archive(folder, software="bench") as archive:
        archive.db.execute("PRAGMA synchronous = OFF")
        for place in range(OUTLETS):
            archive.register(
                OutletRecord(
                    slug=f"paper{place}",
                    name=f"第{place}報",
                    home=f"https://paper{place}.example/",
                    country="US",
                    place=PLACES[place % len(PLACES)],
                    script="Hant" if place % 3 == 0 else "Hans",
                    timezone="America/Los_Angeles",
                    status="active",
                )
            )
        rows = _rows(number)
        while batch := list(islice(rows, BATCH)):
            with archive.db.atomic(), index.triggers_resting(archive.db.conn):
                _write(archive, batch)
        index.reindex(archive.db.conn, anew=False)
        archive.db.execute("ANALYZE")
        archive.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _rows(number: int) -> Iterator[dict[str, Any]]:
    chance = random.Random(11)
    for place, row in enumerate(generate(number), start=1):
        outlet = min(int(chance.expovariate(0.08)), OUTLETS - 1)
        yield row | {
            "place": place,
            "outlet": f"paper{outlet}",
            "url": f"https://paper{outlet}.example/{place}",
            "section": chance.choice(SECTIONS),
            "agency": chance.choice(AGENCIES),
            "script": "Hant" if (place - 1) % 3 == 0 else "Hans",
            "revision": 2 if place % REVISED == 0 else 1,
        }


def _write(archive: Archive, batch: list[dict[str, Any]]) -> None:
    conn = archive.db.conn
    conn.executemany(CAPTURE, batch)
    conn.executemany(ARTICLE, batch)
    readings = []
    for row in batch:
        if row["revision"] == 2:
            readings.append(row | {"number": 1, "cause": "first", "text": row["body"].replace("。", "！", 3)})
        readings.append(row | {"number": row["revision"], "cause": "publisher", "text": None})
    conn.executemany(READING, readings)
    for first, second in zip(batch[::COPIED], batch[1::COPIED], strict=False):
        conn.execute("INSERT INTO clusters (id) VALUES (?)", [first["place"]])
        conn.executemany(
            "INSERT INTO members (article, cluster, nearest, common) VALUES (?, ?, ?, ?)",
            [(first["id"], first["place"], None, None), (second["id"], first["place"], first["id"], 0.9)],
        )


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, int]]:
    """A server over the archive: its address, and its process."""
    server = subprocess.Popen([sys.executable, "-c", SERVE, str(folder)], stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    try:
        yield server.stdout.readline().strip().rstrip("/"), server.pid
    finally:
        server.terminate()
        server.wait(30)
        server.stdout.close()


def page_by_page(
    address: str, server: int, asked: dict[str, list[str]], numbers: list[int], outlets: list[str]
) -> Iterator[str]:
    """A row per class of query and kind of page, each asked for once. `outlets` are those of the archive."""
    yield "| page | asked | median | 95th percentile | worst | CPU of the server, mean |"
    yield "|---|---|---|---|---|---|"
    kinds = {f"search: {name}": [f"/search?q={quote(query)}" for query in found] for name, found in asked.items()}
    kinds["search by relevance: two, middling"] = [
        f"/search?q={quote(query)}&sort=relevance" for query in asked["two, middling"]
    ]
    outlet = outlets[min(3, len(outlets) - 1)]
    kinds["search: two, common, in one outlet"] = [
        f"/search?q={quote(query)}&outlet={outlet}" for query in asked["two, common"]
    ]
    kinds["search: two, common, a year"] = [
        f"/search?q={quote(query)}&since=2016&until=2016" for query in asked["two, common"]
    ]
    kinds["search: no word"] = ["/search", *(f"/search?outlet={slug}" for slug in outlets[:19])]
    kinds["article"] = [f"/article/{number}" for number in numbers[:200]]
    kinds["home, outlets, outlet, health"] = ["/", "/outlets", f"/outlet/{outlet}", "/health"] * 2
    with httpx.Client(trust_env=False, timeout=60) as client:
        for warm in _first_pages(numbers):
            client.get(address + warm)
        for kind, paths in kinds.items():
            begun = _cpu(server)
            waits = [_wait(client, address + path) for path in paths]
            cpu = 1000 * (_cpu(server) - begun) / len(waits)
            middle, high, worst = statistics.median(waits), _high(waits), max(waits)
            yield f"| {kind} | {len(waits)} | {middle:.0f} | {high:.0f} | {worst:.0f} | {cpu:.0f} |"


def _first_pages(numbers: list[int]) -> tuple[str, ...]:
    """A page of each kind, for a server that has just begun: the first takes a second, once in its life."""
    return "/", "/search?q=warm", f"/article/{numbers[-1]}"


def _wait(client: httpx.Client, url: str) -> float:
    begun = time.perf_counter()
    answer = client.get(url)
    taken = (time.perf_counter() - begun) * 1000
    if answer.status_code != 200:
        raise RuntimeError(f"{url}: {answer.status_code}")
    return taken


@dataclass
class Crowd:
    """What readers of many pages at once waited for each kind of page, and what went wrong."""

    waits: dict[str, list[float]] = field(default_factory=lambda: {kind: [] for kind in dict.fromkeys(MIX)})
    faults: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0

    def says(self) -> Iterator[str]:
        """What it came to."""
        answered = sum(map(len, self.waits.values()))
        rate = answered / self.seconds
        yield f"{answered:,} of {RATE * SECONDS:,} pages answered in {self.seconds:.1f} s: {rate:.1f} a second"
        for kind, waits in self.waits.items():
            yield f"{kind}: median {statistics.median(waits):.0f} ms, 95th percentile {_high(waits):.0f} ms"
        yield f"errors: {dict(self.faults) or 'none'}"


async def gather(address: str, asked: list[str], numbers: list[int]) -> Crowd:
    """RATE pages a second for SECONDS seconds, each asked for when it is due, whether or not earlier ones came."""
    chance, came = random.Random(13), Crowd()

    async def read(client: httpx.AsyncClient, kind: str) -> None:
        path = {
            "search": f"/search?q={quote(chance.choice(asked))}",
            "article": f"/article/{chance.choice(numbers)}",
            "next": f"/search?q={quote(chance.choice(asked))}&after={chance.choice(numbers)}",
        }[kind]
        begun = time.perf_counter()
        try:
            status = (await client.get(address + path)).status_code
        except httpx.HTTPError as fault:
            came.faults[type(fault).__name__] += 1
            return
        came.waits[kind].append((time.perf_counter() - begun) * 1000)
        if status != 200:
            came.faults[f"status {status}"] += 1

    limits = httpx.Limits(max_connections=200, max_keepalive_connections=200)
    async with httpx.AsyncClient(trust_env=False, timeout=30, limits=limits) as client:
        for warm in _first_pages(numbers):
            await client.get(address + warm)
        begun = time.perf_counter()
        async with asyncio.TaskGroup() as group:
            for turn in range(RATE * SECONDS):
                await asyncio.sleep(max(0.0, begun + turn / RATE - time.perf_counter()))
                group.create_task(read(client, chance.choice(MIX)))
        came.seconds = time.perf_counter() - begun
    return came


def write(folder: Path, outlet: str) -> None:
    """Store articles of an outlet as a crawl does, STORED_A_SECOND of them a second, as long as the crowd reads."""
    begun = time.perf_counter()
    with Archive(folder, software="bench") as archive:
        for stored, article in enumerate(stories(STORED_A_SECOND * SECONDS)):
            time.sleep(max(0.0, begun + stored / STORED_A_SECOND - time.perf_counter()))
            url = f"https://crawled.example/{time.time_ns()}"
            archive.store(replace(article, url=url), outlet=outlet, seen_as=url, capture=None, rules="bench")
    seconds = time.perf_counter() - begun
    _say([f"another process stored {STORED_A_SECOND * SECONDS} articles meanwhile, in {seconds:.1f} s"])


def measure(folder: Path) -> None:
    """Serve an archive and read it."""
    with closing(open_reader(folder)) as reader:
        asked = queries(reader)
        numbers = [row[0] for row in reader.execute("SELECT id FROM articles ORDER BY random() LIMIT 2000")]
        outlets = [
            row[0] for row in reader.execute("SELECT outlet FROM articles GROUP BY outlet ORDER BY count(*) DESC")
        ]
        _say([f"{reader.execute('SELECT count(*) FROM articles').fetchone()[0]:,} articles"])
    with served(folder) as (address, server):
        _say(page_by_page(address, server, asked, numbers, outlets))
    with served(folder) as (address, server):
        command = [sys.executable, "-m", "tests.bench.serve", "--archive", str(folder), "--write", outlets[0]]
        crawl = subprocess.Popen(command)
        every = [query for found in asked.values() for query in found]
        begun = _cpu(server)
        _say(asyncio.run(gather(address, every, numbers)).says())
        _say([f"the server used {_cpu(server) - begun:.1f} s of CPU"])
        crawl.wait(60)


def _cpu(process: int) -> float:
    """CPU seconds a process has used; only Linux tells."""
    used = Path(f"/proc/{process}/stat").read_text().rpartition(") ")[2].split()
    return (int(used[11]) + int(used[12])) / os.sysconf("SC_CLK_TCK")


def _high(waits: list[float]) -> float:
    """The 95th percentile: the least that 95 of a hundred did not exceed."""
    return sorted(waits)[math.ceil(len(waits) * 0.95) - 1]


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


def main() -> None:
    """Run as a program; what comes out goes into docs/benchmarks.md."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--articles", type=int, default=20_000)
    options.add_argument("--keep", type=Path, help="folder to make the archive in, and leave it")
    options.add_argument("--archive", type=Path, help="folder of an archive that is there; it is read, and added to")
    options.add_argument("--write", metavar="OUTLET", help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.write:
        write(given.archive, given.write)
    elif given.archive:
        measure(given.archive)
    else:
        with tempfile.TemporaryDirectory() as folder:
            furnish(given.keep or Path(folder), given.articles)
            measure(given.keep or Path(folder))


if __name__ == "__main__":
    main()
