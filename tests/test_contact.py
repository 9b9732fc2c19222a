"""Who crawls says so: asked once on a terminal, kept with the archive, never asked where nobody is."""

import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from archive import Tally
from crawler.commands import qiaowen
from crawler.errors import NoContact
from crawler.fetch.report import Report
from crawler.identity import introduce, keep_contact, user_agent
from crawler.outlet import Outlet

LIVE = "worldjournal"


@pytest.fixture(autouse=True)
def nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody has said who crawls; and nothing is crawled here, only said to have been."""
    monkeypatch.setenv("QIAOWEN_CONTACT", "")

    def pretend(outlets: list[Outlet], *_: object, **__: object) -> list[Report]:
        return [Report(outlet, Tally(outcome="finished", verdict="well")) for outlet in outlets]

    monkeypatch.setattr("crawler.fetch.crawl.crawl", pretend)


def run(folder: Path, *arguments: str, said: str | None = None) -> Result:
    return CliRunner().invoke(qiaowen, ["--archive", str(folder), *arguments], input=said, catch_exceptions=False)


def test_where_nobody_is_nobody_is_asked(tmp_path: Path) -> None:
    refused = run(tmp_path, "crawl", LIVE)
    assert refused.exit_code == 2
    assert refused.stderr.count("\n") == 1
    assert "QIAOWEN_CONTACT" in refused.stderr
    assert "contact.txt" in refused.stderr


def test_on_a_terminal_it_is_asked_once_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["crawler.commands.crawl"], "_is_watched", lambda: True)
    first = run(tmp_path, "crawl", LIVE, said="desk@library.example\n")
    assert first.exit_code == 0
    assert "Whom may an outlet write to" in first.stderr
    assert (tmp_path / "contact.txt").read_text() == "desk@library.example\n"
    monkeypatch.setenv("QIAOWEN_CONTACT", "")
    again = run(tmp_path, "crawl", LIVE)
    assert (again.exit_code, again.stderr) == (0, "")
    assert "desk@library.example" in user_agent()


def test_what_is_kept_is_put_into_the_schedule(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep_contact(tmp_path, "https://library.example/crawl")
    monkeypatch.setenv("QIAOWEN_CONTACT", "")
    assert "https://library.example/crawl" in run(tmp_path, "schedule").output


def test_the_environment_outranks_what_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep_contact(tmp_path, "desk@library.example")
    monkeypatch.setenv("QIAOWEN_CONTACT", "night@library.example")
    introduce(tmp_path)
    assert os.environ["QIAOWEN_CONTACT"] == "night@library.example"


@pytest.mark.parametrize(
    "said", ["", "me", "desk@library", "http://localhost", "a@b.example\nX-Evil: 1", "a b@c.example"]
)
def test_what_nobody_can_be_reached_by_is_refused(tmp_path: Path, said: str) -> None:
    with pytest.raises(NoContact, match="neither a mail address nor"):
        keep_contact(tmp_path, said)
    assert not (tmp_path / "contact.txt").exists()


def test_a_real_terminal_is_asked(tmp_path: Path) -> None:
    """The answer is none that could be reached, so that nothing is crawled."""
    here, there = pty.openpty()
    command = [sys.executable, "-m", "crawler.commands", "--archive", str(tmp_path), "crawl", LIVE]
    with subprocess.Popen(command, stdin=there, stdout=there, stderr=there) as asked:
        os.close(there)
        heard, until = b"", time.monotonic() + 60
        while b"write to about" not in heard and time.monotonic() < until:
            if select.select([here], [], [], 1)[0]:
                heard += os.read(here, 1000)
        os.write(here, b"nobody\n")
        assert asked.wait(timeout=60) == 2
    os.close(here)
    assert b"Whom may an outlet write to" in heard
    assert not (tmp_path / "contact.txt").exists()
