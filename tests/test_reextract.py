"""Captures read again: the same rules give the same bytes; other rules give revisions that say so."""

import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest

from archive import Archive, Article, Capture, Failure, OutletRecord, Rereading, Sighting, reread, rereadings, settle
from crawler.outlet import Outlet
from crawler.reextract import read_batch, reextract
from crawler.rules import SOURCES, version
from tests.conftest import STORY, story
from tests.newsroom.outlets import declared
from tests.newsroom.server import Newsroom
from tests.test_crawl import crawled

TABLES = ("articles", "readings", "pages", "images", "absences", "captures", "sightings", "declarations")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Outlet]]:
    folder = tmp_path_factory.mktemp("demo")
    with Newsroom.anywhere() as newsroom:
        outlets = {outlet.slug: outlet for outlet in declared(newsroom).values()}
        crawled(list(outlets.values()), folder)
    return folder, outlets


def dump(folder: Path) -> str:
    reader = sqlite3.connect(folder / "archive.db")
    try:
        return "\n".join(repr(row) for table in TABLES for row in reader.execute(f"SELECT * FROM {table}"))
    finally:
        reader.close()


def test_the_same_rules_give_the_same_bytes(demo: tuple[Path, dict[str, Outlet]], tmp_path: Path) -> None:
    """The newsroom is closed: what is read is what the archive holds. One process and two come to the same."""
    folder, outlets = demo
    before = dump(folder)
    told: list[tuple[int, int]] = []
    result = reextract(folder, outlets, processes=2, progress=lambda done, total: told.append((done, total)))
    assert (result.unchanged, result.revised, result.lost) == (72, 0, [])
    assert told[-1][0] == told[-1][1] == result.unchanged
    assert dump(folder) == before


def test_a_story_over_several_pages_has_all_its_captures_on_record(demo: tuple[Path, dict[str, Outlet]]) -> None:
    folder, outlets = demo
    reader = sqlite3.connect(folder / "archive.db")
    long = [again for again in rereadings(reader, None, None) if len(again.captures) > 1]
    assert {again.outlet for again in long} == {slug for slug, outlet in outlets.items() if outlet.paged}
    for again in read_batch(folder, long, outlets):
        [held] = reader.execute("SELECT body FROM articles WHERE url = ?", [again.story.url]).fetchone()
        assert again.reading.article is not None
        assert "\n\n".join(again.reading.article.body) == held
    reader.close()


def test_other_rules_make_revisions_that_say_so(demo: tuple[Path, dict[str, Outlet]], tmp_path: Path) -> None:
    """The outlet's declaration now drops what it let pass: read again, that is a revision of ours, not the paper's."""
    folder = tmp_path / "copy"
    copytree(demo[0], folder)
    outlets = demo[1] | {"hepan": replace(demo[1]["hepan"], drop=(*demo[1]["hepan"].drop, "p:nth-of-type(2)"))}
    result = reextract(folder, outlets, only="hepan", processes=1)
    reader = sqlite3.connect(folder / "archive.db")
    causes = dict(reader.execute("SELECT cause, count(*) FROM readings WHERE number = 2 GROUP BY 1").fetchall())
    assert causes == {"rules": result.revised}
    assert result.revised > 0
    same_page = reader.execute(
        "SELECT count(*) FROM readings a JOIN readings b ON b.article = a.article WHERE a.number = 1 AND b.number = 2 "
        "AND a.capture = b.capture AND a.declaration <> b.declaration"
    ).fetchone()[0]
    assert same_page == result.revised
    assert reader.execute("SELECT count(*) FROM declarations WHERE outlet = 'hepan'").fetchone() == (2,)
    reader.close()
    again = reextract(folder, outlets, only="hepan", processes=1)
    assert (again.revised, again.unchanged) == (0, result.revised + result.unchanged)


def test_an_outlet_nobody_declares_any_more_is_left_alone(demo: tuple[Path, dict[str, Outlet]]) -> None:
    before = dump(demo[0])
    result = reextract(demo[0], {}, processes=1)
    assert result.undeclared == set(demo[1])
    assert (result.unchanged, result.revised) == (0, 0)
    assert dump(demo[0]) == before


def test_a_page_that_failed_may_be_read_by_better_rules(tmp_path: Path) -> None:
    page = "<html><body><article><h1>港灣花市開鑼</h1>" + "<p>港灣區年宵花市週六開鑼，今年攤位增至三百個。</p>" * 6
    with Archive(tmp_path, software="test") as archive:
        record = OutletRecord(slug="harbour", name="港灣華報", home="https://harbour.example/", status="undeclared")
        run = archive.begin_run(record, ())
        url = "https://harbour.example/archives/9"
        archive.see("harbour", [Sighting(url=url, source="https://harbour.example/feed")])
        capture = archive.keep(
            Capture(url=url, fetched_at="2026-01-24T19:00:00Z", status=200, headers=(), body=page.encode()), run
        )
        archive.fail(failure(url, run, capture))
    result = reextract(tmp_path, {}, processes=1)
    assert (result.found, result.lost) == (1, [])
    reader = sqlite3.connect(tmp_path / "archive.db")
    assert reader.execute("SELECT headline, fetched_at, capture FROM articles").fetchone() == (
        "港灣花市開鑼",
        "2026-01-24T19:00:00Z",
        capture,
    )
    reader.close()


def failure(url: str, run: int, capture: int) -> Failure:
    return Failure(url=url, outlet="harbour", reason="rule_error", message="a rule broke", run=run, capture=capture)


def kept(archive: Archive, article: Article, rules: str, body: bytes) -> int:
    capture = archive.keep(
        Capture(url=str(article.url), fetched_at="2026-01-24T19:00:00Z", status=200, headers=(), body=body)
    )
    archive.store(article, outlet="harbour", seen_as=str(article.url), capture=capture, rules=rules)
    return capture


def causes(archive: Archive) -> list[str]:
    return [cause for (cause,) in archive.db.execute("SELECT cause FROM readings ORDER BY number").fetchall()]


def test_a_change_between_two_readings_by_the_same_rules_is_the_publishers(archive: Archive) -> None:
    kept(archive, STORY, "1", b"a")
    kept(archive, story(headline="港灣花市順延"), "1", b"b")
    assert causes(archive) == ["first", "publisher"]


@pytest.mark.parametrize(("reads_now", "cause"), [("same", "rules"), ("other", "publisher")])
def test_when_both_changed_reading_both_pages_by_the_same_rules_settles_it(
    archive: Archive, reads_now: str, cause: str
) -> None:
    first = kept(archive, STORY, "1", b"a")
    newer = story(headline="港灣花市順延")
    second = kept(archive, newer, "2", b"b")
    assert causes(archive) == ["first", "unsettled"]
    [open_cause] = rereadings(archive.db.conn, None, None)
    assert (open_cause.earlier, open_cause.captures) == ((first,), (second,))
    settle(archive, open_cause, newer if reads_now == "same" else STORY, newer)
    assert causes(archive) == ["first", cause]


def test_reading_the_same_again_writes_nothing(archive: Archive) -> None:
    kept(archive, STORY, "1", b"a")
    [again] = rereadings(archive.db.conn, None, None)
    before = archive.db.conn.total_changes
    assert reread(archive, again, STORY, "2") == "unchanged"
    assert archive.db.conn.total_changes == before


def test_a_blank_our_rules_put_right_is_a_revision_of_ours(archive: Archive) -> None:
    """From the publisher, white space is noise; from our rules, it is the very thing that was mended."""
    kept(archive, story(body=("港灣區年宵 花市開鑼。",)), "1", b"a")
    [again] = rereadings(archive.db.conn, None, None)
    assert reread(archive, again, story(body=("港灣區年宵花市開鑼。",)), "2") == "revised"
    assert causes(archive) == ["first", "rules"]
    texts = [body for (body,) in archive.db.execute("SELECT body FROM revisions ORDER BY number").fetchall()]
    assert texts == ["港灣區年宵 花市開鑼。", "港灣區年宵花市開鑼。"]


def test_an_article_keeps_its_address_whatever_address_is_read_on_its_page(archive: Archive) -> None:
    kept(archive, STORY, "1", b"a")
    kept(archive, story(8), "1", b"b")
    again = next(again for again in rereadings(archive.db.conn, None, None) if again.url == STORY.url)
    assert reread(archive, again, story(8, headline="港灣花市順延"), "2") == "revised"
    assert [url for (url,) in archive.db.execute("SELECT url FROM articles ORDER BY id").fetchall()] == [
        STORY.url,
        story(8).url,
    ]


def test_only_some_are_chosen(archive: Archive) -> None:
    kept(archive, STORY, "1", b"a")
    assert [again.url for again in rereadings(archive.db.conn, "harbour", "2026-01-24")] == [STORY.url]
    assert not list(rereadings(archive.db.conn, "other", None))
    assert not list(rereadings(archive.db.conn, None, "2026-01-25"))


def test_a_page_that_is_no_article_cannot_be_reread(archive: Archive) -> None:
    with pytest.raises(ValueError, match="no article yet"):
        reread(archive, Rereading(url="u", outlet="o", declared=False, captures=(1,), fetched_at=""), STORY, "1")


def test_the_version_of_the_rules_covers_all_that_reads() -> None:
    """Whatever of ours reading a page imports has its say in the version, or is one of the few that cannot matter."""
    script = "import sys, crawler.pipeline; print('\\n'.join(m for m in sys.modules if m.startswith('crawler.')))"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    covered = {name.removesuffix(".py") for name in SOURCES}
    told_otherwise = {"errors", "outlet", "outlets", "rules", "sources", "allowed", "conventions", "gazetteer"}
    assert {name.split(".")[1] for name in loaded} - covered <= told_otherwise
    assert version() == version()
