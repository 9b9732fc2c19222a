"""STORE: what is kept of an article, when a revision is made, and that no second writer gets in."""

import json
import re
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from archive import (
    Archive,
    ArchiveBusy,
    ArchiveMissing,
    Capture,
    Image,
    Mark,
    OutletRecord,
    Sighting,
    Stored,
    Tally,
    check,
    index,
    open_reader,
    search,
)
from tests.conftest import STORY, story


def keep(archive: Archive, article=STORY) -> Stored:  # type: ignore[no-untyped-def]
    return archive.store(article, outlet="harbour", seen_as=article.url, capture=None, rules="test")


def rows(archive: Archive, sql: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in archive.db.execute(sql).fetchall()]


def test_an_article_is_kept_as_it_was_read(archive: Archive) -> None:
    image = Image(url="https://harbour.example/a.jpg", caption="花市一角", credit="許白鷺")
    keep(archive, story(1, images=(image,), marks=(Mark.SHORT,), tags=("花市", "新春")))
    kept = next(archive.db.query("SELECT * FROM articles"))
    assert kept["headline"] == "港灣花市開鑼 三百攤位迎新春"
    assert kept["body"].split("\n\n") == list(STORY.body)
    assert json.loads(kept["tags"]) == ["花市", "新春"]
    assert json.loads(kept["marks"]) == ["short"]
    assert kept["captions"] == "花市一角"
    assert rows(archive, "SELECT position, url, caption, credit FROM images") == [
        (1, "https://harbour.example/a.jpg", "花市一角", "許白鷺")
    ]


def test_unknown_is_null(archive: Archive) -> None:
    keep(archive, story(1, byline=None, published_at=None, published_source=None, published_precision=None))
    assert rows(archive, "SELECT byline, published_at, published_source, deck, agency FROM articles") == [(None,) * 5]


def test_ids_sort_by_the_day_of_publication(archive: Archive) -> None:
    late = keep(archive, story(1, published_at="2026-03-02T00:00:00Z"))
    early = keep(archive, story(2, published_at="2025-12-31"))
    month = keep(archive, story(3, published_at="2026-02"))
    same_day = keep(archive, story(4, published_at="2026-03-02"))
    assert [early.article, month.article, late.article, same_day.article] == [
        202512310001,
        202602010001,
        202603020001,
        202603020002,
    ]


def test_the_same_text_again_makes_no_revision(archive: Archive) -> None:
    first = keep(archive)
    again = keep(archive, story(7, body=tuple(f" {paragraph} " for paragraph in STORY.body)))
    assert (first.change, again.change) == ("stored", "unchanged")
    assert rows(archive, "SELECT count(*) FROM revisions") == [(1,)]


@pytest.mark.parametrize(
    "changes",
    [{"headline": "港灣花市因雨順延"}, {"byline": "本報訊"}, {"body": ("花市順延一週。",)}, {"deck": "主辦方致歉"}],
    ids=lambda changes: next(iter(changes)),
)
def test_a_changed_text_is_a_revision_and_the_old_one_stays(archive: Archive, changes: dict[str, object]) -> None:
    first = keep(archive)
    second = keep(archive, story(7, **changes))
    assert (second.change, second.article) == ("revised", first.article)
    assert rows(archive, "SELECT number, headline, body FROM revisions ORDER BY number")[0] == (
        1,
        STORY.headline,
        "\n\n".join(STORY.body),
    )
    assert rows(archive, "SELECT revision FROM articles") == [(2,)]


def test_a_changed_tag_is_no_revision(archive: Archive) -> None:
    keep(archive)
    assert keep(archive, story(7, tags=("花市",))).change == "unchanged"


def test_a_withdrawn_article_keeps_its_text_and_may_come_back(archive: Archive) -> None:
    archive.see("harbour", [Sighting(url=str(STORY.url), source="https://harbour.example/feed")])
    keep(archive)
    assert archive.withdraw(str(STORY.url)) == "withdrawn"
    assert archive.withdraw(str(STORY.url)) == "gone before"
    [(withdrawn_at, body)] = rows(archive, "SELECT withdrawn_at, body FROM articles")
    assert withdrawn_at is not None
    assert body == "\n\n".join(STORY.body)
    keep(archive)
    assert rows(archive, "SELECT withdrawn_at FROM articles") == [(None,)]
    [(reason, gone_at, back_at)] = rows(archive, "SELECT reason, gone_at, back_at FROM absences")
    assert (reason, gone_at) == ("gone", withdrawn_at)
    assert back_at is not None


def test_withdrawal_names_its_evidence_and_every_absence_is_a_row(archive: Archive) -> None:
    url = str(STORY.url)
    archive.see("harbour", [Sighting(url=url, source="https://harbour.example/feed")])
    keep(archive)
    answer = Capture(url=url, fetched_at="2026-01-25T08:00:00Z", status=410, headers=(), body=b"gone")
    evidence = archive.keep(answer)
    archive.withdraw(url, "gone", evidence)
    back = archive.keep(replace(answer, status=200, body=b"back"))
    archive.store(STORY, outlet="harbour", seen_as=url, capture=back, rules="test")
    archive.withdraw(url, "redirected")
    assert rows(archive, "SELECT reason, evidence, back FROM absences ORDER BY id") == [
        ("gone", evidence, back),
        ("redirected", None, None),
    ]


def test_each_text_is_kept_once(archive: Archive) -> None:
    keep(archive)
    keep(archive, story(7, body=("花市順延一週。",)))
    assert rows(archive, "SELECT number, body FROM readings ORDER BY number") == [
        (1, "\n\n".join(STORY.body)),
        (2, None),
    ]
    assert rows(archive, "SELECT number, body FROM revisions ORDER BY number") == [
        (1, "\n\n".join(STORY.body)),
        (2, "花市順延一週。"),
    ]


def test_what_is_said_of_an_unchanged_text_is_kept_as_said_last(archive: Archive) -> None:
    first = keep(archive)
    image = Image(url="https://harbour.example/a.jpg", caption="花市一角")
    keep(archive, story(7, tags=("花市",), section="僑社", images=(image,)))
    assert rows(archive, "SELECT tags, section, captions FROM articles") == [('["花市"]', "僑社", "花市一角")]
    assert rows(archive, "SELECT article, caption FROM images") == [(first.article, "花市一角")]
    assert not index.check(archive.db.conn)


def test_every_wording_of_a_declaration_is_kept_and_named_by_what_was_read_with_it(archive: Archive) -> None:
    record = OutletRecord(slug="harbour", name="港灣華報", home="https://harbour.example/", status="active")
    archive.begin_run(replace(record, declared="body = 'article'"), ())
    keep(archive)
    archive.begin_run(replace(record, declared="body = 'main'"), ())
    keep(archive, story(7, headline="港灣花市順延"))
    named = rows(
        archive, "SELECT d.text FROM readings r JOIN declarations d ON d.version = r.declaration ORDER BY number"
    )
    assert named == [("body = 'article'",), ("body = 'main'",)]
    assert rows(archive, "SELECT count(DISTINCT declaration) FROM runs") == [(2,)]


def test_what_was_never_an_article_cannot_be_withdrawn(archive: Archive) -> None:
    assert archive.withdraw("https://harbour.example/archives/404") == "none"


@pytest.mark.parametrize("changes", [{"body": ()}], ids=["no body"])
def test_nothing_is_stored_without_a_body(archive: Archive, changes: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="needs a URL and a body"):
        keep(archive, story(7, **changes))
    assert rows(archive, "SELECT count(*) FROM articles") == [(0,)]


def test_one_process_writes_at_a_time(archive: Archive) -> None:
    with pytest.raises(ArchiveBusy, match="another process is writing"):
        Archive(archive.folder, software="second")


def test_a_killed_writer_leaves_no_lock_behind(tmp_path: Path) -> None:
    script = (
        "import os, sys; from pathlib import Path; from archive import Archive;"
        "Archive(Path(sys.argv[1]), software='x'); os.kill(os.getpid(), 9)"
    )
    killed = subprocess.run([sys.executable, "-c", script, tmp_path], check=False)
    assert killed.returncode == -9
    Archive(tmp_path, software="next").close()


def test_a_run_that_could_not_say_so_is_known_as_interrupted_by_the_next_writer(archive: Archive) -> None:
    """Killed, or the disk was full. When it ended nobody knows; one that has ended stays as it is."""
    record = OutletRecord(slug="harbour", name="港灣華報", home="https://harbour.example/", status="active")
    archive.begin_run(record, ())
    archive.end_run(archive.begin_run(record, ()), Tally(outcome="finished", verdict="well"))
    archive.close()
    with Archive(archive.folder, software="next") as again:
        told = rows(again, "SELECT outcome, verdict, ended_at IS NULL FROM runs ORDER BY id")
    assert told == [("interrupted", "interrupted", 1), ("finished", "well", 0)]


def test_readers_are_not_kept_out_and_cannot_write(archive: Archive) -> None:
    keep(archive)
    reader = open_reader(archive.folder)
    assert [row["headline"] for row in reader.execute("SELECT headline FROM articles")] == [STORY.headline]
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        reader.execute("DELETE FROM articles")
    reader.close()


def test_a_folder_without_an_archive_is_said_to_be_one(tmp_path: Path) -> None:
    with pytest.raises(ArchiveMissing, match="no archive here"):
        open_reader(tmp_path)


def test_a_revision_is_found_by_its_new_words_alone(archive: Archive) -> None:
    keep(archive, story(5, body=("花市收檔，燈籠留到元宵。",)))
    keep(archive, story(5, body=("花市加開一晚，燈籠改掛碼頭。",)))
    assert [len(search(archive.db.conn, word)) for word in ("元宵", "收檔", "碼頭", "燈籠")] == [0, 0, 1, 1]
    archive.db.execute("INSERT INTO articles_fts (articles_fts) VALUES ('integrity-check')")
    archive.db.execute("INSERT INTO articles_chars (articles_chars) VALUES ('integrity-check')")
    archive.close()
    assert list(check(archive.folder)) == []


def test_what_storing_costs_does_not_grow_with_the_archive(archive: Archive) -> None:
    """Of the tables that grow, no statement reads more than an index leads it to, whatever the outlet's size."""
    said: list[str] = []
    archive.see("harbour", [Sighting(url=str(story(5).url), source="https://harbour.example/feed")])
    archive.db.conn.set_trace_callback(said.append)
    archive.claim([str(story(5).url)])
    number = archive.keep(
        Capture(url=str(story(5).url), fetched_at="2026-01-24T19:00:00Z", status=200, headers=(), body=b"x")
    )
    for body in ("花市收檔，燈籠留到元宵。", "花市加開一晚，燈籠改掛碼頭。"):
        archive.store(
            story(5, body=(body,), script="Hant"),
            outlet="harbour",
            seen_as=str(story(5).url),
            capture=number,
            rules="t",
        )
    archive.db.conn.set_trace_callback(None)
    asked = {sql for sql in said if sql.startswith(("SELECT", "UPDATE", "DELETE"))}
    plans = [(sql, row[3]) for sql in asked for row in archive.db.conn.execute(f"EXPLAIN QUERY PLAN {sql}")]
    grow = r"articles|readings|captures|sightings|images|absences|alternates|fingerprints|members|pages|a|t"
    long = [(sql, how) for sql, how in plans if re.match(rf"SCAN ({grow})\b(?! VIRTUAL)|.*\((outlet|id>\?)\b", how)]
    assert len(plans) > 10
    assert long == []
