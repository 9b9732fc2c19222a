"""The declarations, held against what is known of the field: ../shared/research/outlets.jsonl, where it is at hand."""

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from crawler.outlet import Outlet, WordPress
from crawler.outlets import outlets
from tests.conftest import SHARED

RESEARCH = SHARED / "research" / "outlets.jsonl"
OUTLETS = outlets()
DOCS = Path(__file__).parents[1] / "docs" / "outlets.md"

pytestmark = pytest.mark.skipif(
    not RESEARCH.is_file(), reason=f"NOT CHECKED: what is known of the field is not at {RESEARCH}"
)

# Slugs that are not the identifier with other dashes: a module's name begins with a letter.
RENAMED = {
    "zh-hmguojiribao": "hmguojiribao", "51ca": "ca51", "8world": "world8", "6park": "park6", "52hrtt": "hrtt52",
    "radiofr-wainao": "wainao", "1688au": "au1688",
}  # fmt: skip

# Not declared, and the words of docs/outlets.md that say so.
LEFT_OUT = {
    "gongyanbao-pe": "公言报", "westafrica-united": "西非统一商报", "qiaobao-za": "华侨新闻报",
    "chinanews-th-yatai": "亚洲日报", "jrbm": "今日北美", "de-qiaobao": "德国侨报", "i4cc": "i4cc.ca",
    "mychhsk": "mychhsk", "mingpao-hk-note": "Hong Kong",
}  # fmt: skip

# Lists, pages of the printed paper, a staging host: noted among the addresses of articles, and none of ours.
NO_ARTICLES = {
    "singtao_usa", "laweekly_asia", "yorkregiontimes", "torontostm", "kansai_chinese", "vansky", "ohquebec", "laicw",
    "intimes_my", "kanzhongguo_eu",
}  # fmt: skip
LISTS = {"https://greenpost.se/author/chenxuefei/page/402", "https://mail.scdaily.com/post/59630"}

# Seen since, in a public program that reads it.
SEEN_SINCE = {"http://www.mmgpmedia.com/web/YW/index.html"}


def records() -> list[dict[str, Any]]:
    lines = RESEARCH.read_text("utf-8").splitlines() if RESEARCH.is_file() else []
    return [json.loads(line) for line in lines]


def declared(record: dict[str, Any]) -> Outlet:
    return OUTLETS[RENAMED.get(record["id"], record["id"].replace("-", "_"))]


def known() -> list[Any]:
    return [pytest.param(record, id=record["id"]) for record in records() if record["id"] not in LEFT_OUT]


def test_every_outlet_that_is_known_is_declared_or_said_to_be_left_out() -> None:
    assert len(records()) == 157
    assert {declared(record).slug for record in records() if record["id"] not in LEFT_OUT} <= set(OUTLETS)
    prose = DOCS.read_text("utf-8").partition("<!-- [[[cog")[0]
    assert [word for word in LEFT_OUT.values() if word not in prose] == []


@pytest.mark.parametrize("record", known())
def test_place_script_and_addresses_are_those_known(record: dict[str, Any]) -> None:
    ours = declared(record)
    countries = re.findall(r"\b[A-Z]{2}\b(?!\?)", record["country"].partition("/")[0])
    assert ours.country in {*countries, None} if countries in ([], ["EU"], ["CN"]) else ours.country == countries[0]
    assert ours.script == {"hant": "Hant", "hans": "Hans"}.get(record["script"], "both")
    if ours.slug not in NO_ARTICLES:
        assert [url for url in record["example_article_urls"] if url not in LISTS and not ours.is_article(url)] == []
        assert ours.examples or not set(record["example_article_urls"]) - LISTS
    # Told apart by nobody: a story of a programme that stands among the lists.
    programme = {u for u in record["example_other_urls"] if "rfa.org" in u}
    assert [url for url in record["example_other_urls"] if url not in programme and ours.is_article(url)] == []
    noted = " ".join(record["example_urls"])
    assert [url for url in ours.examples if url not in noted] == []


@pytest.mark.parametrize("record", known())
def test_no_source_is_called_surer_than_it_is_known(record: dict[str, Any]) -> None:
    ours = declared(record)
    surest = {plain(url): "seen" for url in record["example_urls"]}
    surest |= {plain(url): basis for url, basis in record["discovery_basis"].items()}
    for source in ours.sources:
        if source.evidence != "seen" or source.url in SEEN_SINCE:
            continue
        api = "wp-json/wp/v2/posts" if isinstance(source, WordPress) else ""
        url = plain(source.url).partition("{page}")[0] + api
        of = [basis for place, basis in surest.items() if place.startswith(url) or url in record["notes"]]
        assert any(re.match(r"seen|\d+\+? (public )?projects(?!, unverified)", basis) for basis in of), source.url


def plain(url: str) -> str:
    """An address without what is written now so, now so: scheme, www, percent signs, the last slash."""
    return re.sub(r"^https?://(www\.)?|/$", "", unquote(url))
