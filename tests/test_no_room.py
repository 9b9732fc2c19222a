"""A file for which there is no room leaves nothing behind that is in the way of what comes next."""

import random
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from archive import Archive
from tests.conftest import story
from tests.exchanged import HARBOUR, run
from tests.test_captures import PAGE
from tests.test_under_fire import small_disk

__all__ = ["small_disk"]


@pytest.mark.parametrize(
    "arguments", [("export", "jsonl"), ("export", "wacz"), ("publish",), ("backup",)], ids=" ".join
)
def test_what_finds_no_room_leaves_nothing_in_the_way(small_disk: Path, tmp_path: Path, arguments: tuple[str]) -> None:
    with Archive(tmp_path / "data", software="test") as archive:
        archive.register(HARBOUR)
        body = tuple(f"第{number}段，花市開鑼，攤位增至三百個，雨勢不減街坊興致。" for number in range(20_000))
        capture = archive.keep(replace(PAGE, body=random.Random(7).randbytes(700_000)))
        for number in range(40 if arguments == ("publish",) else 1):
            article = story(number, body=body if number == 0 else body[:20], section="花市" * 2000)
            archive.store(article, outlet=HARBOUR.slug, seen_as="", capture=capture, rules="test")
    (small_disk / "fill").write_bytes(bytes(shutil.disk_usage(small_disk).free - 300_000))
    shown = run(tmp_path / "data", *arguments, small_disk / "out")
    assert shown.exit_code == 2, shown.output
    left = [path for path in small_disk.rglob("*") if path.is_file() and path.name != "fill"]
    assert left == []
