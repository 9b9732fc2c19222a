"""Articles as others cite and follow them, Chinese names and all: BibTeX, RIS, CSL-JSON, Atom."""

import json
import re
import sqlite3
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import feedparser
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from lxml.html import fragments_fromstring

from archive import (
    Archive,
)
from archive.exchange.atom import write_atom
from archive.exchange.rows import COLUMNS
from tests.conftest import STORY, story
from tests.exchanged import HARBOUR, WHOLE, filled, run

__all__ = ["filled"]


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
