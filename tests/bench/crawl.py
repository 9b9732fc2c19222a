"""What the whole way costs beside plain Scrapy on the same pages: fetch, capture, extract, clean, store, index.

The pages are served from a process of their own on 127.0.0.1, packed as news sites pack them; the limits of politeness
are off. Both crawls are processes of their own, turn by turn; CPU is theirs and their children's.
"""

import asyncio
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import click

from crawler.outlet import Outlet
from crawler.sources import Sitemap
from tests.bench import crawl_memory, crawl_peers
from tests.bench.crawl_site import serve, served

MOST_TIMES = 3.0  # of plain Scrapy's CPU
MOST_PER_QUIET_OUTLET = 1.0  # CPU seconds
UNBOUND = {
    "DOWNLOAD_DELAY": 0,
    "AUTOTHROTTLE_ENABLED": False,
    "CONCURRENT_REQUESTS": 16,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
    "SCRAPER_SLOT_MAX_ACTIVE_SIZE": 5_000_000,
}


@dataclass(frozen=True)
class Cost:
    """What a process and its children used: CPU seconds, wall seconds, the largest process in MiB."""

    cpu: float
    wall: float
    memory: float


def outlet(base: str, slug: str = "o0") -> Outlet:
    """The bench site as an outlet."""
    return Outlet(
        name="量測日報", home=f"{base}/{slug}/", script="Hant", timezone="Asia/Taipei", hosts=("127.0.0.1",),
        article=rf"{base}/{slug}/archives/\d+$", slug=slug, sources=(Sitemap(url=f"{base}/{slug}/sitemap.xml"),),
    )  # fmt: skip


def fetch_only(base: str, number: int) -> None:
    """Plain Scrapy, as people write it: fetch every page, count it, keep nothing."""
    from scrapy import Spider  # noqa: PLC0415
    from scrapy.crawler import AsyncCrawlerProcess  # noqa: PLC0415

    class Plain(Spider):
        name = "plain"
        start_urls = [f"{base}/o0/archives/{n}" for n in range(number)]  # noqa: RUF012

        async def parse(self, response):  # type: ignore[no-untyped-def]
            yield {"size": len(response.body)}

    process = AsyncCrawlerProcess({**UNBOUND, "LOG_LEVEL": "WARNING", "TELNETCONSOLE_ENABLED": False})
    process.crawl(Plain)
    process.start()


def whole_way(base: str, folder: Path, pages: int, outlets: int = 1) -> None:
    """Our crawl, into an archive in a folder."""
    from crawler.fetch.crawl import crawl  # noqa: PLC0415
    from crawler.fetch.report import summary  # noqa: PLC0415
    from crawler.plan import Plan  # noqa: PLC0415

    named = [outlet(base, f"o{n}") for n in range(outlets)]
    reports = crawl(named, folder, Plan(pages=pages), settings=UNBOUND)
    print(summary(reports).splitlines()[-1], file=sys.stderr)


def cost(*arguments: str) -> Cost:
    """Run this module in a process of its own and say what it used."""
    process = subprocess.Popen([sys.executable, "-m", "tests.bench.crawl", *arguments])
    began = os.times().elapsed
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, arguments
    return Cost(used.ru_utime + used.ru_stime, os.times().elapsed - began, used.ru_maxrss / 1024)


@click.group(invoke_without_command=True)
@click.option("--pages", "number", default=1_000, show_default=True)
@click.option("--rounds", default=3, show_default=True)
@click.option("--outlets", default=120, show_default=True, help="Of the run with nothing new.")
@click.option("--peers", type=click.Path(path_type=Path), help="Beside others, whose environments are made there.")
@click.option(
    "--real", "is_real", is_flag=True, help="The pages of ../shared/eval, under as many addresses as asked for."
)
@click.option("--memory", type=int, help="Crawl so many pages and print how much memory is used on the way.")
@click.pass_context
def bench(  # noqa: PLR0917 - one argument per option
    context: click.Context,
    number: int,
    rounds: int,
    outlets: int,
    peers: Path | None,
    is_real: bool,
    memory: int | None,
) -> None:
    """Print the figures; the exit status is 1 where one is above what it may be."""
    if context.invoked_subcommand is not None:
        return
    if peers is not None:
        times = _beside_peers(peers.absolute(), number, rounds, is_real=is_real)
        context.exit(0 if times >= crawl_peers.LEAST_TIMES else 1)
    elif memory is not None:
        with served(memory) as base:
            context.exit(0 if crawl_memory.is_flat(base, memory) else 1)
    elif is_real:
        context.exit(0 if _against_scrapy(number, rounds, is_real=True) <= MOST_TIMES else 1)
    else:
        times = _against_scrapy(number, rounds)
        quiet = _nothing_new(outlets)
        context.exit(0 if times <= MOST_TIMES and quiet <= MOST_PER_QUIET_OUTLET else 1)


def _beside_peers(folder: Path, number: int, rounds: int, *, is_real: bool) -> float:
    with served(number, is_real=is_real) as base:

        def ours() -> float:
            with tempfile.TemporaryDirectory() as scratch:
                return cost("whole", base, scratch, str(number)).cpu

        return crawl_peers.beside(folder, base, number, rounds, ours)


def _against_scrapy(number: int, rounds: int, *, is_real: bool = False) -> float:
    plain, ours = [], []
    with served(number, is_real=is_real) as base, tempfile.TemporaryDirectory() as scratch:
        for turn in range(rounds):
            plain.append(cost("fetch", base, str(number)))
            folder = Path(scratch) / str(turn)
            ours.append(cost("whole", base, str(folder), str(number)))
            with sqlite3.connect(folder / "archive.db") as reader:
                read = reader.execute("SELECT sum(state = 'stored') FROM sightings").fetchone()[0]
            assert is_real or read == number, f"{read} of {number} gave an article"
            shutil.rmtree(folder)
    per = 1_000 / number
    for name, costs in (("plain Scrapy, fetch only", plain), ("the whole way", ours)):
        cpu, wall, memory = (median(getattr(c, what) for c in costs) for what in ("cpu", "wall", "memory"))
        print(f"{name}: {cpu * per:.1f} CPU s, {wall * per:.1f} s wall per 1,000 pages; {memory:.0f} MiB")
    times = median(mine.cpu / theirs.cpu for mine, theirs in zip(ours, plain, strict=True))
    print(f"{read} of {number} gave an article; ratio of CPU, turn by turn: {times:.2f}; may be {MOST_TIMES:.2f}")
    return times


def _nothing_new(outlets: int) -> float:
    with served(10, outlets) as base, tempfile.TemporaryDirectory() as scratch:
        cost("whole", base, scratch, "10", str(outlets))
        with sqlite3.connect(Path(scratch) / "archive.db") as reader:
            before = reader.execute("SELECT max(id) FROM captures").fetchone()[0]
        again = cost("whole", base, scratch, "10", str(outlets))
        with sqlite3.connect(Path(scratch) / "archive.db") as reader:
            asked = dict(
                reader.execute("SELECT status, count(*) FROM captures WHERE id > ? GROUP BY 1", [before]).fetchall()
            )
    each = again.cpu / outlets
    print(
        f"nothing new at {outlets} outlets: {each:.2f} CPU s each, {again.wall:.0f} s wall; answers {json.dumps(asked)}"
    )
    return each


@bench.command("serve", hidden=True)
@click.argument("number", type=int)
@click.argument("outlets", type=int)
@click.argument("is_real", type=bool)
def _serve(number: int, outlets: int, is_real: bool) -> None:
    asyncio.run(serve(number, outlets, is_real=is_real))


@bench.command("fetch", hidden=True)
@click.argument("base")
@click.argument("number", type=int)
def _fetch(base: str, number: int) -> None:
    fetch_only(base, number)


@bench.command("whole", hidden=True)
@click.argument("base")
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("number", type=int)
@click.argument("outlets", type=int, default=1)
def _whole(base: str, folder: Path, number: int, outlets: int) -> None:
    whole_way(base, folder, number, outlets)


if __name__ == "__main__":
    bench()
