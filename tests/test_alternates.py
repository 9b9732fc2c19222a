"""Other addresses of a story: what a page says of them, and what a crawl that meets several of them keeps."""

from pathlib import Path

import pytest

from archive import Alternate, Relation
from crawler.draft import Page
from crawler.outlet import Feed, Outlet
from crawler.pipeline import read
from tests.small_site import small_site
from tests.test_crawl import crawled, rows

HANT = (
    "松林市的渡輪星期六清晨復航，首班船六點半離開碼頭，船上坐了九十名乘客。",
    "船長方一舟說，他等這一天等了很久，風浪再大也要把船開到對岸。",
    "船公司說，下一艘船秋天下水，到時航程會再短一刻鐘，票價不變。",
)
HANS = (
    "松林市的渡轮星期六清晨复航，首班船六点半离开码头，船上坐了九十名乘客。",
    "船长方一舟说，他等这一天等了很久，风浪再大也要把船开到对岸。",
    "船公司说，下一艘船秋天下水，到时航程会再短一刻钟，票价不变。",
)


def page(head: str = "", title: str = "渡輪復航", body: tuple[str, ...] = HANT) -> bytes:
    lines = "".join(f"<p>{line}</p>" for line in body)
    return (
        f"<!doctype html><html><head><meta charset=utf-8><title>{title}</title>{head}</head>"
        f"<body><article><h1>{title}</h1><p>2026-03-01 08:00</p>{lines}</article></body></html>"
    ).encode()


def alternates(head: str, url: str = "https://a.example/tw/1", outlet: Outlet | None = None) -> tuple[Alternate, ...]:
    return read(Page(body=page(head), url=url), outlet).article.alternates


def test_other_script_amp_and_print_are_what_the_links_say() -> None:
    assert alternates(
        "<link rel=alternate hreflang=zh-Hans href='/cn/1#top'><link rel=amphtml href='/tw/1/amp'>"
        "<link rel=alternate media=print href='/print/1'>"
    ) == (
        Alternate("https://a.example/cn/1", Relation.SCRIPT),
        Alternate("https://a.example/tw/1/amp", Relation.AMP),
        Alternate("https://a.example/print/1", Relation.PRINT),
    )


@pytest.mark.parametrize(
    "link",
    [
        pytest.param("<link rel=alternate hreflang=en href='/en/1'>", id="another language"),
        pytest.param("<link rel=alternate hreflang=x-default href='/'>", id="nobody's language"),
        pytest.param("<link rel=alternate hreflang=zh-Hans href='/'>", id="a front page"),
        pytest.param("<link rel=alternate hreflang=zh-Hant href='/tw/1'>", id="itself"),
        pytest.param("<link rel=alternate hreflang=zh-Hans href='https://b.example/1'>", id="another site"),
        pytest.param("<link rel=alternate hreflang=zh-Hans href='http://[::1'>", id="no address"),
        pytest.param("<link rel=alternate type='application/rss+xml' href='/feed'>", id="a feed"),
    ],
)
def test_what_is_no_other_address_of_the_story(link: str) -> None:
    assert alternates(link) == ()


def test_twin_that_the_outlet_declares() -> None:
    outlet = Outlet(
        name="渡輪報",
        home="https://a.example/",
        script="both",
        article=".*",
        sources=(Feed(url="https://a.example/feed"),),
        twins=(("/tw/", "/cn/"),),
    )
    assert alternates("", outlet=outlet) == (Alternate("https://a.example/cn/1", Relation.SCRIPT),)


@pytest.mark.parametrize(
    ("view", "relation"),
    [
        ("https://a.example/amp/1", Relation.AMP),
        ("https://amp.a.example/1", Relation.AMP),
        ("https://a.example/1?outputType=amp", Relation.AMP),
        ("https://a.example/1?print=1", Relation.PRINT),
    ],
)
def test_view_of_a_story_names_the_story_and_is_noted(view: str, relation: Relation) -> None:
    found = read(Page(body=page("<link rel=canonical href='https://a.example/1'>"), url=view)).article
    assert found.url == "https://a.example/1"
    assert found.alternates == (Alternate(view, relation),)


def test_crawl_that_meets_a_story_at_four_addresses_stores_one(tmp_path: Path) -> None:
    html = {"Content-Type": "text/html; charset=utf-8"}
    with small_site() as (base, pages, _):
        links = (
            f"<link rel=alternate hreflang=zh-Hant href='{base}/tw/1'>"
            f"<link rel=alternate hreflang=zh-Hans href='{base}/cn/1'><link rel=amphtml href='{base}/tw/1/amp'>"
        )
        pages["/tw/1"] = (200, html, page(links))
        pages["/cn/1"] = (200, html, page(links, "渡轮复航", HANS))
        pages["/tw/1/amp"] = (200, html, page(f"<link rel=canonical href='{base}/tw/1'>"))
        pages["/print/1"] = (200, html, page(f"<link rel=canonical href='{base}/tw/1'>"))
        items = "".join(f"<item><link>{base}{path}</link></item>" for path in pages)
        feed = f'<rss version="2.0"><channel><title>x</title>{items}</channel></rss>'
        pages["/feed"] = (200, {"Content-Type": "application/rss+xml"}, feed.encode())
        outlet = Outlet(
            name="渡輪報",
            slug="ferry",
            home=f"{base}/",
            script="both",
            timezone="Asia/Taipei",
            article=rf"{base}/(?:tw|cn|print)/1(?:/amp)?$",
            sources=(Feed(url=f"{base}/feed", evidence="seen"),),
        )
        [report] = crawled([outlet], tmp_path)
        assert (report.tally.stored, report.tally.revised, report.tally.failed) == (1, 0, 0)
        [(url,)] = rows(tmp_path, "SELECT url FROM articles")
        others = {row[0] for row in rows(tmp_path, "SELECT url FROM alternates")}
        assert {url} | others >= {f"{base}/tw/1", f"{base}/cn/1", f"{base}/tw/1/amp"}
        assert url not in others
        [known] = rows(tmp_path, "SELECT count(DISTINCT article), count(*) FROM sightings WHERE state = 'stored'")
        assert tuple(known) == (1, 4)
