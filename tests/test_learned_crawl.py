"""An outlet with a footer no rule knows, crawled from a server on this machine: learned, counted once, gone at the next
reading, and back when a person says so."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from archive import Archive, judge_line, line_numbered
from crawler.outlet import Feed, Outlet
from crawler.pipeline import RULES
from crawler.reextract import reextract
from tests.test_crawl import crawled, rows

CLUB = "南岸讀者俱樂部 每月首個週六 碼頭書店三樓見"
COLUMN = "碼頭聽濤"
QUOTED = "「船到橋頭自然直。」老船長說。"
STORIES = 12


def own(number: int) -> list[str]:
    return [
        f"南岸第{number}號渡輪昨日清晨復航，首班船於六時半離開碼頭，船上坐了九十名乘客。",
        f"街坊{number}號說，他等這一天等了很久，從清晨起就坐在碼頭的長凳上看海。",
        f"船公司說，下一艘船將在{number}個月後下水，到時航程會再短一刻鐘，票價不變。",
    ]


def printed(number: int) -> list[str]:
    """What a page prints; each page has the footer, two have the head of a column, all end in the captain's word."""
    return [*([COLUMN] if number % 6 == 0 else []), *own(number), QUOTED, CLUB]


def _day(number: int) -> str:
    return f"2026-03-{1 + number % 5:02d}T08:00:00+00:00"


def _page(number: int) -> str:
    about = json.dumps({"@type": "NewsArticle", "headline": f"南岸{number}號渡輪復航", "datePublished": _day(number)})
    lines = "".join(f"<p>{line}</p>" for line in printed(number))
    return f"""<!doctype html><html lang="zh-Hant"><head><meta charset="utf-8"><title>南岸{number}號渡輪復航</title>
      <script type="application/ld+json">{about}</script></head>
      <body><article><h1>南岸{number}號渡輪復航</h1>{lines}</article></body></html>"""


class _Outlet(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        base = f"http://{self.headers['Host']}"
        if self.path == "/feed":
            items = "".join(f"<item><link>{base}/story/{number}</link></item>" for number in range(STORIES))
            self._answer("application/rss+xml", f'<rss version="2.0"><channel><title>x</title>{items}</channel></rss>')
        elif self.path.startswith("/story/"):
            self._answer("text/html; charset=utf-8", _page(int(self.path.rpartition("/")[2])))
        else:
            self.send_error(404)

    def _answer(self, kind: str, text: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base's own name
        pass


@pytest.fixture(scope="module")
def south_shore() -> Iterator[Outlet]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Outlet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_port}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QIAOWEN_CONTACT", "tests@example.org")
        yield Outlet(
            slug="southshore",
            name="南岸華報",
            home=f"{base}/",
            script="Hant",
            sources=(Feed(url=f"{base}/feed", evidence="seen"),),
            article=rf"{base}/story/\d+$",
        )
    server.shutdown()
    server.server_close()


def bodies(folder: Path) -> list[list[str]]:
    return [body.split("\n\n") for (body,) in rows(folder, "SELECT body FROM articles ORDER BY url")]


def test_a_footer_is_learned_and_gone_at_the_next_reading(south_shore: Outlet, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    crawled([south_shore], folder)
    assert len(bodies(folder)) == STORIES
    assert all(body[-1] == CLUB for body in bodies(folder))  # a run reads by what was known when it began
    [line] = rows(folder, "SELECT * FROM boilerplate WHERE since IS NOT NULL")
    assert (line["text"], line["place"], line["articles"]) == (CLUB, "tail", STORIES)
    assert (line["first_day"], line["last_day"]) == ("2026-03-01", "2026-03-05")

    # The same pages again: nothing counts twice, and the articles are read by what was learned.
    crawled([south_shore], folder, revisit=True)
    [again] = rows(folder, "SELECT * FROM boilerplate WHERE since IS NOT NULL")
    assert again["articles"] == STORIES
    by_number = {tuple(printed(number)[:-1]) for number in range(STORIES)}
    assert {tuple(body) for body in bodies(folder)} == by_number
    took_part = f"{RULES} learned {line['id']}"
    assert {rules for (rules,) in rows(folder, "SELECT rules FROM articles")} == {took_part}
    # Not the publisher's doing for certain: reading the older capture by the same rules settles that it was ours.
    assert {cause for (cause,) in rows(folder, "SELECT cause FROM readings WHERE number = 2")} == {"unsettled"}
    settled = reextract(folder, {"southshore": south_shore}, processes=1)
    assert (settled.settled, settled.revised, settled.lost) == (STORIES, 0, [])
    assert {cause for (cause,) in rows(folder, "SELECT cause FROM readings WHERE number = 2")} == {"rules"}

    # A person overrules it: what is stored, read again, has the line again.
    with Archive(folder, software="Qiaowen/test") as archive:
        known = line_numbered(archive.db, line["id"])
        assert known
        judge_line(archive.db, *known, "keep")
    assert reextract(folder, {"southshore": south_shore}, processes=1).revised == STORIES
    assert all(body[-1] == CLUB for body in bodies(folder))
    assert {rules for (rules,) in rows(folder, "SELECT rules FROM articles")} == {RULES}
