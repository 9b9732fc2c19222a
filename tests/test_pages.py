"""Whole pages and what a person reads on them.

A case is a folder: `page.html` (bytes as received), `capture.json` (address, headers, clock, perhaps what is known of
the outlet) and `expected.md` (front matter, then the paragraphs). Each field is a test of its own.
"""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from archive import Article
from crawler.draft import Page
from crawler.outlet import Feed, Outlet
from crawler.pipeline import read

CASES = Path(__file__).parent / "pages"


def expected(case: Path) -> dict[str, Any]:
    """The fields of `expected.md`; what is left empty is None, lists are JSON."""
    _, front, body = case.joinpath("expected.md").read_text(encoding="utf-8").split("---\n", 2)
    fields: dict[str, Any] = {}
    for line in front.splitlines():
        name, _, value = line.partition(":")
        value = value.strip()
        fields[name] = json.loads(value) if value[:1] == "[" else value or None
    return {**fields, "body": [part for part in body.strip().split("\n\n") if part]}


@cache
def article(case: Path) -> Article:
    """What we read on the page of a case."""
    capture = json.loads(case.joinpath("capture.json").read_text(encoding="utf-8"))
    page = Page(
        body=case.joinpath("page.html").read_bytes(),
        url=capture["url"],
        fetched_at=capture["fetched_at"],
        content_type=capture["headers"].get("content-type"),
    )
    known = capture.get("outlet")
    outlet = (
        Outlet(name="a test", home=capture["url"], article=".*", sources=(Feed(url=capture["url"]),), **known)
        if known
        else None
    )
    return read(page, outlet).article


def fields() -> Iterator[Any]:
    """One parameter for each field of each case."""
    for case in sorted(CASES.iterdir()):
        for name in expected(case):
            yield pytest.param(case, name, id=f"{case.name}-{name}")


@pytest.mark.parametrize(("case", "name"), list(fields()))
def test_field(case: Path, name: str) -> None:
    wanted = expected(case)[name]
    if name == "reviewed":
        assert wanted == "true", (
            f"nobody has read {case.name}/expected.md yet; read it, mend it, then say reviewed: true"
        )
        return
    found = getattr(article(case), name)
    if name == "images":
        found = [[image.url, image.caption, image.credit] for image in found]
    assert (list(found) if isinstance(found, tuple) else found) == wanted
