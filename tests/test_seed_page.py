"""The page this project started from, read through both doors: as HTML and as a text dump."""

import json
from pathlib import Path
from typing import Any

import pytest

from archive import Article
from crawler.draft import Page
from crawler.outlets import outlet
from crawler.pipeline import read

SEED = Path(__file__).parents[2] / "shared" / "seed"

pytestmark = pytest.mark.skipif(
    not SEED.is_dir(), reason=f"NOT CHECKED: the page this project started from is not at {SEED}"
)

DOORS = [("page.html", "ushealthlifestyle"), ("page.html", None), ("page.txt", None)]


def expected() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((SEED / "expected.json").read_text(encoding="utf-8"))
    return found


def article(file: str, slug: str | None) -> Article:
    url = expected()["url"] if file == "page.html" else None
    return read(Page(body=(SEED / file).read_bytes(), url=url), outlet(slug) if slug else None).article


@pytest.mark.parametrize(("file", "slug"), DOORS)
def test_words_of_the_story(file: str, slug: str | None) -> None:
    found, wanted = article(file, slug), expected()
    assert found.headline == wanted["title"]
    assert list(found.body) == wanted["body"]
    assert [(image.caption, image.credit) for image in found.images] == [
        (caption["caption"], caption["credit"]) for caption in wanted["captions"]
    ]


@pytest.mark.parametrize(("file", "slug"), DOORS)
def test_record_around_the_story(file: str, slug: str | None) -> None:
    found, wanted = article(file, slug), expected()
    assert found.byline == found.agency == wanted["byline"]
    assert found.authors == ()
    for name in ("section", "dateline", "script", "language"):
        assert getattr(found, name) == wanted[name], name


@pytest.mark.parametrize(("file", "slug"), DOORS)
def test_boilerplate_is_nowhere(file: str, slug: str | None) -> None:
    everything = repr(article(file, slug))
    assert [line for line in expected()["boilerplate"] if line in everything] == []


@pytest.mark.parametrize("slug", ["ushealthlifestyle", None])
def test_moment_of_publication_is_the_page_s_own(slug: str | None) -> None:
    found = article("page.html", slug)
    assert found.published_at == "2025-09-25T17:04:11Z"
    assert found.published_source in {"json-ld", "meta"}
    assert found.modified_at == "2025-09-26T01:30:02Z"
    assert found.marks == ()
    assert all(image.url and image.url.startswith(expected()["url"].rsplit("/", 2)[0]) for image in found.images)


def test_day_of_the_event_is_no_date_of_publication() -> None:
    assert article("page.txt", None).published_at is None
