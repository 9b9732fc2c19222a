"""The public catalogue tells of the articles and is not them: not in a cell, not in a byte."""

import json
import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from archive import (
    Archive,
    ArchiveError,
    publish,
)
from archive.catalogue import EXTRACT_CHARACTERS
from crawler.commands import qiaowen
from tests.hiding import SECRET, holds, keep, taken

__all__ = ["taken"]


def test_the_catalogue_tells_of_the_articles_and_is_not_them(taken: Archive, tmp_path: Path) -> None:
    long = ("開頭一句，" + "後面的話。" * 60, "最後一段，不在目錄裏。")
    keep(taken, 9, headline="一篇長文", body=long, tags=("花市",))
    taken.close()
    target = tmp_path / "catalogue.db"
    told: list[tuple[int, int]] = []
    assert publish(taken.folder, target, lambda done, total: told.append((done, total))) == 2
    assert told == [(2, 2)]
    assert not holds(target, "最後一段")
    assert not holds(target, SECRET)
    assert not holds(target, "taken_down")
    with closing(sqlite3.connect(target)) as catalogue:
        catalogue.row_factory = sqlite3.Row
        row = dict(catalogue.execute("SELECT * FROM articles WHERE headline = '一篇長文'").fetchone())
        assert row["characters"] == len("".join(long))
        assert row["extract"].startswith("開頭一句，")
        assert len(row["extract"]) == 81
        assert json.loads(row["tags"]) == ["花市"]
        short = catalogue.execute("SELECT extract FROM articles WHERE headline <> '一篇長文'").fetchone()
        assert short["extract"] is None
        assert catalogue.execute("SELECT sum(articles) FROM counts").fetchone()[0] == 2


def test_a_catalogue_is_written_whole_or_not_at_all(taken: Archive, tmp_path: Path) -> None:
    taken.close()
    target = tmp_path / "catalogue.db"
    publish(taken.folder, target)
    before = target.read_bytes()
    with pytest.raises(ArchiveError):
        publish(tmp_path / "none", target)
    assert target.read_bytes() == before
    assert CliRunner().invoke(qiaowen, ["--archive", str(taken.folder), "publish", str(target)]).stdout == (
        f"{target}: 1 articles\n"
    )


def test_no_text_is_in_the_bytes_of_a_catalogue(archive: Archive, tmp_path: Path) -> None:
    """Not in a cell, not in what a page of the file has left over."""
    dice = random.Random(20261122)
    long = ["".join(chr(dice.randrange(0x4E00, 0x9FA6)) for _ in range(600)) for _ in range(40)]
    for number, body in enumerate(long):
        keep(archive, number, headline=f"第{number}則", body=(body[:200], body[200:400], body[400:]), deck=body[5:25])
        keep(archive, number, headline=f"第{number}則", body=(body[:200], body[200:400], body[400:], "後來。"))
    archive.close()
    target = tmp_path / "catalogue.db"
    assert publish(archive.folder, target) == 40
    held = target.read_bytes()
    assert long[3][:40].encode() in held
    for body in long:
        for start in range(EXTRACT_CHARACTERS, 590, 10):
            assert body[start : start + 10].encode() not in held
    with closing(sqlite3.connect(target)) as catalogue:
        assert catalogue.execute("PRAGMA freelist_count").fetchone() == (0,)
