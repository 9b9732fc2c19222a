"""WARC files that know more than the database, as after it was restored from a backup, are taken in where they lie."""

import shutil
from pathlib import Path

import pytest

from archive import check
from tests.exchanged import crawled, run, told


@pytest.fixture
def restored(tmp_path: Path) -> Path:
    """Two articles, and captures of a third and of a change in the first that the database does not know."""
    folder = tmp_path / "data"
    crawled(folder, 1, 2)
    run(folder, "backup", tmp_path / "backup")
    crawled(folder, 3)
    crawled(folder, 1, headline="花市順延", at="2026-02-01T00:00:00Z")
    for left in folder.glob("archive.db*"):
        left.unlink()
    shutil.copy(tmp_path / "backup" / "archive.db", folder)
    return folder


def test_what_check_says_of_a_database_from_before_mends_it(restored: Path) -> None:
    [file] = (restored / "warc").iterdir()
    held = file.read_bytes()
    shown = run(restored, "check")
    assert shown.stdout == (
        f"warc/{file.name} holds 2 captures that the archive does not name, the first of "
        f"https://harbour.example/archives/3: `qiaowen import warc {file}` takes them in\n"
    )
    taken = run(restored, "import", "warc", "--every-host", file)
    assert taken.stdout == "1 articles imported, 1 revised, 0 known, 0 passed over, 0 failed\n"
    assert [(row["headline"], row["revision"]) for row in told(restored)] == [
        ("花市順延1", 2),
        ("港灣花市開鑼2", 1),
        ("港灣花市開鑼3", 1),
    ]
    assert [path for path in (restored / "warc").iterdir() if path.stat().st_size] == [file]
    assert file.read_bytes() == held
    assert len((restored / "cdxj" / f"{file.name[:-8]}.cdxj").read_text().splitlines()) == 4
    assert list(check(restored)) == []
    assert run(restored, "import", "warc", "--every-host", file).stdout.startswith("0 articles imported, 0 revised")


def test_a_whole_file_of_ours_that_is_not_known(restored: Path, tmp_path: Path) -> None:
    crawled(tmp_path / "other", 8)
    [file] = (tmp_path / "other" / "warc").iterdir()
    at = restored / "warc" / file.name
    file.rename(at)
    for path in (restored / "warc").glob("*.gz"):
        run(restored, "import", "warc", "--every-host", path)
    assert list(check(restored)) == []
    assert len(told(restored)) == 4


def test_a_file_of_others_does_not_belong_there(restored: Path) -> None:
    (restored / "warc" / "theirs.warc.gz").touch()
    assert (
        "warc/theirs.warc.gz is not known to the archive and not of its making: put it elsewhere, and `qiaowen import"
        in (run(restored, "check").stdout)
    )


def test_one_that_is_cut_off_is_taken_in_as_far_as_it_goes(restored: Path) -> None:
    [file] = (restored / "warc").iterdir()
    file.write_bytes(file.read_bytes()[:-700])
    assert run(restored, "import", "warc", "--every-host", file).exit_code == 0
    assert list(check(restored)) == []
    assert len(told(restored)) == 3
