"""The schedule: lines that cron and systemd take as they are, for an archive whose path is as awkward as can be."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from crawler.commands import qiaowen
from crawler.scheduling import SERVICE, TIMER, crontab, units

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
    for _ in range(2):
        assert invoke("--install", "--yes").endswith("0")
    lines = table.read_text().splitlines()
    assert lines[0] == "0 3 * * * backup"
    assert len(lines) == 4
