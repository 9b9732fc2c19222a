"""What others need to fetch and read the same pages: newspaper4k and news-please, each in an environment of its own.

newspaper4k keeps nothing; news-please keeps files; neither has an index. Nobody is told where the story stands.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

LEAST_TIMES = 5.0  # our CPU seconds, that each of them needs at least

# What they try to fetch from elsewhere while they read, lists of domains say, is not to be had here.
_ALONE = {"HTTP_PROXY": "http://127.0.0.1:9", "HTTPS_PROXY": "http://127.0.0.1:9", "NO_PROXY": "127.0.0.1"}

_NEWSPAPER = """
import sys
from newspaper import Article
base, number = sys.argv[1], int(sys.argv[2])
read = 0
for n in range(number):
    article = Article(f"{base}/o0/archives/{n}", language="zh")
    try:
        article.download()
        article.parse()
    except Exception:  # a real page now and then
        continue
    read += len(article.text) > 100
print(read)
"""

# The crawler it comes with, told of the addresses; it keeps what it fetched as files, and what it read as JSON. Its own
# settings but for the folder: four requests at a time, no delay.
_NEWS_PLEASE = """
import json, pathlib, subprocess, sys
import newsplease
base, number, home = sys.argv[1], int(sys.argv[2]), pathlib.Path(sys.argv[3])
settings = (pathlib.Path(newsplease.__file__).parent / "config" / "config.cfg").read_text()
settings = settings.replace("~/news-please-repo/", f"{home}/kept/").replace("LOG_LEVEL = INFO", "LOG_LEVEL = WARNING")
(home / "config.cfg").write_text(settings)
addresses = [f"{base}/o0/archives/{n}" for n in range(number)]
(home / "sitelist.hjson").write_text(json.dumps({"base_urls": [{"crawler": "Download", "url": addresses}]}))
program = pathlib.Path(sys.executable).parent / "news-please"
subprocess.run([program, "-c", home], check=True, stdout=sys.stderr, stdin=subprocess.DEVNULL)
kept = (json.loads(file.read_text()) for file in (home / "kept").rglob("*.json"))
print(sum(len(article.get("maintext") or "") > 100 for article in kept if "maintext" in article))
"""


@dataclass(frozen=True)
class Peer:
    """Another program: its name, what is installed for it, and how it is used, as its own manual says."""

    name: str
    packages: tuple[str, ...]
    program: str


PEERS = (
    Peer("newspaper4k", ("newspaper4k==0.9.6", "jieba==0.42.1"), _NEWSPAPER),
    Peer("news-please", ("news-please==1.6.16", "jieba==0.42.1"), _NEWS_PLEASE),
)


def environment(peer: Peer, folder: Path) -> Path:
    """The interpreter of a peer's environment below a folder, made where it is not there yet."""
    home = folder / peer.name
    python = home / "bin" / "python"
    if not (home / "ready").exists():
        subprocess.run([sys.executable, "-m", "venv", "--clear", home], check=True)
        subprocess.run([python, "-m", "pip", "install", "-q", *peer.packages], check=True)
        (home / "ready").touch()
    return python


def cpu_of(python: Path, peer: Peer, base: str, number: int) -> tuple[float, int]:
    """CPU seconds that a peer needs for the first so many pages of a site, and how many gave it a text."""
    with (
        tempfile.TemporaryFile("w+") as said,
        tempfile.TemporaryFile("w+") as complained,
        tempfile.TemporaryDirectory() as scratch,
    ):
        process = subprocess.Popen(
            [python, "-c", peer.program, base, str(number), scratch],
            stdout=said, stderr=complained, env={**os.environ, **_ALONE},
        )  # fmt: skip
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        complained.seek(0)
        assert process.returncode == 0, complained.read()[-2000:]
        return used.ru_utime + used.ru_stime, int(said.read())


def beside(folder: Path, base: str, number: int, rounds: int, ours: Callable[[], float]) -> float:
    """Print what each needs, turn by turn with ours; returns by how much the nearest of them exceeds ours."""
    pythons = {peer: environment(peer, folder) for peer in PEERS}
    mine: list[float] = []
    theirs: dict[Peer, list[tuple[float, int]]] = {peer: [] for peer in PEERS}
    for _ in range(rounds):
        mine.append(ours())
        for peer, python in pythons.items():
            theirs[peer].append(cpu_of(python, peer, base, number))
    print(f"the whole way, ours: {median(mine) * 1000 / number:.1f} CPU s per 1,000 pages")
    nearest = float("inf")
    for peer, costs in theirs.items():
        times = median(cpu / own for (cpu, _), own in zip(costs, mine, strict=True))
        nearest = min(nearest, times)
        cpu, read = median(cpu for cpu, _ in costs), costs[0][1]
        print(f"{peer.name}: {cpu * 1000 / number:.1f} CPU s per 1,000 pages, {times:.1f} times ours; "
              f"a text for {read} of {number}")  # fmt: skip
    return nearest
