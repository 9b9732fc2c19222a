"""The pretend newsroom keeps the promises that the demo and the crawl tests build on."""

import http.client
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape
from urllib.parse import urljoin

import feedparser
import lxml.html
import pytest
from lxml import etree

from tests.newsroom import DEMO, PORTS, Newsroom, declared, stories, truth
from tests.newsroom.client import ask, locs, path_of
from tests.newsroom.outlets import OUTLETS

ENCODINGS = {"gangwan": "utf-8", "hepan": "gb18030", "nandao": "big5hkscs", "yinghua": "utf-8"}


@pytest.fixture
def newsroom() -> Iterator[Newsroom]:
    with Newsroom.anywhere(*PORTS) as opened:
        yield opened


def text_of(newsroom: Newsroom, slug: str, path: str) -> str:
    status, _, body = ask(newsroom, slug, path)
    assert status == 200, path
    return body.decode(ENCODINGS[slug])


def shown_text(element: etree._Element) -> str:
    return str(element.xpath("string()"))


def urls(newsroom: Newsroom, slug: str) -> set[str]:
    return set(truth(newsroom, slug))


# The stories


@pytest.mark.parametrize("edition", [1, 2])
def test_enough_stories_each_with_its_own_headline(edition: int) -> None:
    every = [story for slug in DEMO for story in stories(slug, edition)]
    assert len(every) >= 64
    assert len({story.headline for story in every}) == len(every)
    assert all(len(stories(slug, edition)) >= 16 for slug in DEMO)


def test_stories_are_of_autumn_2026_and_of_sane_length() -> None:
    first, last = datetime(2026, 9, 1, tzinfo=UTC), datetime(2026, 11, 20, 6, tzinfo=UTC)
    for slug in DEMO:
        moments = [story.published for story in stories(slug)]
        assert all(first < moment < last for moment in moments)
        assert len(set(moments)) == len(moments)
        assert all(70 <= sum(map(len, story.paragraphs)) <= 900 for story in stories(slug))


def test_stories_hold_the_words_that_search_is_tried_with() -> None:
    told = ["".join(story.paragraphs) for slug in DEMO for story in stories(slug)]
    assert any("北京" in text and "接訴即辦" in text for text in told)
    for word in ("三藩市", "旧金山", "台灣", "Whitlock"):
        assert any(word in text for text in told), word


def test_copies_cross_outlets_and_scripts() -> None:
    copies = [story for slug in DEMO for story in stories(slug) if story.copy_of]
    assert {story.name for story in copies} == {"flood-copy", "plaque-copy", "tangsi-copy", "teachers-copy"}
    flood = next(story for story in copies if story.name == "flood-copy")
    assert "连续三天大雨之后" in flood.paragraphs[0]
    tangsi = next(story for story in copies if story.name == "tangsi-copy")
    assert "停用四十一年的長崎唐寺古鐘" in tangsi.paragraphs[0]
    assert all(story.agency for story in copies)


def test_editions_differ_by_one_change_one_loss_and_three_new_stories(newsroom: Newsroom) -> None:
    before, after = truth(newsroom, *DEMO, edition=1), truth(newsroom, *DEMO, edition=2)
    assert sorted(t.name for url, t in after.items() if url not in before) == [
        "christmas-island",
        "winter-shelter",
        "xue-zaodao",
    ]
    assert [t.name for url, t in before.items() if url not in after] == ["chaye-shui"]
    changed = [(before[url], told) for url, told in after.items() if url in before and before[url] != told]
    ((old, new),) = changed
    assert old.name == "bike-lane-vote"
    assert len(new.body) == len(old.body) + 1
    assert new.body[-1].startswith("更正：")
    assert sum(a != b for a, b in zip(old.body, new.body, strict=False)) == 1
    assert (old.modified_at, new.modified_at) == ("2026-11-19T05:42:10Z", "2026-11-21T18:05:00Z")


# The pages


def test_every_page_prints_what_the_truth_says_of_it(newsroom: Newsroom) -> None:
    for told in truth(newsroom, *DEMO).values():
        page = text_of(newsroom, told.outlet, path_of(newsroom, told))
        if told.outlet == "nandao":
            page += "".join(
                text_of(newsroom, "nandao", link) for link in re.findall(r'href="(/news/\d+/a\d+_\d\.html)"', page)
            )
        page = unescape(page).replace("\u3000", " ")
        named = (told.headline, told.deck, told.byline, told.credit_line, told.agency, told.lead_in, *told.authors)
        printed = [*(part.replace("\u3000", " ") for part in named if part), *told.tags, *told.body]
        printed += [part for image in told.images for part in (image.caption, image.credit) if part]
        printed += [image.url.removeprefix(newsroom.url(told.outlet, "")) for image in told.images if image.url]
        assert (told.dateline or "") in f"{told.lead_in}{told.credit_line}", told.url
        missing = [part for part in printed if part not in page]
        assert not missing, (told.url, missing)


def test_pages_parse_and_hold_boilerplate(newsroom: Newsroom) -> None:
    expected = {
        "gangwan": ["跳至正文內容", "reCAPTCHA", "分享給親友", "你可能也想讀"],
        "hepan": ["关闭窗口", "责任编辑", "点击排行"],
        "nandao": ["回上一頁", "其他新聞", "版權所有 不得轉載"],
        "yinghua": ["扫码关注公众号", "猜你喜欢", "字号"],
    }
    for slug, marks in expected.items():
        told = next(iter(truth(newsroom, slug).values()))
        shown = shown_text(lxml.html.document_fromstring(text_of(newsroom, slug, path_of(newsroom, told))))
        assert all(mark in shown for mark in marks), slug
        assert all(mark not in paragraph for mark in marks for paragraph in told.body)


def test_encodings_are_what_each_site_is_meant_to_claim(newsroom: Newsroom) -> None:
    headers, bodies = {}, {}
    for slug in DEMO:
        told = next(iter(truth(newsroom, slug).values()))
        _, answered, bodies[slug] = ask(newsroom, slug, path_of(newsroom, told))
        headers[slug] = answered["Content-Type"]
    assert headers["gangwan"].lower() == headers["yinghua"] == "text/html; charset=utf-8"
    assert headers["hepan"] == "text/html"
    assert b"charset=gb2312" in bodies["hepan"]
    assert headers["nandao"] == "text/html; charset=big5"


def test_hepan_and_nandao_use_characters_that_their_claim_does_not_cover(newsroom: Newsroom) -> None:
    hepan = "".join(part for told in truth(newsroom, "hepan").values() for part in told.body)
    nandao = "".join(part for told in truth(newsroom, "nandao").values() for part in told.body)
    assert "䶮" in hepan
    with pytest.raises(UnicodeEncodeError):
        "䶮".encode("gbk")
    for character in "嘅喺咗":
        assert character in nandao
        with pytest.raises(UnicodeEncodeError):
            character.encode("big5")


def test_gangwan_carries_json_ld_and_hepan_a_clock_that_is_not_the_date(newsroom: Newsroom) -> None:
    told = next(t for t in truth(newsroom, "gangwan").values() if t.name == "hotline-talk")
    page = lxml.html.document_fromstring(text_of(newsroom, "gangwan", path_of(newsroom, told)))
    (script,) = page.cssselect('script[type="application/ld+json"]')
    article = json.loads(shown_text(script))["@graph"][0]
    assert article["datePublished"] == "2026-11-16T04:05:33+00:00"
    assert told.published_at == "2026-11-16T04:05:33Z"
    riverside = next(t for t in truth(newsroom, "hepan").values() if t.name == "shisanqu-dengguang")
    shown = text_of(newsroom, "hepan", path_of(newsroom, riverside))
    assert "2026年11月20日 星期五 07:00:00" in shown
    assert riverside.published_at == "2026-11-18T08:20:00Z"


def test_nandao_prints_years_of_the_republic_and_days_alone(newsroom: Newsroom) -> None:
    told = next(t for t in truth(newsroom, "nandao").values() if t.name == "bendigo-dragon")
    assert "中華民國115年10月31日" in text_of(newsroom, "nandao", path_of(newsroom, told))
    assert (told.published_at, told.published_precision) == ("2026-10-31", "day")


def test_nandao_story_runs_over_pages_linked_both_ways(newsroom: Newsroom) -> None:
    told = next(t for t in truth(newsroom, "nandao").values() if t.name == "tangren-ge-heritage")
    pages, path = [], path_of(newsroom, told)
    while path:
        page = lxml.html.document_fromstring(text_of(newsroom, "nandao", path))
        pages.append(shown_text(page.cssselect("td.story")[0]))
        links = {shown_text(link): link.get("href", "") for link in page.cssselect("div.fenye a")}
        assert ("上一頁" in links) == (len(pages) > 1)
        path = links.get("下一頁", "")
    assert len(pages) == 3
    assert told.body[0] in pages[0]
    assert told.body[-1] in pages[2]


def test_print_view_names_the_page_it_stands_for(newsroom: Newsroom) -> None:
    told = next(t for t in truth(newsroom, "yinghua").values() if t.name == "sushi-master")
    page = lxml.html.document_fromstring(text_of(newsroom, "yinghua", path_of(newsroom, told)))
    (link,) = page.cssselect("a.print")
    printed = lxml.html.document_fromstring(text_of(newsroom, "yinghua", link.get("href", "")))
    assert printed.cssselect("link[rel=canonical]")[0].get("href") == told.url
    assert not declared(newsroom)["yinghua"].is_article(urljoin(told.url, link.get("href", "")))


# What lists the stories


def test_wordpress_feed_shows_the_ten_newest_with_their_text(newsroom: Newsroom) -> None:
    _, headers, body = ask(newsroom, "gangwan", "/feed/")
    assert headers["Content-Type"].startswith("application/rss+xml")
    feed = feedparser.parse(body)
    newest = list(truth(newsroom, "gangwan").values())[:10]
    assert not feed.bozo
    assert [entry.link for entry in feed.entries] == [told.url for told in newest]
    assert all(told.body[-1] in entry.content[0].value for told, entry in zip(newest, feed.entries, strict=True))


def test_wordpress_api_pages_filters_and_counts(newsroom: Newsroom) -> None:
    def posts(query: str) -> tuple[list[dict[str, object]], http.client.HTTPMessage]:
        status, headers, body = ask(newsroom, "gangwan", f"/wp-json/wp/v2/posts?{query}")
        assert status == 200
        return json.loads(body), headers

    every, headers = posts("per_page=100")
    assert {post["link"] for post in every} == urls(newsroom, "gangwan")
    assert (headers["X-WP-Total"], headers["X-WP-TotalPages"]) == (str(len(every)), "1")
    first, second = posts("per_page=10")[0], posts("per_page=10&page=2")[0]
    assert [post["id"] for post in first + second] == [post["id"] for post in every]
    assert [post["slug"] for post in posts("after=2026-11-15T00:00:00")[0]] == ["bike-lane-vote", "hotline-talk"]
    assert [post["slug"] for post in posts("after=2026-11-16T04:05:33Z")[0]] == ["bike-lane-vote"]
    assert all(post["categories"] == [7] for post in posts("categories=7")[0])
    assert posts("_fields=id,link&per_page=1")[0] == [{"id": every[0]["id"], "link": every[0]["link"]}]
    assert ask(newsroom, "gangwan", "/wp-json/wp/v2/posts?page=9")[0] == 400
    newsroom.edition = 2
    changed = posts("modified_after=2026-11-20T06:00:00Z")[0]
    assert {post["slug"] for post in changed} == {"bike-lane-vote", "winter-shelter"}


def test_sitemaps_list_every_story(newsroom: Newsroom) -> None:
    assert set(locs(newsroom, "gangwan", "/wp-sitemap-posts-post-1.xml")) == urls(newsroom, "gangwan")
    index = locs(newsroom, "hepan", "/sitemap.xml")
    months = [url.removeprefix(newsroom.url("hepan", "")) for url in index if "sitemap-2" in url]
    assert months == ["/sitemap-2026-09.xml", "/sitemap-2026-10.xml", "/sitemap-2026-11.xml"]
    assert {url for month in months for url in locs(newsroom, "hepan", month)} == urls(newsroom, "hepan")


def test_news_sitemap_is_gb18030_with_titles_of_the_last_days(newsroom: Newsroom) -> None:
    _, _, body = ask(newsroom, "hepan", "/sitemap-news.xml")
    titles = [element.text for element in etree.fromstring(body).iter("{*}title")]
    assert "十三区商家凑钱挂灯笼　今年改用太阳能" in body.decode("gb18030")
    assert "十三区商家凑钱挂灯笼　今年改用太阳能" in titles
    assert 3 <= len(titles) < len(stories("hepan"))


def test_listing_pages_list_every_story_once(newsroom: Newsroom) -> None:
    shown = []
    for number in (1, 2, 3):
        page = lxml.html.document_fromstring(text_of(newsroom, "nandao", f"/news/index.html?page={number}"))
        shown += [newsroom.url("nandao", link.get("href", "")) for link in page.cssselect("td.list a")]
    assert len(shown) == len(set(shown))
    assert set(shown) == urls(newsroom, "nandao")
    assert ask(newsroom, "nandao", "/news/index.html?page=4")[0] == 404


def test_json_lists_list_every_story_once(newsroom: Newsroom) -> None:
    shown = []
    for number in (1, 2, 3):
        _, headers, body = ask(newsroom, "yinghua", f"/json/list_{number}.json")
        assert headers["Content-Type"] == "application/json"
        shown += [newsroom.url("yinghua", row["url"]) for row in json.loads(body)["data"]["list"]]
    assert len(shown) == len(set(shown))
    assert set(shown) == urls(newsroom, "yinghua")
    assert ask(newsroom, "yinghua", "/json/list_4.json")[0] == 404


def test_declarations_know_their_stories_and_follow_the_ports(newsroom: Newsroom) -> None:
    for slug, outlet in declared(newsroom).items():
        assert outlet.slug == slug
        assert all(outlet.is_article(url) and outlet.is_own(url) for url in urls(newsroom, slug))
        assert not outlet.is_article(outlet.home)
    assert OUTLETS["nandao"].home == "http://127.0.0.1:8803/"


@pytest.mark.parametrize("slug", DEMO)
def test_front_pages_and_robots_answer(newsroom: Newsroom, slug: str) -> None:
    page = lxml.html.document_fromstring(text_of(newsroom, slug, "/"))
    links = {
        newsroom.url(slug, str(a.get("href", "")).removeprefix(newsroom.url(slug, ""))) for a in page.cssselect("a")
    }
    assert len(links & urls(newsroom, slug)) >= 8
    status, headers, body = ask(newsroom, slug, "/robots.txt")
    assert (status, headers["Content-Type"]) == (200, "text/plain; charset=UTF-8")
    assert body.startswith(b"User-agent: *\n")
    assert ask(newsroom, slug, "/nowhere/at/all.html")[0] == 404
