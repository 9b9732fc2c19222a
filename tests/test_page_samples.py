"""Stored page texts of real outlets, boilerplate and all, read as dumps: what a person reads there, and nothing else.

`tests/quality/page_samples.json` says for each sample, by the numbers of its lines that are not empty: which may be the
headline (null: it prints none), which are the story, which captions, and which may come out or not. All others are the
page's own.
"""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from archive import Article
from crawler.draft import Page
from crawler.extract.markup import fold
from crawler.lexicon.plain import bare
from crawler.pipeline import read

RESEARCH = Path(__file__).parents[2] / "shared" / "research"
SAMPLES = RESEARCH / "page_samples.jsonl"
LABELS = json.loads((Path(__file__).parent / "quality" / "page_samples.json").read_text(encoding="utf-8"))["samples"]

pytestmark = pytest.mark.skipif(not SAMPLES.is_file(), reason=f"NOT CHECKED: the page samples are not at {SAMPLES}")
numbered = pytest.mark.parametrize("number", range(len(LABELS)))


def sample(number: int) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(SAMPLES.read_text(encoding="utf-8").splitlines()[number])
    return found


def lines(number: int) -> list[str]:
    return [line for line in map(fold, sample(number)["excerpt"].splitlines()) if line]


def article(number: int) -> Article:
    found = sample(number)
    return read(Page(body=found["excerpt"].encode(), url=found["url"])).article


@numbered
def test_headline_is_the_one_a_person_reads(number: int) -> None:
    said = [None if at is None else bare(lines(number)[at]) for at in LABELS[number]["headline"]]
    found = article(number).headline
    assert (bare(found) if found else None) in said


@numbered
def test_no_line_of_the_page_s_own_comes_out(number: int) -> None:
    told, labels = lines(number), LABELS[number]
    body = [bare(paragraph) for paragraph in article(number).body]
    story = "".join(bare(told[i]) for i in (*labels["story"], *labels["either"]))
    assert [paragraph for paragraph in body if paragraph not in story] == []


@numbered
def test_story_is_kept(number: int) -> None:
    body = bare("".join(article(number).body))
    for i in LABELS[number]["story"]:
        # A line may lose what trails it, 「… [詳細]」 or the address of a source, but not its words.
        words = bare(lines(number)[i])
        assert words[: min(30, int(len(words) * 0.6))] in body


@numbered
def test_captions_are_beside_the_story(number: int) -> None:
    found = article(number)
    images = [bare(f"{image.caption or ''}{image.credit or ''}") for image in found.images]
    for i in LABELS[number]["captions"]:
        caption = bare(lines(number)[i])
        assert caption not in bare("".join(found.body))
        assert any(image and all(sign in caption for sign in image) for image in images)


def test_nothing_listed_as_boilerplate_comes_out() -> None:
    """The examples of shared/research/boilerplate.md, as far as they are lines: none stands in the body of a sample."""
    text = (RESEARCH / "boilerplate.md").read_text(encoding="utf-8")
    listed = text[text.index("## 1. ") : text.index("## Things that LOOK")]
    examples = {bare(fold(example)) for example in re.findall(r"`([^`]+)`", listed)} - {""}
    assert len(examples) > 150, "the list was not understood"
    for number in range(len(LABELS)):
        own = {bare(line) for i, line in enumerate(lines(number)) if i not in LABELS[number]["either"]}
        body = {bare(paragraph) for paragraph in article(number).body}
        assert body & examples & own == set(), number
