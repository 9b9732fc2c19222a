"""The schedule: lines that cron and systemd take as they are, for an archive whose path is as awkward as can be."""

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from archive import ArchiveError, open_reader
from crawler.commands import qiaowen
from crawler.scheduling import SERVICE, TIMER, crontab, units
from tests.newsroom.hostile import Hostile, Site

PROGRAM = Path("/opt/qiao wen/bin/qiaowen")
ARCHIVE = Path("/srv/news 100%/it's")
CONTACT = "Library <news@example.org>"


def test_a_crontab_line_is_one_command_with_lock_limit_and_log() -> None:
    _, crawl, alert, _ = crontab(PROGRAM, ARCHIVE, CONTACT).split("\n")
    fields, command = crawl.split(" ", 5)[:5], crawl.split(" ", 5)[5]
    assert fields[1:] == ["*", "*", "*", "*"]
    assert 0 <= int(fields[0]) < 55
    said = subprocess.run(
        ["sh", "-c", command.replace(r"\%", "%").replace("timeout -k 90 58m", "printf '[%s]'").replace(">", "#>")],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    assert said.stdout == f"[{PROGRAM}][--archive][{ARCHIVE}][crawl][--minutes][50]"
    assert "%" not in command.replace(r"\%", "")
    assert alert.split(" ")[1] == "7"
    assert alert.endswith("status --alert")


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not here: units are not verified")
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    program = tmp_path / "qiao wen"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    for name, text in units(program, ARCHIVE, CONTACT).items():
        (tmp_path / name).write_text(text, "utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", tmp_path / SERVICE, tmp_path / TIMER], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def invoke(*arguments: str, contact: str = CONTACT) -> str:
    shown = CliRunner().invoke(qiaowen, ["schedule", *arguments], env={"QIAOWEN_CONTACT": contact})
    return f"{shown.output}{shown.exit_code}"


def test_it_is_printed_and_nothing_is_changed() -> None:
    assert "crawl --minutes 50" in invoke()
    assert "OnCalendar=hourly" in invoke("--systemd")


def test_who_crawls_must_be_said_first() -> None:
    assert invoke(contact=" ").endswith("2")
    assert "QIAOWEN_CONTACT" in invoke(contact=" ")


def test_installed_twice_it_is_there_once_and_other_lines_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = tmp_path / "table"
    table.write_text("0 3 * * * backup\n")
    fake = tmp_path / "crontab"
    fake.write_text(
        f'#!/bin/sh\n[ "$1" = -l ] && exec cat "{table}"\ncat > "{table}.new" && mv "{table}.new" "{table}"\n'
    )
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.chdir(tmp_path)
    for _ in range(2):
        assert invoke("--install", "--yes").endswith("0")
    assert (tmp_path / "data").is_dir()  # where the log goes that is written before there is an archive
    lines = table.read_text().splitlines()
    assert lines[0] == "0 3 * * * backup"
    assert len(lines) == 4


def test_units_are_put_in_place_and_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake, heard = tmp_path / "systemctl", tmp_path / "heard"
    fake.write_text(f'#!/bin/sh\necho "$@" >> "{heard}"\n')
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert invoke("--systemd", "--install", "--yes").endswith("0")
    folder = tmp_path / ".config/systemd/user"
    assert {file.name for file in folder.iterdir()} == {SERVICE, TIMER}
    assert "crawl --minutes 50" in (folder / SERVICE).read_text()
    assert heard.read_text().splitlines() == ["--user daemon-reload", f"--user enable --now {TIMER}"]


def test_what_cannot_be_put_in_place_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake = tmp_path / "crontab"
    fake.write_text('#!/bin/sh\n[ "$1" = -l ] && exit 1\nexit 1\n')
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    shown = CliRunner().invoke(qiaowen, ["schedule", "--install", "--yes"], env={"QIAOWEN_CONTACT": CONTACT})
    assert shown.exit_code == 1
    assert shown.stderr.startswith("Error: crontab -:")


# What stands in for the program: it knows of one outlet, which is on this machine, and of no other. So whatever the
# schedule starts, nothing else can be crawled.
LOOPBACK_ONLY = """#!{python}
import sys
sys.path.insert(0, {house!r})
import crawler.outlets
from tests.newsroom.hostile import declared_at
ours = {{"trial": declared_at("trial", {base!r})}}
crawler.outlets.outlets = lambda: ours
crawler.outlets.outlet = ours.__getitem__
from crawler.commands import qiaowen
if __name__ == "__main__":  # the readers are started with this file, too
    qiaowen()
"""


@pytest.fixture
def cron(tmp_path: Path) -> Iterator[None]:
    """The system's cron at work, with whatever crontab there was put back in the end."""
    if os.environ.get("QIAOWEN_CRON") != "1":
        pytest.skip("NOT TESTED: a real cron daemon; QIAOWEN_CRON=1 as root, where none is running, starts one")
    before = subprocess.run(["crontab", "-l"], capture_output=True, text=True, check=False)
    daemon = subprocess.Popen(["cron", "-f"])
    try:
        yield
    finally:
        daemon.terminate()
        daemon.wait()
        subprocess.run(["crontab", "-r"], check=True)
        if before.returncode == 0:
            subprocess.run(["crontab", "-"], input=before.stdout, text=True, check=True)


@pytest.mark.timeout(600)
def test_a_real_cron_daemon_runs_it(tmp_path: Path, cron: None) -> None:
    """The lines as they are printed, every minute in place of every hour."""
    program, folder = tmp_path / "qiao wen", tmp_path / "100% ours"
    with Hostile([Site("trial", lambda *_: None)]) as web:
        house, base = str(Path(__file__).parent.parent), web.sites["trial"].base
        program.write_text(LOOPBACK_ONLY.format(python=sys.executable, house=house, base=base))
        program.chmod(0o755)
        title, crawl, alert, _ = crontab(program, folder, CONTACT).split("\n")
        lines = (title, *(" ".join(("*", "*", *line.split(" ")[2:])) for line in (crawl, alert)), "")
        folder.mkdir()  # as it is after the first crawl by hand
        subprocess.run(["crontab", "-"], input="\n".join(lines), text=True, check=True)
        until = time.monotonic() + 200
        while len(runs(folder)) < 2 and time.monotonic() < until:
            time.sleep(2)
    assert [(run["outlet"], run["outcome"], run["stored"]) for run in runs(folder)][:2] == [
        ("trial", "finished", 3),
        ("trial", "finished", 0),
    ]
    assert (folder / "cron.log").read_text().startswith("trial: 3 found")
    assert "Library <news@example.org>" in web.sites["trial"].asked[0].headers["user-agent"]


def runs(folder: Path) -> list[sqlite3.Row]:
    try:
        reader = open_reader(folder)
    except ArchiveError:  # not yet
        return []
    try:
        return reader.execute("SELECT * FROM runs WHERE ended_at IS NOT NULL ORDER BY id").fetchall()
    finally:
        reader.close()
