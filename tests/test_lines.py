"""Lines in a story: what is told stays though it sounds like a button, what is the page's goes. Two tables to read."""

from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

import pytest

from crawler.draft import Page
from crawler.pipeline import read

HERE = Path(__file__).parent
HEADLINE = "停航三年的南岸渡輪清晨復航"
STORY = (
    "停航三年的南岸渡輪昨日清晨復航，首班船於六時半離開碼頭，船上坐了九十名乘客，大半是每天要過海上班的人。",
    "街坊們清晨就在碼頭等候，有人帶了熱湯，有人帶了相機，要把首班船拍下來。",
    "船公司經理林一帆說，頭一個月每天開六班，若乘客多於預期，五月起會加到每天十班。",
    "票價比停航前貴了五角，長者和學生仍是半價，月票要到下月才有得賣。",
    "「等了三年，終於不必繞兩小時的路。」在南岸開麵館的何婉說。",
    "市議會下月還要討論，夜裡最後一班船應否延到十一時。",
)
# Behind which of the story's paragraphs a line is put.
PLACES = {"first": 0, "middle": 3, "in a row": 3, "last": 6, "at the end": 6}
TOGETHER = ("in a row", "at the end")


def cases(table: str) -> Iterator[Any]:
    """The groups and lines of a table: place and the lines put there."""
    place, kind, group = "", "", list[str]()
    for line in (*(HERE / table).read_text(encoding="utf-8").splitlines(), "[] "):
        if line.startswith("[") and "]" in line and "【" not in line:
            if place in TOGETHER:
                yield pytest.param(place, group, id=f"{kind}")
            else:
                yield from (pytest.param(place, [one], id=f"{kind}: {one[:16]}") for one in group)
            (place, _, kind), group = line[1:].partition("] "), []
        elif line and not line.startswith("#"):
            group.append(line)


def body_with(place: str, lines: list[str]) -> tuple[str, ...]:
    """The body that is read from a page whose story has these lines at this place."""
    at = PLACES[place]
    paragraphs = "".join(f"<p>{escape(line)}</p>\n" for line in (*STORY[:at], *lines, *STORY[at:]))
    html = f"""<html><head><title>{HEADLINE} - 松林僑訊</title></head><body>
<div class="head"><a href="/">松林僑訊</a> <a href="/a">社區</a> <a href="/b">時事</a></div>
<div class="main"><h1>{HEADLINE}</h1><div class="meta">2026年11月20日 09:12</div>
<div class="text">{paragraphs}</div></div>
<div class="foot"><a href="/c">聯絡我們</a> <a href="/d">刊登廣告</a></div></body></html>"""
    page = Page(body=html.encode(), url="https://songlin.example/a/1.html", content_type="text/html; charset=utf-8")
    return read(page).article.body


@pytest.mark.parametrize(("place", "lines"), list(cases("lines_of_stories.txt")))
def test_what_a_story_tells_stays(place: str, lines: list[str]) -> None:
    at = PLACES[place]
    assert body_with(place, lines) == (*STORY[:at], *lines, *STORY[at:])


@pytest.mark.parametrize(("place", "lines"), list(cases("lines_of_pages.txt")))
def test_what_is_the_pages_goes(place: str, lines: list[str]) -> None:
    assert body_with(place, lines) == STORY
