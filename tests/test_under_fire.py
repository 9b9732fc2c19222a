"""The disk fills up, files may not be written, others hold locks: a clear message, and a sound archive."""

import os
import resource
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from archive import (
    Archive,
    ArchiveDamaged,
    ArchiveError,
    ArchiveFull,
    ArchiveLocked,
    OutletRecord,
    check,
    open_shelf,
    store,
    take_down,
)
from crawler.commands import qiaowen
from tests.conftest import story
from tests.test_captures import PAGE

NOBODY = 65534

# Stores one story after another, each with a capture that cannot be packed, until it is stopped.
STORES = """
import os, sys
from pathlib import Path
from archive import Archive, ArchiveError
from tests.conftest import story
from tests.test_captures import PAGE
from dataclasses import replace
from archive import OutletRecord
home = "https://harbour.example/"
if len(sys.argv) > 3:
    os.setuid(int(sys.argv[3]))
try:
    with Archive(Path(sys.argv[1]), software="test") as archive:
        archive.register(OutletRecord(slug="harbour", name="港灣華報", home=home, status="active"))
        for number in range(int(sys.argv[2]), 100_000):
            body = os.urandom(20_000)
            capture = archive.keep(replace(PAGE, url=f"{home}{number}", body=body))
            article = story(number, body=("花市" * 300,))
            archive.store(article, outlet="harbour", seen_as="", capture=capture, rules="test")
            print(number, flush=True)
except ArchiveError as fault:
    print(type(fault).__name__, fault, flush=True)
    sys.exit(2)
"""


def stores(folder: Path, *, start: int = 0, limit: int | None = None, user: int | None = None) -> tuple[int, str]:
    """Run that program; how many articles it says it stored, and its last words."""

    def hold_back() -> None:
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    done = subprocess.run(
        [sys.executable, "-c", STORES, folder, str(start), *([str(user)] if user else [])],
        capture_output=True,
        text=True,
        check=False,
        env={name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")},
        preexec_fn=hold_back,
    )
    *stored, last = done.stdout.splitlines() or [""]
    assert done.returncode == 2, done.stdout[-300:] + done.stderr[-2000:]
    assert "Traceback" not in done.stderr
    return len(stored), last


def held(folder: Path) -> int:
    with sqlite3.connect(folder / "archive.db") as reader:
        articles = reader.execute("SELECT count(*) FROM articles").fetchone()[0]
        captures = [number for (number,) in reader.execute("SELECT id FROM captures")]
    reader.close()
    with open_shelf(folder) as shelf:
        for number in captures:
            shelf.read(number)
    return int(articles)


@pytest.mark.parametrize("limit", [150_000, 400_000, 2_000_000], ids=lambda limit: f"{limit:,} bytes")
def test_a_file_that_cannot_grow_stops_with_one_line_and_nothing_is_lost(tmp_path: Path, limit: int) -> None:
    """A limit on the size of files stops now the captures, now the database, in the middle of a write."""
    stored, said = stores(tmp_path, limit=limit)
    assert said.startswith("ArchiveFull")
    assert "Make room, then run the same command again" in said
    if stored:
        assert list(check(tmp_path)) == []
        assert held(tmp_path) == stored
    with Archive(tmp_path, software="after room was made") as archive:
        archive.keep(PAGE)
    assert list(check(tmp_path)) == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of six megabytes; skipped, and said so, where this user may mount none."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", folder], capture_output=True, check=False)
    if mount.returncode:
        pytest.skip("NOT TESTED: a full disk, because this user may not mount a small one")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


def test_a_full_disk_stops_with_one_line_and_nothing_is_lost(small_disk: Path) -> None:
    folder = small_disk / "data"
    stored, said = stores(folder)
    assert stored > 10
    assert said.startswith("ArchiveFull")
    # There may have been no room left even for the replay index, which is made again.
    assert all("has no index in cdxj/" in finding for finding in check(folder))
    assert held(folder) == stored
    subprocess.run(["mount", "-o", "remount,size=12m", small_disk], check=True)
    more, _ = stores(folder, start=1000)
    assert more > 10
    assert held(folder) == stored + more
    subprocess.run(["mount", "-o", "remount,size=16m", small_disk], check=True)
    with Archive(folder, software="after room was made") as archive:
        archive.keep(PAGE)
    assert list(check(folder)) == []


@pytest.mark.skipif(os.getuid() != 0, reason="NOT TESTED: another user's files, because only root can act as another")
@pytest.mark.parametrize("what", ["folder", "archive.db", "warc"])
def test_files_that_may_not_be_written_are_said_to_be_so(tmp_path_factory: pytest.TempPathFactory, what: str) -> None:
    top = tmp_path_factory.mktemp("others")
    for folder in (top, *top.parents[:2]):
        folder.chmod(0o755)
    folder = top / "data"
    with Archive(folder, software="test") as archive:
        archive.keep(PAGE)
    for path in (folder, *folder.rglob("*")):
        os.chown(path, NOBODY, NOBODY)
    target = folder if what == "folder" else folder / what
    for path in (target, *target.rglob("*")):
        os.chown(path, 0, 0)
    _, said = stores(folder, user=NOBODY)
    assert said.startswith("ArchiveLocked")
    assert "may not be written to" in said
    assert list(check(folder)) == []


def test_a_database_that_another_program_holds_is_said_to_be_so(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = archive.folder
    archive.close()
    monkeypatch.setattr(store, "BUSY_TIMEOUT_SECONDS", 0.1)
    other = sqlite3.connect(folder / "archive.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with Archive(folder, software="test") as opened:
        with pytest.raises(ArchiveLocked, match="another program keeps the database locked"):
            opened.store(story(1), outlet="harbour", seen_as="", capture=None, rules="test")
        other.execute("ROLLBACK")
        opened.store(story(1), outlet="harbour", seen_as="", capture=None, rules="test")
    other.close()
    assert list(check(folder)) == []


READING = (
    ["boilerplate"],
    ["clean", "PAGE", "--learned", "--outlet", "harbour"],
    ["search", "花市"],
    ["export", "jsonl", "OUT"],
    ["export", "wacz", "OUT"],
    ["publish", "OUT"],
    ["backup", "OUT"],
    ["takedown", "list"],
    ["status"],
    ["check"],
)


@pytest.mark.parametrize("command", READING, ids=" ".join)
@pytest.mark.parametrize(
    ("done", "says"),
    [
        ("DELETE FROM _sqlite_migrations WHERE name IN ('takedowns', 'boilerplate')", "is not of today's form"),
        (
            "INSERT INTO _sqlite_migrations SELECT NULL, migration_set, 'holograms', applied_at "
            "FROM _sqlite_migrations LIMIT 1",
            "was written by a later version of Qiaowen (it has holograms)",
        ),
    ],
    ids=["older", "newer"],
)
def test_another_versions_archive_is_told_in_a_line(
    archive: Archive, tmp_path: Path, command: list[str], done: str, says: str
) -> None:
    archive.close()
    with closing(sqlite3.connect(archive.folder / "archive.db")) as db:
        assert db.execute(done).rowcount
        if "DELETE" in done:
            db.execute("DROP TABLE boilerplate")
        db.commit()
    before = (archive.folder / "archive.db").read_bytes()
    (tmp_path / "page.html").write_text("<p>花市開鑼。</p>", "utf-8")
    named = {"PAGE": str(tmp_path / "page.html"), "OUT": str(tmp_path / "out")}
    asked = ["--archive", str(archive.folder), *(named.get(word, word) for word in command)]
    shown = CliRunner().invoke(qiaowen, asked, catch_exceptions=False)
    assert (shown.exit_code, shown.stderr.count("\n"), shown.stdout) == (2, 1, "")
    assert says in shown.stderr
    assert (archive.folder / "archive.db").read_bytes() == before


@pytest.mark.parametrize(
    "command",
    [
        ["boilerplate", "harbour", "--drop", "本報地址"],
        ["takedown", "add", "https://harbour.example/1", "--reason", "asked"],
        ["import", "archive", "OTHER"],
    ],
    ids=lambda command: command[0],
)
def test_whatever_writes_says_in_a_line_that_the_file_is_locked(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    archive.close()
    with Archive(tmp_path / "other", software="test") as other:
        other.keep(PAGE)
    monkeypatch.setattr(store, "BUSY_TIMEOUT_SECONDS", 0.1)
    with closing(sqlite3.connect(archive.folder / "archive.db", isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        named = [str(tmp_path / "other") if word == "OTHER" else word for word in command]
        shown = CliRunner().invoke(qiaowen, ["--archive", str(archive.folder), *named], catch_exceptions=False)
    assert (shown.exit_code, shown.stderr.count("\n")) == (2, 1), shown.output
    assert "another program keeps the database locked" in shown.stderr
    again = CliRunner().invoke(qiaowen, ["--archive", str(archive.folder), *named], catch_exceptions=False)
    assert again.exit_code == 0
    assert list(check(archive.folder)) == []


def test_an_archive_on_a_disk_that_is_only_read_is_read(small_disk: Path, tmp_path: Path) -> None:
    folder = small_disk / "data"
    with Archive(folder, software="test") as archive:
        archive.register(OutletRecord(slug="harbour", name="港灣華報", home="https://h.example/", status="undeclared"))
        archive.store(story(7), outlet="harbour", seen_as="", capture=archive.keep(PAGE), rules="test")
        archive.store(story(8), outlet="harbour", seen_as="", capture=None, rules="test")
        take_down(archive.db, folder, str(story(8).url), "asked")
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    assert list(check(folder)) == []
    with open_shelf(folder) as shelf:
        assert shelf.read(1).body == PAGE.body
    with pytest.raises(ArchiveLocked, match="may not be written to"):
        Archive(folder, software="test")
    (tmp_path / "page.html").write_text("<p>花市開鑼。</p>", "utf-8")
    for number, command in enumerate(READING):
        named = {"PAGE": str(tmp_path / "page.html"), "OUT": str(tmp_path / f"out{number}")}
        asked = ["--archive", str(folder), *(named.get(word, word) for word in command)]
        assert CliRunner().invoke(qiaowen, asked, catch_exceptions=False).exit_code == 0, command


def test_what_is_no_database_is_said_to_be_damaged(tmp_path: Path) -> None:
    (tmp_path / "archive.db").write_bytes(b"not a database " * 1000)
    with pytest.raises(ArchiveDamaged, match="the database is damaged"):
        Archive(tmp_path, software="test")


def test_a_capture_that_cannot_be_written_leaves_the_file_as_it_was(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.keep(PAGE)
    [file] = (archive.folder / "warc").iterdir()
    before = file.read_bytes()

    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("archive.captures.os.fsync", fail)
    with pytest.raises(ArchiveFull, match="the page in hand was not stored"):
        archive.keep(replace(PAGE, body=b"another"))
    assert file.read_bytes() == before
    monkeypatch.undo()
    archive.keep(replace(PAGE, body=b"another"))
    archive.close()
    assert list(check(archive.folder)) == []


def test_other_faults_are_not_dressed_up(archive: Archive) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        archive.store(story(1), outlet="nobody", seen_as="", capture=99, rules="test")
    assert not isinstance(sqlite3.IntegrityError(), ArchiveError)
