"""Hostile and broken pages: bounded, and either read or refused with a reason; never a crash.

Ten thousand mutated pages and dumps are read; `QIAOWEN_FUZZ` says another number.
"""

import os
import random
import time
from pathlib import Path

import pytest

from crawler.draft import Page
from crawler.errors import PageUnreadable
from crawler.pipeline import read
from tests.test_platforms import PAGES, page

ROUNDS = int(os.environ.get("QIAOWEN_FUZZ", "10000"))
_HERE = Path(__file__).parent
SEEDS = [
    *(path.read_bytes() for path in sorted(_HERE.glob("pages/*/page.html"))),
    *(path.read_bytes() for path in sorted(_HERE.glob("quality/pages/*.html"))),
    *(page(layout).body for layout in PAGES.values()),
    (_HERE / "byline_forms.txt").read_bytes()[:6_000],  # a text dump, of lines that rules look at closely
]

BOMB = b"<!DOCTYPE html [<!ENTITY a 'aaaaaaaaaa'>" + b"".join(
    b"<!ENTITY %c '&%c;&%c;&%c;&%c;'>" % (c + 1, c, c, c, c) for c in range(97, 120)
)
NASTY = (
    b"\x00",
    b"\xff\xfe",
    b"\xed\xa0\x80",  # half of a surrogate pair
    b"&#xD800;",
    b"&#0;",
    b"&#99999999999;",
    b"<!--",
    b"<![CDATA[",
    b"<script>",
    b"</body></html>",
    b"<div>" * 300,
    b"</div>" * 300,
    b"<p " + b"a='b' " * 200 + b">",
    b"<table><tr><td>" * 40,
    b"<meta charset=utf-7>",
    b"<?xml version='1.0' encoding='utf-16'?>",
    b"<script type='application/ld+json'>" + b"[" * 3000 + b"</script>",
    b"<link rel=canonical href='http://[::1'>",
    b"<img src='http://[bad'>",
    "記者".encode() * 100,
    "2024年".encode() * 100,
    "（".encode() * 200,
    "民國".encode() + b"9" * 500 + "年".encode(),
)


def mutated(page: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.randint(1, 6)):
        at, size = chance.randrange(len(page) + 1), chance.randint(0, 400)
        match chance.randrange(6):
            case 0:
                page = page[:at] + chance.choice(NASTY) + page[at:]
            case 1:
                page = page[:at] + page[at + size :]
            case 2:
                page = page[:at] + page[at : at + size] * chance.randint(2, 20) + page[at:]
            case 3:
                page = page[:at] + chance.randbytes(chance.randint(1, 30)) + page[at:]
            case 4:
                page = page[:at]
            case _:
                other = chance.choice(SEEDS)
                page = page[:at] + other[chance.randrange(len(other)) :]
    return page


def outcome(page: bytes) -> str:
    """What came of a page; anything but a reading or a reason is an error that fails the test."""
    try:
        article = read(Page(body=page, url="https://a.example/1", fetched_at="2026-11-22T03:00:00Z")).article
    except PageUnreadable as error:
        return str(error)
    repr(article).encode("utf-8")
    return "read"


@pytest.mark.timeout(1800)
def test_mutated_pages_are_read_or_refused() -> None:
    chance = random.Random(20261122)
    slowest = 0.0
    for _ in range(ROUNDS):
        page = mutated(chance.choice(SEEDS), chance)
        began = time.process_time()
        assert outcome(page)
        slowest = max(slowest, time.process_time() - began)
    assert slowest < 5, f"one page took {slowest:.1f} s"


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(BOMB + b"]><p>&z;</p>", id="entities"),
        pytest.param(b"<div>" * 100_000 + "橋".encode(), id="deep"),
        pytest.param(b"<font>" * 1_500 + "橋開了。".encode() * 50, id="never closed"),
        pytest.param(b"<p>" + "橋".encode() * 6_000_000, id="20 MB"),
        pytest.param(b"<b></b>" * 1_000_000, id="a million tags"),
        pytest.param(b"<p " + b" ".join(b"a%d=1" % i for i in range(200_000)) + b">x</p>", id="attributes"),
        pytest.param(b"<p class='" + b"a " * 500_000 + b"'>x</p>", id="classes"),
        pytest.param(b"<title>" + "橋".encode() * 300_000 + b"</title>", id="title"),
        pytest.param(b"<h1>" + "記者".encode() * 100_000 + b"</h1>", id="heading"),
        pytest.param(b"<p>" + "。記者張禾".encode() * 100_000 + b"</p>", id="one line"),
        pytest.param(b"<br>\n" * 100_000, id="nothing but breaks"),
        pytest.param("\n".join("記者張禾╱聖蓋博報導" for _ in range(20_000)).encode(), id="bylines"),
        pytest.param(("2024年5月" * 100_000).encode(), id="dates"),
    ],
)
def test_large_and_strange_pages_cost_little(page: bytes) -> None:
    began = time.process_time()
    assert outcome(page)
    assert time.process_time() - began < 90  # seconds, coverage's own cost included: what is meant is "not for ever"
