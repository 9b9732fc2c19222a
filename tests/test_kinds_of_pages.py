"""Kinds of pages: what stands around the story in the markup of each, read from the project's own pages."""

import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive import Mark
from crawler.draft import Page
from crawler.errors import PageUnreadable
from crawler.extract.embedded import story_in
from crawler.pipeline import read

PAGES = Path(__file__).parent / "quality" / "pages"
NEXT_MORNING = "2026-11-21T00:00:00Z"


@pytest.mark.parametrize(
    ("name", "headline", "day", "authors"),
    [
        ("font-tags-in-tables", "西灣老橋封閉一年後通車", "2026-11-20", ("何小田",)),
        ("builder-divs", "西灣老橋封閉一年後通車", "2026-11-20", ("林一舟",)),
        ("elementor", "西灣老橋封閉一年後通車", "2026-11-20T01:12:00Z", ()),
        ("text-in-a-script", "西灣老橋封閉一年後通車", "2026-11-20T01:12:00Z", ("何小田",)),
        ("forum-thread", "西灣老橋封閉一年後通車", None, ("橋頭老周",)),
        ("wiki", "西灣老橋封閉一年後通車", None, ()),
        ("photo-story", "組圖：西灣老橋封閉一年後通車", None, ()),
        ("live-blog", "直播：西灣老橋封閉一年後通車", "2026-11-20", ()),
        ("questions-and-answers", "西灣老橋封閉一年後通車", "2026-11-20", ()),
        ("poem", "霧橋", None, ("何小田",)),
        ("list-with-addresses", "橋頭三家老店", "2026-11-20", ()),
        ("newsletter-box", "西灣老橋封閉一年後通車", "2026-11-20T17:12:00Z", ("何婉",)),
        ("page-of-a-paper", "西灣老橋封閉一年後通車", None, ()),
        ("a-paragraph-a-row", "西灣老橋封閉一年後通車", "2026-11-20", ("何小田",)),
        ("joomla", "西灣老橋封閉一年後通車", None, ("何小田",)),
        ("blogger", "西灣老橋封閉一年後通車", "2026-11-20", ()),
        ("nested-sections", "西灣老橋封閉一年後通車", None, ("何小田",)),
        ("letter-with-boxes", "西灣老橋封閉一年後通車", "2026-11-20", ("何小田",)),
        ("short-among-teasers", "西灣老橋封閉一年後通車", "2026-11-20", ()),
        ("drupal", "西灣老橋封閉一年後通車", None, ("何小田",)),
        ("portal-with-breaks", "西灣老橋封閉一年後通車", None, ("何小田",)),
    ],
)
def test_what_stands_around_the_story(name: str, headline: str, day: str | None, authors: tuple[str, ...]) -> None:
    """Where the page prints no hour of a zone that is known, `day` is None here and only the day is compared."""
    found = read(Page(body=(PAGES / f"{name}.html").read_bytes(), fetched_at=NEXT_MORNING)).article
    assert (found.headline, found.authors) == (headline, authors)
    assert day is None or found.published_at == day
    assert (found.published_at or "2026-11-20")[:8] == "2026-11-"


def test_text_of_a_script_is_read_where_the_page_shows_none_and_is_doubtful() -> None:
    found = read(Page(body=(PAGES / "text-in-a-script.html").read_bytes())).article
    assert len(found.body) == 4
    assert Mark.DOUBTFUL_BODY in found.marks


def test_other_stories_in_a_script_are_not_this_one() -> None:
    """The headline must stand in the page's title."""
    told = "停航三年的南岸渡輪昨日清晨復航，首班船於六時半離開碼頭，船上坐了九十名乘客，街坊們在碼頭等候。" * 2
    scripts = [json.dumps({"list": [{"title": "渡輪復航", "content": told}]}, ensure_ascii=False)]
    assert story_in(scripts, "老橋通車 - 西灣僑訊") is None
    assert story_in(scripts, "渡輪復航 - 西灣僑訊") is not None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12) | st.just("渡輪復航" * 30),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["title", "content", "date", "x"]), inner)
    ),
    max_leaves=20,
)


@given(JSON)
def test_whatever_a_script_holds_a_page_is_read_or_refused(held: object) -> None:
    text = json.dumps(held, ensure_ascii=False).replace("</", "<\\/")
    page = (
        f'<html><head><title>渡輪復航</title></head><body><script type="application/json">{text}</script></body></html>'
    )
    with suppress(PageUnreadable):
        read(Page(body=page.encode("utf-8", "replace")))
