"""Export: what goes out comes back the same, whole or not at all, and only what was asked for."""

import csv
import gzip
import hashlib
import json
from dataclasses import replace
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from warcio.archiveiterator import ArchiveIterator

from archive import (
    Archive,
    Chosen,
    check,
    export,
    open_reader,
    open_shelf,
    take_down,
)
from archive.exchange import rows
from tests.conftest import STORY, story
from tests.exchanged import HARBOUR, WHOLE, crawled, filled, page, run, told
from tests.test_captures import PAGE

__all__ = ["filled"]

PYARROW = find_spec("pyarrow") is not None


def test_json_lines_come_back_the_same(filled: Path, tmp_path: Path) -> None:
    out = tmp_path / "all.jsonl"
    assert run(filled, "export", "jsonl", out).stdout == f"{out}: 2 articles\n"
    assert run(tmp_path / "copy", "import", "articles", out).exit_code == 0
    assert told(tmp_path / "copy") == told(filled)
    again = run(tmp_path / "copy", "import", "articles", out)
    assert again.stdout.startswith("0 articles imported, 0 revised, 2 known")
    assert list(check(tmp_path / "copy")) == []


@pytest.mark.skipif(not PYARROW, reason="NOT TESTED: Parquet, because pyarrow is not installed")
def test_parquet_comes_back_the_same(filled: Path, tmp_path: Path) -> None:
    import pyarrow.parquet as pq  # noqa: PLC0415 - an extra

    run(filled, "export", "parquet", tmp_path / "all.parquet")
    found = pq.read_table(tmp_path / "all.parquet").to_pylist()
    reader = open_reader(filled)
    assert found == list(rows(reader, Chosen()))
    reader.close()


@pytest.mark.skipif(PYARROW, reason="pyarrow is installed")
def test_without_pyarrow_parquet_says_what_is_missing(filled: Path, tmp_path: Path) -> None:
    shown = run(filled, "export", "parquet", tmp_path / "all.parquet")
    assert (shown.exit_code, shown.stderr.count("\n")) == (2, 1)
    assert "pip install pyarrow" in shown.stderr


def test_a_spreadsheet_gets_every_article_and_runs_none(filled: Path, tmp_path: Path) -> None:
    with Archive(filled, software="test") as archive:
        archive.store(story(9, headline="=1+1"), outlet=HARBOUR.slug, seen_as="", capture=None, rules="test")
    run(filled, "export", "csv", tmp_path / "all.csv")
    with (tmp_path / "all.csv").open(encoding="utf-8-sig", newline="") as lines:
        found = {row["url"]: row for row in csv.DictReader(lines)}
    row = found[str(WHOLE.url)]
    assert row["body"].split("\n\n") == list(WHOLE.body)
    assert (row["tags"], row["authors"], row["images"]) == ("花市; 新春", "林若海", "花市一角\n水仙")
    assert found["https://harbour.example/archives/9"]["headline"] == "'=1+1"


def test_only_what_is_chosen_goes_out(filled: Path, tmp_path: Path) -> None:
    def number(*options: str) -> str:
        return run(filled, "export", "jsonl", tmp_path / "some.jsonl", *options).stdout.split()[-2]

    assert number("--outlet", HARBOUR.slug) == "2"
    assert run(filled, "export", "jsonl", tmp_path / "none.jsonl", "--outlet", "nobody").exit_code == 2
    assert number("--until", "2026-01-24") == "1"
    assert number("--since", "2026-01-24", "--until", "2026-01-24") == "1"
    assert run(filled, "export", "wacz", tmp_path / "x.wacz", "--outlet", "x").exit_code == 2


def test_what_is_taken_down_is_in_no_export(filled: Path, tmp_path: Path) -> None:
    with Archive(filled, software="test") as archive:
        take_down(archive.db, filled, str(WHOLE.url), "asked")
    for form in ("jsonl", "csv", "bibtex", "ris", "csl", "atom"):
        run(filled, "export", form, tmp_path / form)
        assert str(WHOLE.headline) not in (tmp_path / form).read_text("utf-8").replace(str(STORY.headline), "", 1)


def test_an_export_that_breaks_leaves_the_last_one(filled: Path, tmp_path: Path) -> None:
    target = tmp_path / "all.jsonl"
    run(filled, "export", "jsonl", target)
    before = target.read_bytes()
    reader = open_reader(filled)
    with pytest.raises(KeyboardInterrupt):
        export(reader, "jsonl", target, progress=_interrupt)
    reader.close()
    assert target.read_bytes() == before


def _interrupt(done: int, total: int) -> None:
    raise KeyboardInterrupt


def test_a_wacz_comes_back_with_every_capture(tmp_path: Path) -> None:
    crawled(tmp_path / "data", 1, 2, 3)
    out = tmp_path / "all.wacz"
    assert run(tmp_path / "data", "export", "wacz", out).stdout == f"{out}: 1 WARC files\n"
    with ZipFile(out) as packed:
        assert packed.testzip() is None
        package = json.loads(packed.read("datapackage.json"))
        for resource in package["resources"]:
            held = packed.read(resource["path"])
            assert f"sha256:{hashlib.sha256(held).hexdigest()}" == resource["hash"]
            assert len(held) == resource["bytes"]
        digest = json.loads(packed.read("datapackage-digest.json"))["hash"]
        assert digest == f"sha256:{hashlib.sha256(packed.read('datapackage.json')).hexdigest()}"
        index = gzip.decompress(packed.read("indexes/index.cdx.gz")).decode().splitlines()
        assert index == sorted(index)
        entry = json.loads(index[0].split(" ", 2)[2])
        warc = packed.read(f"archive/{entry['filename']}")[int(entry["offset"]) :][: int(entry["length"])]
        assert next(iter(ArchiveIterator(BytesIO(warc)))).rec_headers.get_header("WARC-Target-URI") == entry["url"]
        assert len(packed.read("pages/pages.jsonl").splitlines()) == 4
    shown = run(tmp_path / "copy", "import", "warc", "--every-host", out)
    assert shown.stdout == "3 articles imported, 0 revised, 0 known, 0 passed over, 0 failed\n"
    with open_shelf(tmp_path / "copy") as shelf:
        assert gzip.decompress(shelf.read(2).body) == page(2)
        assert shelf.read(2).fetched_at == "2026-01-24T19:00:00Z"
    assert run(tmp_path / "copy", "import", "warc", "--every-host", out).stdout.startswith(
        "0 articles imported, 0 revised, 0"
    )
    assert list(check(tmp_path / "copy")) == []


def test_a_wacz_of_an_archive_that_is_written_to_is_whole(tmp_path: Path) -> None:
    crawled(tmp_path / "data", 1)
    with Archive(tmp_path / "data", software="test") as archive:
        archive.keep(replace(PAGE, body=b"2"))
        [file] = (tmp_path / "data" / "warc").iterdir()
        with file.open("ab") as out:
            out.write(b"\x1f\x8b\x08 half a record")
        assert run(tmp_path / "data", "export", "wacz", tmp_path / "all.wacz").exit_code == 0
        file.write_bytes(file.read_bytes()[:-22])
    shown = run(tmp_path / "copy", "import", "warc", "--every-host", tmp_path / "all.wacz")
    assert shown.exit_code == 1
    assert "1 articles imported" in shown.stdout
