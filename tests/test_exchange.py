"""Exchange: what goes out comes back the same; what others wrote is taken in as it was; two archives become one."""

import csv
import gzip
import hashlib
import json
import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZipFile

import feedparser
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from lxml.html import fragments_fromstring
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from archive import (
    Archive,
    ArchiveError,
    Article,
    Chosen,
    Image,
    Mark,
    OutletRecord,
    Sighting,
    article_of,
    check,
    export,
    merge,
    open_reader,
    open_shelf,
    take_down,
)
from archive.exchange import rows
from archive.exchange.atom import write_atom
from archive.exchange.rows import COLUMNS
from crawler.commands import qiaowen
from tests.conftest import STORY, story
from tests.test_captures import PAGE

PYARROW = find_spec("pyarrow") is not None
HARBOUR = OutletRecord(
    slug="harbour.example", name="harbour.example", home="https://harbour.example/", status="undeclared"
)
WHOLE = replace(
    STORY,
    deck="雨中開市",
    section="社區",
    tags=("花市", "新春"),
    agency="中新社",
    dateline="長堤",
    published_raw="2026年1月24日",
    modified_at="2026-01-24T19:30:00Z",
    images=(Image(url="https://harbour.example/a.jpg", caption="花市一角", credit="許白鷺"), Image(caption="水仙")),
    marks=(Mark.SHORT,),
)
PAGE_HTML = (
    '<html><head><meta charset="utf-8"><title>{0}</title></head><body><article><h1>{0}</h1>{1}</article></body></html>'
)
PARAGRAPHS = (
    "港灣區年宵花市週六開鑼，今年攤位增至三百個，主辦方把水仙和年桔移到入口兩旁，好讓長者不必走進人叢。",
    "花農羅伯伯凌晨四點從谷地出發，車上載着一百二十盆劍蘭；他說過海的渡輪今年加了班，不像去年那樣要等到天亮。",
    "市府在街口設了臨時廁所和兩處急救站，義工穿紅背心，說粵語、國語和英語，迷路的孩子一律帶到鐘樓下面。",
)


def run(folder: Path, *arguments: object) -> Result:
    return CliRunner().invoke(qiaowen, ["--archive", str(folder), *map(str, arguments)], catch_exceptions=False)


def told(folder: Path) -> list[dict[str, object]]:
    """Every article, without what is the archive's own and not the article's."""
    reader = open_reader(folder)
    try:
        return [
            {k: v for k, v in row.items() if k not in {"first_seen_at", "cluster"}} for row in rows(reader, Chosen())
        ]
    finally:
        reader.close()


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    with Archive(folder, software="test") as archive:
        archive.register(HARBOUR)
        archive.store(WHOLE, outlet=HARBOUR.slug, seen_as="", capture=archive.keep(PAGE), rules="test")
        archive.store(
            story(8, byline=None, authors=(), published_at=None, published_source=None, published_precision=None),
            outlet=HARBOUR.slug,
            seen_as="",
            capture=archive.keep(replace(PAGE, url="https://harbour.example/archives/8", body=b"8")),
            rules="test",
        )
    return folder


def test_json_lines_come_back_the_same(filled: Path, tmp_path: Path) -> None:
    out = tmp_path / "all.jsonl"
    assert run(filled, "export", "jsonl", out).stdout == f"{out}: 2 articles\n"
    assert run(tmp_path / "copy", "import", "articles", out).exit_code == 0
    assert told(tmp_path / "copy") == told(filled)
    again = run(tmp_path / "copy", "import", "articles", out)
    assert again.stdout.startswith("0 articles imported, 0 revised, 2 known")
    assert list(check(tmp_path / "copy")) == []


texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
strings = st.one_of(st.none(), texts)


@given(
    st.builds(
        Article,
        url=texts,
        headline=strings,
        byline=strings,
        tags=st.tuples(texts),
        body=st.lists(st.text("花市開鑼。a ", min_size=1), min_size=1).map(tuple),
        images=st.lists(st.builds(Image, url=strings, caption=strings, credit=strings)).map(tuple),
        marks=st.lists(st.sampled_from(Mark)).map(tuple),
    )
)
def test_any_article_is_the_same_after_json(article: Article) -> None:
    row = {name: getattr(article, name) for name in Article.__dataclass_fields__}
    row |= {"images": [{"url": i.url, "caption": i.caption, "credit": i.credit} for i in article.images]}
    assert article_of(json.loads(json.dumps(row))) == article


@pytest.mark.parametrize(
    "line", ["[]", "{}", '{"url": "https://a.example/1"}', '{"url": "u", "body": ["x"], "marks": ["?"]}']
)
def test_a_line_that_is_no_article_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "x.jsonl").write_text(f"{line}\n", "utf-8")
    shown = run(tmp_path / "data", "import", "articles", tmp_path / "x.jsonl")
    assert shown.exit_code == 2
    assert "line 1: no exported article" in shown.stderr


@pytest.mark.skipif(not PYARROW, reason="NOT TESTED: Parquet, because pyarrow is not installed")
def test_parquet_comes_back_the_same(filled: Path, tmp_path: Path) -> None:
    import pyarrow.parquet as pq  # noqa: PLC0415 - an extra

    run(filled, "export", "parquet", tmp_path / "all.parquet")
    found = pq.read_table(tmp_path / "all.parquet").to_pylist()
    reader = open_reader(filled)
    assert found == list(rows(reader, Chosen()))
    reader.close()


@pytest.mark.skipif(not PYARROW, reason="NOT TESTED: Parquet, because pyarrow is not installed")
def test_a_corpus_in_parquet_is_read(tmp_path: Path) -> None:
    import pyarrow as pa  # noqa: PLC0415 - an extra
    import pyarrow.parquet as pq  # noqa: PLC0415

    text = "\n\n".join(("港灣花市開鑼", *PARAGRAPHS))
    pq.write_table(pa.table({"url": ["https://a.example/1"], "text": [text]}), tmp_path / "corpus.parquet")
    assert run(tmp_path / "data", "import", "text", tmp_path / "corpus.parquet").stdout.startswith(
        "1 articles imported"
    )


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


def test_citations_are_those_of_the_article_page(filled: Path, tmp_path: Path) -> None:
    for form in ("bibtex", "ris", "csl"):
        run(filled, "export", form, tmp_path / form)
    csl = json.loads((tmp_path / "csl").read_text("utf-8"))
    assert [item["title"] for item in csl] == [WHOLE.headline, STORY.headline]
    assert csl[0]["author"] == [{"literal": "林若海"}]
    bibtex = (tmp_path / "bibtex").read_text("utf-8")
    assert bibtex.count("@article{") == 2
    assert "author = {{林若海}}" in bibtex
    ris = (tmp_path / "ris").read_bytes().decode()
    assert ris.count("ER  - \r\n") == 2


AWKWARD = "港灣「花市」開鑼 & 50% {減價} \\\\ $3 #1 a_b ~ ^ <b>"


def from_bibtex(text: str) -> list[dict[str, str]]:
    """Entries as BibTeX reads them: a field ends with its brace, a command stands for its sign."""
    signs = {"textbackslash{}": "\\", "textasciitilde{}": "~", "textasciicircum{}": "^"}
    found = []
    for entry in re.findall(r"^@article\{\w+,\n(.*?)\n\}$", text, re.MULTILINE | re.DOTALL):
        fields = dict(re.findall(r"^  (\w+) = \{(.*)\},?$", entry, re.MULTILINE))
        plain = {
            name: re.sub(
                r"\\(text\w+\{\}|[^a-z])", lambda sign: signs.get(sign[1], sign[1]), re.sub(r"^\{(.*)\}$", r"\1", value)
            )
            for name, value in fields.items()
            if name != "author"
        }
        authors = re.findall(r"\{((?:[^{}]|\\.)*)\}", fields.get("author", ""))
        found.append(plain | {"authors": "; ".join(authors)})
    return found


def from_ris(data: bytes) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    for line in data.decode().split("\r\n"):
        tag, _, value = line.partition("  - ")
        if tag == "TY":
            found.append({})
        elif tag:
            found[-1][tag] = "; ".join(filter(None, (found[-1].get(tag), value)))
    return found


def test_citations_come_back_the_same(filled: Path, tmp_path: Path) -> None:
    names = ("歐陽若海", "司徒美玲", "Chan Tai-man", "O'Neill & 李")
    with Archive(filled, software="test") as archive:
        article = story(9, headline=AWKWARD, authors=names, published_at="2026-02-03")
        archive.store(article, outlet=HARBOUR.slug, seen_as="", capture=None, rules="test")
    for form in ("bibtex", "ris", "csl"):
        run(filled, "export", form, tmp_path / form)
    url = str(article.url)
    [bibtex] = [entry for entry in from_bibtex((tmp_path / "bibtex").read_text("utf-8")) if entry["url"] == url]
    assert bibtex["title"] == AWKWARD
    assert bibtex["authors"].replace("\\&", "&") == "; ".join(names)
    assert [bibtex[name] for name in ("year", "month", "day")] == ["2026", "2", "3"]
    [ris] = [entry for entry in from_ris((tmp_path / "ris").read_bytes()) if entry["UR"] == url]
    assert (ris["TI"], ris["AU"], ris["DA"], ris["LA"]) == (AWKWARD, "; ".join(names), "2026/02/03/", "zh-Hant")
    [csl] = [item for item in json.loads((tmp_path / "csl").read_text("utf-8")) if item["URL"] == url]
    assert (csl["title"], [author["literal"] for author in csl["author"]]) == (AWKWARD, list(names))
    assert csl["issued"] == {"date-parts": [[2026, 2, 3]]}


def test_atom_comes_back_the_same(filled: Path, tmp_path: Path) -> None:
    run(filled, "export", "atom", tmp_path / "all.xml")
    feed = feedparser.parse((tmp_path / "all.xml").read_bytes())
    assert not feed.bozo
    first, second = {entry.id: entry for entry in feed.entries}[str(WHOLE.url)], feed.entries[1]
    assert [first.title, first.link, first.published] == [WHOLE.headline, WHOLE.url, WHOLE.published_at]
    assert [first.updated, first.summary] == [WHOLE.modified_at, WHOLE.deck]
    assert [author.name for author in first.authors] == list(WHOLE.authors)
    assert [(tag.scheme, tag.term) for tag in first.tags] == [("section", "社區"), (None, "花市"), (None, "新春")]
    assert (first.contributors[0].name, first.source.title) == ("中新社", HARBOUR.name)
    assert first.content[0].language == "zh-Hant"
    assert paragraphs(first) == list(WHOLE.body)
    assert "published" not in second
    assert paragraphs(second) == list(STORY.body)


def paragraphs(entry: Any) -> list[str]:
    return ["".join(map(str, part.itertext())) for part in fragments_fromstring(entry.content[0].value)]


@given(
    st.lists(st.text("花市a <&>\"']]>\x00\x0b\ufffe\U0001f3ee", min_size=1), min_size=1, max_size=3),
    st.text("花<&>\"'\x07"),
)
def test_whatever_signs_an_article_has_atom_stays_xml(body: list[str], headline: str) -> None:
    row = dict.fromkeys(COLUMNS) | {
        "url": "https://a.example/?a=1&b=2", "outlet": "a", "outlet_name": "a&b", "headline": headline, "body": body,
        "tags": [headline], "authors": [], "fetched_at": "2026-01-24T19:00:00Z", "published_at": "2026-01-24",
    }  # fmt: skip
    with TemporaryDirectory() as folder:
        target = Path(folder) / "a.xml"
        assert write_atom(sqlite3.connect(":memory:"), target, iter([row])) == 1
        tree = etree.parse(target)
    atom = {"a": "http://www.w3.org/2005/Atom", "d": "http://purl.org/dc/terms/"}
    assert tree.findtext("a:entry/a:id", namespaces=atom) == "https://a.example/?a=1&b=2"
    assert tree.findtext("a:entry/d:issued", namespaces=atom) == "2026-01-24"
    clean = "".join(sign for sign in headline if sign >= " ")
    assert tree.findtext("a:entry/a:title", namespaces=atom) == clean


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


def page(number: int, headline: str = "港灣花市開鑼") -> bytes:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    return PAGE_HTML.format(f"{headline}{number}", body).encode()


def crawled(folder: Path, *numbers: int, at: str = "2026-01-24T19:00:00Z", headline: str = "港灣花市開鑼") -> None:
    """An archive whose articles come from pages, as a crawl leaves it."""
    with Archive(folder, software="test") as archive:
        archive.register(HARBOUR)
        for number in numbers:
            url = f"https://harbour.example/archives/{number}"
            archive.see(HARBOUR.slug, [Sighting(url=url, source="https://harbour.example/feed")])
            html = ("Content-Type", "text/html; charset=utf-8")
            body = gzip.compress(page(number, headline), mtime=0)
            capture = archive.keep(
                replace(PAGE, url=url, fetched_at=at, body=body, headers=(html, ("Content-Encoding", "gzip")))
            )
            article = story(number, headline=f"{headline}{number}", body=PARAGRAPHS)
            archive.store(article, outlet=HARBOUR.slug, seen_as=url, capture=capture, rules="test", fetched_at=at)


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


WXR = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/"><channel>
{items}</channel></rss>"""
ITEM = """<item><title>{title}</title><link>https://harbour.example/archives/{number}</link>
<dc:creator><![CDATA[林若海]]></dc:creator><content:encoded><![CDATA[{html}]]></content:encoded>
<wp:post_date_gmt>2018-02-03 04:05:06</wp:post_date_gmt><wp:post_type>{kind}</wp:post_type>
<wp:status>{status}</wp:status></item>"""


def test_a_wordpress_export_is_read_as_its_pages_are(tmp_path: Path) -> None:
    html = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    bare = "\n\n".join(PARAGRAPHS)
    items = [
        ITEM.format(title="花市開鑼", number=1, html=html, kind="post", status="publish"),
        ITEM.format(title="花市落幕", number=2, html=bare, kind="post", status="publish"),
        ITEM.format(title="草稿", number=3, html=html, kind="post", status="draft"),
        ITEM.format(title="圖", number=4, html="", kind="attachment", status="inherit"),
    ]
    (tmp_path / "x.xml").write_text(WXR.format(items="\n".join(items)), "utf-8")
    shown = run(tmp_path / "data", "import", "wordpress", tmp_path / "x.xml")
    assert shown.stdout == "2 articles imported, 0 revised, 0 known, 2 passed over, 0 failed\n"
    first, second = told(tmp_path / "data")
    assert (first["headline"], first["published_at"]) == ("花市開鑼", "2018-02-03T04:05:06Z")
    assert first["body"] == second["body"] == list(PARAGRAPHS)
    with open_shelf(tmp_path / "data") as shelf:
        assert "林若海" in shelf.read(1).body.decode()
    assert run(tmp_path / "data", "reextract").exit_code == 0


def test_what_is_no_wordpress_export_is_said_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "x.xml").write_text("<rss><channel><item>", "utf-8")
    shown = run(tmp_path / "data", "import", "wordpress", tmp_path / "x.xml")
    assert (shown.exit_code, shown.stderr.count("\n")) == (2, 1)


def test_trafilaturas_output_is_read(tmp_path: Path) -> None:
    row = {
        "source": "https://a.example/1",
        "title": "港灣花市開鑼",
        "raw_text": "\n\n".join(PARAGRAPHS),
        "date": "2020-01-01",
    }
    (tmp_path / "x.jsonl").write_text(json.dumps(row) + "\n", "utf-8")
    assert run(tmp_path / "data", "import", "text", tmp_path / "x.jsonl").stdout.startswith("1 articles imported")


def everything(folder: Path) -> dict[str, list[str]]:
    """What an archive says, by what it is about and not by its own numbers."""
    with closing(sqlite3.connect(folder / "archive.db")) as db:
        return {
            name: sorted(map(repr, db.execute(sql)))
            for name, sql in {
                "captures": "SELECT url, fetched_at, status, digest, warc_file, warc_offset FROM captures",
                "articles": "SELECT url, headline, body, revision, fetched_at, withdrawn_at FROM articles",
                "revisions": """SELECT a.url, r.number, r.headline, r.body, r.digest, c.digest FROM revisions r
                     JOIN articles a ON a.id = r.article JOIN captures c ON c.id = r.capture""",
                "sightings": "SELECT s.url, s.state, a.url FROM sightings s LEFT JOIN articles a ON a.id = s.article",
            }.items()
        }


def test_two_archives_become_one_without_loss_and_without_doubles(tmp_path: Path) -> None:
    """One saw 1 and 2, later 1 changed; the other saw 2 and 3, and 1 as it read later still."""
    one, two = tmp_path / "one", tmp_path / "two"
    crawled(one, 1, 2)
    crawled(one, 1, headline="花市順延", at="2026-01-25T00:00:00Z")
    crawled(two, 2, 3)
    crawled(two, 1, headline="花市取消", at="2026-01-26T00:00:00Z")
    with Archive(one, software="test") as archive:
        archive.withdraw("https://harbour.example/archives/2")
        merged = merge(archive, two)
    assert (merged.captures, merged.articles, merged.revisions) == (3, 1, 1)
    assert list(check(one)) == []
    reader = open_reader(one)
    history = reader.execute(
        "SELECT r.headline FROM revisions r JOIN articles a ON a.id = r.article WHERE a.url LIKE '%/1' ORDER BY number"
    ).fetchall()
    assert [row["headline"] for row in history] == ["港灣花市開鑼1", "花市順延1", "花市取消1"]
    assert reader.execute("SELECT count(*) FROM articles").fetchone()[0] == 3
    assert reader.execute("SELECT count(*) FROM articles WHERE withdrawn_at IS NOT NULL").fetchone()[0] == 1
    numbers = [row["id"] for row in reader.execute("SELECT id FROM captures")]
    reader.close()
    with open_shelf(one) as shelf:
        assert all(shelf.read(number).body for number in numbers)
    before = everything(one)
    assert run(one, "import", "archive", two).stdout.startswith("0 captures, 0 articles and 0 revisions are new")
    assert everything(one) == before


def test_merging_into_nothing_is_a_copy(tmp_path: Path) -> None:
    crawled(tmp_path / "one", 1, 2, 3)
    crawled(tmp_path / "one", 1, headline="花市順延", at="2026-01-25T00:00:00Z")
    with Archive(tmp_path / "two", software="test") as archive:
        merge(archive, tmp_path / "one")
    assert everything(tmp_path / "two") == everything(tmp_path / "one")
    assert list(check(tmp_path / "two")) == []


def test_a_takedown_holds_against_a_merge(tmp_path: Path) -> None:
    crawled(tmp_path / "one", 1, 2)
    with Archive(tmp_path / "two", software="test") as archive:
        take_down(archive.db, archive.folder, "https://harbour.example/archives/1", "asked")
        assert merge(archive, tmp_path / "one").hidden == 1
        assert [row["url"] for row in archive.db.query("SELECT url FROM articles")] == [
            "https://harbour.example/archives/2"
        ]


def test_two_files_of_one_name_that_differ_are_not_merged(tmp_path: Path) -> None:
    crawled(tmp_path / "one", 1)
    crawled(tmp_path / "two", 2)
    [mine] = (tmp_path / "one" / "warc").iterdir()
    [theirs] = (tmp_path / "two" / "warc").iterdir()
    with closing(sqlite3.connect(tmp_path / "two" / "archive.db")) as db:
        for table, column in (("captures", "warc_file"), ("warc_files", "name")):
            db.execute(f"UPDATE {table} SET {column} = ?", [mine.name])
        db.commit()
    theirs.rename(theirs.with_name(mine.name))
    before = everything(tmp_path / "one")
    with Archive(tmp_path / "one", software="test") as archive, pytest.raises(ArchiveError, match="nothing was merged"):
        merge(archive, tmp_path / "two")
    assert everything(tmp_path / "one") == before
