"""Import of WARC files, ours and others': pages as they were captured, repeats with the bytes they repeat."""

import gzip
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from archive import (
    check,
    open_reader,
    open_shelf,
)
from tests.exchanged import PARAGRAPHS, crawled, page, run, told


def foreign(path: Path, *, packed: bool, chunked: bool) -> None:
    """A WARC as others write it: Browsertrix unpacked with microseconds, Common Crawl packed, some still in chunks."""
    with path.open("wb") as out:
        writer = WARCWriter(out, gzip=packed, warc_version="1.1")
        writer.write_record(writer.create_warcinfo_record("x", {"software": "another"}))
        body = page(1)
        headers = [("Content-Type", "text/html; charset=utf-8")]
        if chunked:
            headers.append(("Transfer-Encoding", "chunked"))
            body = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
        for url, kind, status in (
            ("https://harbour.example/archives/1", "text/html", "200 OK"),
            ("https://harbour.example/style.css", "text/css", "200 OK"),
            ("https://harbour.example/archives/2", "text/html", "404 Not Found"),
        ):
            told_headers = headers if kind == "text/html" else [("Content-Type", kind)]
            record = writer.create_warc_record(
                url,
                "response",
                payload=BytesIO(body),
                length=len(body),
                http_headers=StatusAndHeaders(status, told_headers, protocol="HTTP/1.1"),
                warc_headers_dict={"WARC-Date": "2019-05-06T07:08:09.123456Z"},
            )
            writer.write_record(record)


@pytest.mark.parametrize(("packed", "chunked"), [(True, False), (False, False), (True, True)])
def test_others_warc_files_are_read(tmp_path: Path, packed: bool, chunked: bool) -> None:
    foreign(tmp_path / "x.warc.gz", packed=packed, chunked=chunked)
    shown = run(tmp_path / "data", "import", "warc", "--every-host", tmp_path / "x.warc.gz")
    assert shown.stdout == "1 articles imported, 0 revised, 0 known, 2 passed over, 0 failed\n"
    [row] = told(tmp_path / "data")
    assert row["body"] == list(PARAGRAPHS)
    assert row["fetched_at"] == "2019-05-06T07:08:09Z"


FIRST, LATER = "2019-05-06T07:08:09.123456Z", "2019-05-08T07:08:09.654321Z"
ONE = "https://harbour.example/archives/1"
REFERENCES = {
    "address and moment": {"WARC-Refers-To-Target-URI": ONE, "WARC-Refers-To-Date": FIRST},
    "the moment alone": {"WARC-Refers-To-Date": FIRST},
    "the number of the record": {"WARC-Refers-To": "<urn:uuid:11111111-1111-1111-1111-111111111111>"},
    "the digest": {"WARC-Payload-Digest": "sha256:0a0b"},
}


def again(path: Path, *kinds: str, refers: dict[str, str], headers: bool) -> None:
    """A WARC of one page, and the same page two days later, in that order or not, as others write it."""
    packed = gzip.compress(page(1), mtime=0)
    html = [("Content-Type", "text/html; charset=utf-8"), ("Content-Encoding", "gzip")]
    with path.open("wb") as out:
        writer = WARCWriter(out, gzip=True, warc_version="1.1")
        for kind in kinds:
            if kind == "response":
                told_headers = {
                    "WARC-Date": FIRST,
                    "WARC-Record-ID": REFERENCES["the number of the record"]["WARC-Refers-To"],
                    "WARC-Payload-Digest": "sha256:0a0b",
                }
                http = StatusAndHeaders("200 OK", html, protocol="HTTP/1.1")
                record = writer.create_warc_record(
                    ONE,
                    "response",
                    payload=BytesIO(packed),
                    length=len(packed),
                    http_headers=http,
                    warc_headers_dict=told_headers,
                )
            else:
                block = (
                    StatusAndHeaders("200 OK", [*html, ("X-Cache", "HIT")], protocol="HTTP/1.1") if headers else None
                )
                record = writer.create_warc_record(
                    ONE,
                    "revisit",
                    payload=BytesIO(),
                    length=0,
                    http_headers=block,
                    warc_headers_dict={"WARC-Date": LATER} | refers,
                )
            writer.write_record(record)


@pytest.mark.parametrize("kinds", [("response", "revisit"), ("revisit", "response")], ids=" ".join)
@pytest.mark.parametrize("headers", [True, False], ids=["with headers", "without"])
@pytest.mark.parametrize("refers", REFERENCES.values(), ids=REFERENCES)
def test_a_page_that_came_again_has_its_bytes(
    tmp_path: Path, kinds: tuple[str, str], headers: bool, refers: dict[str, str]
) -> None:
    again(tmp_path / "x.warc.gz", *kinds, refers=refers, headers=headers)
    shown = run(tmp_path / "data", "import", "warc", "--every-host", tmp_path / "x.warc.gz")
    assert shown.stdout == "1 articles imported, 0 revised, 1 known, 0 passed over, 0 failed\n"
    with open_shelf(tmp_path / "data") as shelf:
        for number, moment in ((1, "2019-05-06T07:08:09Z"), (2, "2019-05-08T07:08:09Z")):
            capture = shelf.read(number)
            assert (capture.fetched_at, gzip.decompress(capture.body)) == (moment, page(1))
    [row] = told(tmp_path / "data")
    assert row["fetched_at"] == "2019-05-08T07:08:09Z"
    assert list(check(tmp_path / "data")) == []
    assert run(tmp_path / "data", "import", "warc", "--every-host", tmp_path / "x.warc.gz").stdout == (
        "0 articles imported, 0 revised, 0 known, 2 passed over, 0 failed\n"
    )


def test_an_import_that_was_killed_takes_in_the_rest_when_it_is_run_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    again(tmp_path / "x.warc.gz", "response", "revisit", refers=REFERENCES["the moment alone"], headers=True)
    asked = ("import", "warc", "--every-host", tmp_path / "x.warc.gz")
    with monkeypatch.context() as killed:
        killed.setattr("archive.index.index_article", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            run(tmp_path / "data", *asked)
    assert told(tmp_path / "data") == []
    assert run(tmp_path / "data", *asked).stdout == "1 articles imported, 0 revised, 1 known, 0 passed over, 0 failed\n"
    assert len(told(tmp_path / "data")) == 1
    assert list(check(tmp_path / "data")) == []


def test_its_bytes_may_have_come_with_an_earlier_file(tmp_path: Path) -> None:
    again(tmp_path / "1.warc.gz", "response", refers={}, headers=True)
    again(tmp_path / "2.warc.gz", "revisit", refers=REFERENCES["address and moment"], headers=True)
    shown = run(tmp_path / "data", "import", "warc", "--every-host", tmp_path / "2.warc.gz")
    assert shown.exit_code == 1
    assert "1 pages came again with the bytes of an answer that is neither in these files nor in" in shown.stderr
    for name in ("1.warc.gz", "2.warc.gz"):
        assert run(tmp_path / "data", "import", "warc", "--every-host", tmp_path / name).exit_code == 0
    with open_shelf(tmp_path / "data") as shelf:
        assert shelf.read(2).body == shelf.read(1).body


@pytest.mark.parametrize(
    "told",
    [b"<!doctype html><p>\xe8\x8a\xb1\xe5\xb8\x82</p>\n", b"url,headline\n", b"\x00" * 40],
    ids=["page", "table", "noughts"],
)
def test_what_is_no_warc_is_one_clear_line(tmp_path: Path, told: bytes) -> None:
    (tmp_path / "page.html").write_bytes(told)
    shown = run(tmp_path / "data", "import", "warc", tmp_path / "page.html")
    assert shown.exit_code == 2
    assert f"{tmp_path / 'page.html'}: " in shown.stderr
    assert shown.stderr.count("\n") == 1


def test_what_is_no_page_is_not_missed_where_it_came_again(tmp_path: Path) -> None:
    plain, url = [("Content-Type", "text/plain")], f"{ONE}robots.txt"
    with (tmp_path / "x.warc.gz").open("wb") as out:
        writer = WARCWriter(out, gzip=True, warc_version="1.1")
        for kind, body in (("response", b"User-agent: *\n"), ("revisit", b"")):
            http = StatusAndHeaders("200 OK", plain, protocol="HTTP/1.1")
            told_headers = {"WARC-Date": FIRST if kind == "response" else LATER, "WARC-Payload-Digest": "sha256:0a0b"}
            writer.write_record(
                writer.create_warc_record(
                    url,
                    kind,
                    payload=BytesIO(body),
                    length=len(body),
                    http_headers=http,
                    warc_headers_dict=told_headers,
                )
            )
    shown = run(tmp_path / "data", "import", "warc", "--every-host", tmp_path / "x.warc.gz")
    assert (shown.exit_code, shown.stderr) == (0, "")
    assert shown.stdout == "0 articles imported, 0 revised, 0 known, 2 passed over, 0 failed\n"


def test_a_wacz_of_waczs_is_read_and_an_empty_one_is_said_to_be_so(tmp_path: Path) -> None:
    """As Browsertrix packs a crawl that several machines ran."""
    foreign(tmp_path / "data.warc.gz", packed=False, chunked=False)
    with ZipFile(tmp_path / "one.wacz", "w") as one:
        one.write(tmp_path / "data.warc.gz", "archive/data.warc.gz")
    with ZipFile(tmp_path / "all.wacz", "w") as both:
        both.write(tmp_path / "one.wacz", "one.wacz")
    shown = run(tmp_path / "data", "import", "warc", "--every-host", tmp_path / "all.wacz")
    assert shown.stdout == "1 articles imported, 0 revised, 0 known, 2 passed over, 0 failed\n"
    with ZipFile(tmp_path / "none.wacz", "w") as none:
        none.writestr("datapackage.json", "{}")
    shown = run(tmp_path / "data", "import", "warc", tmp_path / "none.wacz")
    assert (shown.exit_code, shown.stderr) == (2, f"qiaowen: {tmp_path / 'none.wacz'}: no WARC file is in it\n")


def test_of_others_warc_files_only_declared_outlets_are_taken(tmp_path: Path) -> None:
    foreign(tmp_path / "x.warc.gz", packed=True, chunked=False)
    assert run(tmp_path / "data", "import", "warc", tmp_path / "x.warc.gz").stdout.startswith("0 articles imported")


def test_a_capture_from_before_goes_where_it_belongs(tmp_path: Path) -> None:
    """What stands stays; the old page is the first revision."""
    crawled(tmp_path / "data", 1, headline="花市落幕", at="2026-02-01T00:00:00Z")
    foreign(tmp_path / "x.warc.gz", packed=True, chunked=False)
    shown = run(tmp_path / "data", "import", "warc", "--every-host", tmp_path / "x.warc.gz")
    assert shown.stdout.startswith("0 articles imported, 1 revised")
    reader = open_reader(tmp_path / "data")
    history = reader.execute("SELECT number, cause, headline FROM revisions ORDER BY number").fetchall()
    assert [tuple(row) for row in history] == [(1, "first", "港灣花市開鑼1"), (2, "publisher", "花市落幕1")]
    assert reader.execute("SELECT headline, revision FROM articles").fetchone()[:] == ("花市落幕1", 2)
    reader.close()
    assert list(check(tmp_path / "data")) == []
