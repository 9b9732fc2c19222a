"""The register as data, for people who never run the crawler: JSON, CSV, OPML, a table, a list."""

import csv
import json
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from crawler.commands.outlets import outlets as command
from crawler.outlets import outlets
from crawler.register import as_csv, as_json, as_opml, as_table

OUTLETS = outlets()


def test_json_says_what_is_declared_and_leaves_the_unknown_empty() -> None:
    rows = {row["slug"]: row for row in json.loads(as_json(OUTLETS))}
    assert list(rows) == list(OUTLETS)
    paper = rows["epochtimes"]
    assert paper["scripts"] == ["Hant", "Hans"]
    assert (paper["located"], paper["latitude"], paper["longitude"]) == ("New York", 40.71, -74.01)
    assert paper["sources"][0] == {"kind": "Feed", "url": "https://www.epochtimes.com/gb/feed", "evidence": "seen"}
    assert paper["ownership_source"].startswith("https://")
    assert rows["inhua"]["alive_on"] == "2025-07-09", "named by its example's address"
    assert rows["seattlechinesepost"]["alive_on"] == "2026-01-16", "later than its example"
    assert rows["rfa_mandarin"]["status"] == "frozen"
    assert rows["rfa_mandarin"]["ended"] == "2025-03"
    assert rows["hmguojiribao"]["country"] is None
    assert rows["hmguojiribao"]["latitude"] is None
    assert rows["vansky"]["article_evidence"] is None
    assert rows["abc_chinese"]["article_evidence"] == "untested"
    assert rows["abc_chinese"]["located"] == "Australia"
    located = [row for row in rows.values() if row["latitude"] is not None]
    assert len(located) >= len(rows) - 6


def test_csv_has_a_row_an_outlet_and_one_evidence_a_source() -> None:
    rows = list(csv.DictReader(as_csv(OUTLETS).splitlines()))
    assert [row["slug"] for row in rows] == list(OUTLETS)
    for row in rows:
        assert len(row["sources"].split()) == len([e for e in row["evidence"].split(" | ") if e])
    assert {row["slug"]: row["serves"] for row in rows}["ecjnews"] == "Cleveland; Columbus; Cincinnati"


def test_opml_has_the_feeds_of_outlets_that_live() -> None:
    root = ElementTree.fromstring(as_opml(OUTLETS).encode())
    feeds = {node.get("xmlUrl"): node.get("text") for node in root.iter("outline") if node.get("type") == "rss"}
    assert feeds["https://www.ushealthlifestyle.com/feed/"] == "US Health Lifestyle"
    assert not [url for url in feeds if url and "rfa.org" in url]


def test_the_table_lists_every_outlet_once() -> None:
    table = as_table(OUTLETS)
    assert [table.count(f"`{slug}`") for slug in OUTLETS] == [1] * len(OUTLETS)
    assert table.index("## Argentina") < table.index("## United States") < table.index("## No one country")


@pytest.mark.parametrize(("option", "start"), [("--json", "[\n{"), ("--csv", "slug,name"), ("--opml", "<?xml")])
def test_the_command_prints_the_register(option: str, start: str) -> None:
    printed = CliRunner().invoke(command, [option])
    assert printed.exit_code == 0
    assert printed.stdout.startswith(start)


def test_the_command_lists_outlets_for_people() -> None:
    assert "worldjournal             世界日報  New York, US  active" in CliRunner().invoke(command).stdout
