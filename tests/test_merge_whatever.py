"""Two archives become one, whatever is in them: nothing is lost, nothing is there twice, and again changes nothing."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings

from archive import (
    check,
)
from tests.deeds import (
    Clock,
    Deeds,
    clock,
    filled,
    histories,
    taken_in,
)

__all__ = ["clock"]

FACTS = {
    "captures": "SELECT url, fetched_at, status, digest, warc_file, warc_offset FROM captures",
    "runs": "SELECT outlet, started_at, software FROM runs",
    "ends": "SELECT started_at, ended_at, fetched, verdict FROM runs WHERE ended_at IS NOT NULL",
    "evidence": "SELECT u.started_at, c.fetched_at, c.url FROM runs u JOIN captures c ON c.id = u.evidence",
    "of runs": "SELECT u.started_at, c.fetched_at, c.warc_offset FROM captures c JOIN runs u ON u.id = c.run",
    "declarations": "SELECT version, outlet, text FROM declarations",
    "outlets": "SELECT slug FROM outlets",
    "sources": "SELECT url, outlet, kind FROM sources",
    "sightings": "SELECT url, outlet FROM sightings",
    "failures": "SELECT url, failed_at, reason, message FROM failures",
    "lines": "SELECT outlet, place, digest FROM boilerplate",
    "words of lines": "SELECT outlet, place, digest, text FROM boilerplate WHERE text IS NOT NULL",
    "in force": "SELECT outlet, place, digest FROM boilerplate WHERE since IS NOT NULL",
    "backfills": "SELECT outlet, since, until, address FROM backfills",
    "hosts": "SELECT host FROM hosts",
    "takedowns": "SELECT pattern, reason, noted_at FROM takedowns",
}


def facts(folder: Path) -> dict[str, Counter[str]]:
    """What an archive says, by what it is about and not by its own numbers, hidden articles and all."""
    with closing(sqlite3.connect(folder / "archive.db")) as db:
        found = {name: Counter(map(repr, db.execute(sql))) for name, sql in FACTS.items()}
        lines = dict(db.execute("SELECT id, digest FROM boilerplate"))
        captures = dict(db.execute("SELECT id, warc_file || warc_offset FROM captures"))
    texts, absences, urls = Counter[str](), Counter[str](), Counter[str]()
    for article, revisions, gone in articles(folder):
        urls[article] += 1
        for digest, rules, capture in revisions:
            learned = [lines[int(n)] for n in rules.partition(" learned ")[2].split(",") if n]
            texts[repr((article, digest))] += 0
            assert capture in captures
            assert sorted(learned) == learned or learned
        absences.update(repr((article, *row)) for row in gone)
    return found | {"urls": urls, "texts": texts, "absences": absences}


def articles(folder: Path) -> Iterator[tuple[str, list[tuple[Any, ...]], list[tuple[Any, ...]]]]:
    """URL, texts and absences of every article, hidden or not."""
    with closing(sqlite3.connect(folder / "archive.db")) as db:
        for number, url in db.execute("SELECT id, url FROM articles").fetchall():
            revisions = db.execute("SELECT digest, rules, capture FROM readings WHERE article = ?", [number]).fetchall()
            gone = db.execute("SELECT gone_at, reason FROM absences WHERE article = ?", [number]).fetchall()
            yield url, revisions, gone
        hidden = {row[0] for row in db.execute("SELECT laid FROM hidden")}
    if (folder / "withheld.db").exists():
        with closing(sqlite3.connect(folder / "withheld.db")) as store:
            laid = store.execute("SELECT id, url, kept FROM laid").fetchall()
            assert {number for number, _, _ in laid} == hidden
            for _, url, kept in laid:
                parts = json.loads(kept)
                readings = [(row["digest"], row["rules"], row["capture"]) for row in parts["readings"]]
                yield url, readings, [(row["gone_at"], row["reason"]) for row in parts["absences"]]


def everything(folder: Path) -> dict[str, list[str]]:
    """Every row of every table, and what is withheld."""
    found: dict[str, list[str]] = {}
    for name in ("archive.db", "withheld.db"):
        if not (folder / name).exists():
            continue
        with closing(sqlite3.connect(folder / name)) as db:
            tables = db.execute(
                "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
            ).fetchall()
            found |= {f"{name}/{table}": sorted(map(repr, db.execute(f"SELECT * FROM {table}"))) for (table,) in tables}
    return found


@settings(
    max_examples=20,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # to shrink what fails takes minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(histories, histories, histories)
def test_whatever_is_in_them(clock: Clock, before: Deeds, one_deeds: Deeds, two_deeds: Deeds) -> None:
    """Two that may have a past in common: one is a merge of an older archive, which the other is, grown."""
    with TemporaryDirectory() as top:
        two = filled(Path(top) / "two", before)
        one = filled(Path(top) / "one", one_deeds)
        taken_in(one, two)
        filled(two, two_deeds)
        ours, theirs = facts(one), facts(two)
        taken_in(one, two)
        both = facts(one)
        for name in both:
            assert both[name].keys() == ours[name].keys() | theirs[name].keys(), name
            assert set(both[name].values()) <= {0, 1}, name
        assert list(check(one)) == []
        stand = everything(one)
        taken_in(one, two)
        assert everything(one) == stand
