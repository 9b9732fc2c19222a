"""Archives for the tests of what goes in and out: articles of every kind, pages as a crawl leaves them."""

import gzip
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from archive import (
    Archive,
    Chosen,
    Image,
    Mark,
    OutletRecord,
    Sighting,
    open_reader,
)
from archive.exchange import rows
from crawler.commands import qiaowen
from tests.conftest import STORY, story
from tests.test_captures import PAGE

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
