"""Captures: what is written to WARC is what comes back, and what was damaged is said to be."""

import gzip
import os
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders

from archive import Archive, Capture, CaptureUnreadable, cdxj, check, open_shelf, search
from archive import captures as warc
from archive.packing import member
from tests.conftest import story

PAGE = Capture(
    url="https://harbour.example/archives/7?p=1",
    fetched_at="2026-01-24T19:00:00Z",
    status=200,
    headers=(("Content-Type", "text/html; charset=big5"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")),
    body="<p>花市</p>".encode("big5"),
    request_headers=(("User-Agent", "Qiaowen/test"),),
)


def test_a_capture_comes_back_as_it_was(archive: Archive) -> None:
    back = archive.capture(archive.keep(PAGE))
    assert (back.url, back.fetched_at, back.status, back.headers, back.body) == (
        PAGE.url,
        PAGE.fetched_at,
        200,
        PAGE.headers,
        PAGE.body,
    )


@given(body=st.binary(max_size=2000), status=st.sampled_from([200, 304, 404, 499, 503]))
def test_any_bytes_come_back(tmp_path_factory: pytest.TempPathFactory, body: bytes, status: int) -> None:
    folder = tmp_path_factory.mktemp("warc")
    place = warc.CaptureWriter(folder, "test").write(
        Capture(url=PAGE.url, fetched_at=PAGE.fetched_at, status=status, headers=(), body=body)
    )
    assert warc.read_record(folder, place).body == body


def test_a_body_stays_in_the_encoding_it_was_sent_in(archive: Archive) -> None:
    sent = gzip.compress("花市".encode())
    zipped = Capture(
        url=PAGE.url, fetched_at=PAGE.fetched_at, status=200, headers=(("Content-Encoding", "gzip"),), body=sent
    )
    assert archive.capture(archive.keep(zipped)).body == sent


@given(plain=st.binary(max_size=500), packed=st.binary(max_size=100_000))
def test_what_is_laid_in_as_it_is_comes_out_as_it_was(plain: bytes, packed: bytes) -> None:
    assert gzip.decompress(member(plain + packed, len(packed))) == plain + packed


def test_what_was_sent_packed_is_not_packed_again() -> None:
    body = os.urandom(20_000)
    assert 0 <= len(member(b"head" * 100 + body, len(body))) - len(body) < 100
    assert len(member(bytes(20_000))) < 100


def test_the_file_is_warc_1_1_with_a_member_per_record(archive: Archive) -> None:
    archive.keep(PAGE)
    [file] = (archive.folder / "warc").iterdir()
    with file.open("rb") as stream:
        records = [
            (record.rec_type, record.rec_headers.protocol, record.rec_headers.get_header("WARC-Concurrent-To"))
            for record in ArchiveIterator(stream, check_digests="raise")
        ]
        stream.seek(0)
        response_id = [r.rec_headers.get_header("WARC-Record-ID") for r in ArchiveIterator(stream)][1]
    assert records == [
        ("warcinfo", "WARC/1.1", None),
        ("response", "WARC/1.1", None),
        ("request", "WARC/1.1", response_id),
    ]
    assert file.read_bytes().count(b"\x1f\x8b\x08") == 3


def test_headers_keep_the_bytes_they_came_in(archive: Archive) -> None:
    """A header in UTF-8, as HTTP hands it on: one character a byte. In the file, the bytes are the server's own."""
    name = "花市.html".encode()
    archive.keep(replace(PAGE, headers=(("Content-Disposition", f"inline; filename={name.decode('latin-1')}"),)))
    [file] = (archive.folder / "warc").iterdir()
    assert b"filename=" + name in gzip.decompress(file.read_bytes())


def test_an_address_may_be_written_in_chinese(archive: Archive) -> None:
    number = archive.keep(replace(PAGE, url="https://港灣.example/花市/?q=年宵"))
    assert archive.capture(number).url == "https://港灣.example/花市/?q=年宵"


def test_imported_text_is_a_resource_nobody_answered_with(archive: Archive) -> None:
    text = Capture(
        url=PAGE.url, fetched_at=PAGE.fetched_at, status=None, headers=(("Content-Type", "text/plain"),), body=b"abc"
    )
    back = archive.capture(archive.keep(text))
    assert (back.status, back.body, back.header("content-type")) == (None, b"abc", "text/plain")


def test_files_roll_by_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc, "ROLL_AT_BYTES", 1)
    writer = warc.CaptureWriter(tmp_path, "test")
    places = [writer.write(PAGE), writer.write(PAGE)]
    assert places[0].file != places[1].file
    assert [warc.read_record(tmp_path, place).body for place in places] == [PAGE.body] * 2


def test_a_body_that_comes_again_is_a_revisit_and_is_read_all_the_same(archive: Archive) -> None:
    first, again = (
        archive.keep(PAGE),
        archive.keep(replace(PAGE, fetched_at="2026-01-25T19:00:00Z", headers=(("A", "b"),))),
    )
    assert archive.db.execute("SELECT id, original FROM captures").fetchall() == [(first, None), (again, first)]
    back = archive.capture(again)
    assert (back.body, back.headers, back.fetched_at) == (PAGE.body, (("A", "b"),), "2026-01-25T19:00:00Z")
    record = revisits(archive)[0]
    assert record.get_header("WARC-Profile").endswith("1.1/revisit/identical-payload-digest")
    assert record.get_header("WARC-Refers-To-Target-URI") == PAGE.url
    assert record.get_header("WARC-Refers-To-Date") == PAGE.fetched_at


def test_not_modified_is_a_revisit_of_the_last_answer_in_full(archive: Archive) -> None:
    first = archive.keep(PAGE)
    archive.keep(replace(PAGE, status=404, body=b"gone"))
    third = archive.keep(replace(PAGE, body=b"new text"))
    unchanged = archive.keep(replace(PAGE, status=304, body=b"", headers=(("ETag", "x"),)))
    last = archive.db.execute("SELECT original FROM captures WHERE id = ?", [unchanged]).fetchone()
    assert last == (third,)
    assert first != third
    back = archive.capture(unchanged)
    assert (back.status, back.body, back.header("etag")) == (304, b"", "x")
    [record] = revisits(archive)
    assert record.get_header("WARC-Profile").endswith("1.1/revisit/server-not-modified")


def test_not_modified_of_nothing_we_have_is_kept_as_it_came(archive: Archive) -> None:
    number = archive.keep(replace(PAGE, status=304, body=b""))
    assert archive.capture(number).status == 304
    assert not revisits(archive)


def revisits(archive: Archive) -> list[StatusAndHeaders]:
    """The WARC headers of the revisit records."""
    [file] = (archive.folder / "warc").iterdir()
    with file.open("rb") as stream:
        return [r.rec_headers for r in ArchiveIterator(stream, check_digests="raise") if r.rec_type == "revisit"]


def test_a_file_left_whole_is_gone_on_with(tmp_path: Path) -> None:
    for number in range(3):
        with Archive(tmp_path, software="test") as archive:
            archive.keep(replace(PAGE, body=b"%d" % number))
    assert len(list((tmp_path / "warc").iterdir())) == 1
    assert list(check(tmp_path)) == []


KILLED = """
import os, sys
from pathlib import Path
from archive import Archive, Capture
import archive.shelf
archive = Archive(Path(sys.argv[1]), software="killed")
def page(body):
    return Capture(url="https://harbour.example/7", fetched_at="2026-01-24T19:00:00Z", status=200, body=body,
                   headers=())
archive.keep(page(b"noted"))
from archive import store
store.shelf.note = lambda *_, **__: os.kill(os.getpid(), 9)
archive.keep(page(b"on disk and not noted" if sys.argv[2] == "new" else b"noted"))
"""


@pytest.mark.parametrize("kind", ["new", "revisit"])
def test_a_capture_that_was_on_disk_when_its_writer_was_killed_is_taken_in(tmp_path: Path, kind: str) -> None:
    assert subprocess.run([sys.executable, "-c", KILLED, tmp_path, kind], check=False).returncode == -9
    with Archive(tmp_path, software="next") as archive:
        bodies = [archive.capture(number).body for number in (1, 2)]
        assert bodies == [b"noted", b"on disk and not noted" if kind == "new" else b"noted"]
        assert archive.db.execute("SELECT original FROM captures").fetchall()[1] == (
            (1,) if kind == "revisit" else (None,)
        )
    assert list(check(tmp_path)) == []


def test_a_tail_cut_off_by_a_crash_is_never_written_behind(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", KILLED, tmp_path, "new"], check=False)
    [file] = (tmp_path / "warc").iterdir()
    file.write_bytes(file.read_bytes()[:-30] if file.stat().st_size else b"")
    with Archive(tmp_path, software="next") as archive:
        archive.keep(PAGE)
        states = dict(archive.db.execute("SELECT name, state FROM warc_files").fetchall())
    assert states.pop(file.name) == "cut off"
    assert list(states.values()) == ["open"]
    assert list(check(tmp_path)) == []
    assert [archive_body(tmp_path, number) for number in (1, 2)] == [b"noted", b"on disk and not noted"]


def archive_body(folder: Path, number: int) -> bytes:
    with open_shelf(folder) as shelf:
        return shelf.read(number).body


def test_a_new_run_never_writes_behind_a_cut_off_record(archive: Archive) -> None:
    archive.keep(PAGE)
    [first] = (archive.folder / "warc").iterdir()
    with first.open("ab") as tail:
        tail.write(b"\x1f\x8b\x08half a record")
    place = warc.CaptureWriter(archive.folder / "warc", "next run").write(PAGE)
    assert place.file != first.name


@pytest.mark.parametrize("damage", ["flipped", "cut off", "gone"])
def test_damage_is_told(archive: Archive, damage: str) -> None:
    number = archive.keep(PAGE)
    [file] = (archive.folder / "warc").iterdir()
    held = file.read_bytes()
    if damage == "gone":
        file.unlink()
    else:
        offset = next(archive.db.query("SELECT warc_offset FROM captures"))["warc_offset"]
        file.write_bytes(
            held[: offset + 40] if damage == "cut off" else held[: offset + 60] + b"\x00\xff\x00" + held[offset + 63 :]
        )
    with pytest.raises(CaptureUnreadable):
        archive.capture(number)
    [finding] = list(check(archive.folder))
    assert finding.startswith(f"capture {number} of {PAGE.url} cannot be read")


def test_a_sound_archive_has_no_findings(archive: Archive) -> None:
    archive.keep(PAGE)
    assert list(check(archive.folder)) == []


def test_a_capture_nobody_made(archive: Archive) -> None:
    with pytest.raises(CaptureUnreadable, match="none of that number"):
        archive.capture(99)


def test_what_is_gathered_is_there_all_at_once(archive: Archive) -> None:
    with archive.gathering():
        for number in range(3):
            capture = archive.keep(replace(PAGE, url=f"{PAGE.url}{number}", body=bytes([number])))
            archive.store(story(number), outlet="harbour", seen_as="", capture=capture, rules="test")
        with open_shelf(archive.folder) as shelf, pytest.raises(CaptureUnreadable):
            shelf.read(1)
    assert archive.capture(2).body == b"\x01"
    assert len(search(archive.db.conn, "花市")) == 3
    archive.close()
    assert list(check(archive.folder)) == []


def test_what_fails_while_it_is_gathered_leaves_nothing_but_the_captures(archive: Archive) -> None:
    def gather() -> None:
        with archive.gathering():
            capture = archive.keep(replace(PAGE, body=b"another"))
            archive.store(story(1), outlet="harbour", seen_as="", capture=capture, rules="test")
            archive.store(story(2), outlet="nobody", seen_as="", capture=capture, rules="test")

    archive.keep(PAGE)
    with pytest.raises(sqlite3.IntegrityError):
        gather()
    assert archive.db.execute("SELECT count(*) FROM articles").fetchone() == (0,)
    archive.keep(replace(PAGE, body=b"a later one"))
    archive.close()
    with Archive(archive.folder, software="next") as opened:
        assert [opened.capture(number).body for number in (1, 2, 3)] == [PAGE.body, b"a later one", b"another"]
    assert list(check(archive.folder)) == []


def test_a_capture_that_could_not_be_noted_is_taken_in_by_the_next_writer(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> int:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("archive.keeping.shelf.note", fail)
    with pytest.raises(sqlite3.OperationalError):
        archive.keep(PAGE)
    monkeypatch.undo()
    archive.close()
    with Archive(archive.folder, software="next") as opened:
        assert opened.capture(1).body == PAGE.body
    assert list(check(archive.folder)) == []


def test_lines_of_an_index_are_put_in_order_however_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archive.cdxj._HELD", 2)
    assert "".join(cdxj.in_order(iter("丁b甲ca乙a"))) == "a\na\nb\nc\n丁\n乙\n甲\n"
