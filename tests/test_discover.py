"""DISCOVER: what each kind of source says, and what it says when it is not what it was declared to be."""

import json
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive import Sighting
from crawler.discover import addresses, discover, story_url
from crawler.errors import SourceUnreadable
from crawler.outlet import Feed, JsonList, Listing, Sitemap, Source, WordPress

HOME = "https://harbour.example/"


def urls(source: Source, body: bytes, **how: str) -> list[str]:
    return [sighting.url for sighting in discover(source, body, source.url, **how).sightings]


RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>港灣華報</title><link>https://harbour.example/</link>
<item><title>花市開鑼 &amp; 遊行</title><link>https://harbour.example/archives/7?utm_source=rss#more</link>
<pubDate>Sat, 24 Jan 2026 10:30:00 -0800</pubDate></item>
<item><title>沒有連結的一則</title></item>
</channel></rss>"""


def test_rss() -> None:
    feed = Feed(url=f"{HOME}feed/")
    assert discover(feed, RSS.encode(), feed.url).sightings == (
        Sighting(
            url="https://harbour.example/archives/7",
            source=feed.url,
            title="花市開鑼 & 遊行",
            published="2026-01-24T18:30:00Z",
        ),
    )


def test_rss_in_big5() -> None:
    body = RSS.replace("UTF-8", "Big5").encode("big5")
    [sighting] = discover(Feed(url=f"{HOME}feed/"), body, HOME).sightings
    assert sighting.title == "花市開鑼 & 遊行"


def test_atom_knows_when_it_changed() -> None:
    body = """<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title><entry><title>渡輪停航</title>
    <link href="/archives/8"/><published>2026-02-01T08:00:00+08:00</published>
    <updated>2026-02-02T08:00:00+08:00</updated></entry></feed>"""
    [sighting] = discover(Feed(url=f"{HOME}atom"), body.encode(), f"{HOME}atom").sightings
    assert (sighting.url, sighting.published, sighting.modified) == (
        f"{HOME}archives/8",
        "2026-02-01T00:00:00Z",
        "2026-02-02T00:00:00Z",
    )


NEWS_SITEMAP = """<?xml version="1.0"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc> https://harbour.example/archives/9 </loc><lastmod>2026-03-01</lastmod>
<n:news><n:publication><n:name>港灣華報</n:name><n:language>zh-hk</n:language></n:publication>
<n:publication_date>2026-02-28T23:00:00+08:00</n:publication_date><n:title>市議會通過預算</n:title></n:news></url>
<url><loc>https://harbour.example/about</loc></url>
</urlset>"""


def test_news_sitemap_keeps_date_and_title() -> None:
    found = discover(Sitemap(url=f"{HOME}news.xml"), NEWS_SITEMAP.encode(), HOME)
    assert found.sightings[0] == Sighting(
        url=f"{HOME}archives/9",
        source=f"{HOME}news.xml",
        title="市議會通過預算",
        published="2026-02-28T15:00:00Z",
        modified="2026-03-01",
    )


def test_only_keeps_what_it_matches() -> None:
    assert urls(Sitemap(url=f"{HOME}news.xml", only=r"/archives/\d+$"), NEWS_SITEMAP.encode()) == [f"{HOME}archives/9"]


def test_a_sitemap_index_leads_on() -> None:
    body = b"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
    <sitemap><loc>https://harbour.example/posts-1.xml</loc></sitemap>
    <sitemap><loc>https://harbour.example/tags-1.xml</loc></sitemap></sitemapindex>"""
    found = discover(Sitemap(url=f"{HOME}sitemap.xml", follow="/posts-"), body, HOME)
    assert (found.sightings, found.follow) == ((), (f"{HOME}posts-1.xml",))


def test_entities_in_a_sitemap_are_not_expanded() -> None:
    body = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "https://harbour.example/evil">]>
    <urlset><url><loc>&a;</loc></url></urlset>"""
    assert f"{HOME}evil" not in urls(Sitemap(url=f"{HOME}s.xml"), body)


def test_wordpress_posts() -> None:
    posts = [
        {
            "link": f"{HOME}archives/10",
            "title": {"rendered": "市長&#8217;s 早餐會"},
            "date_gmt": "2026-04-01T01:02:03",
            "modified_gmt": "2026-04-02T01:02:03",
        }
    ]
    [sighting] = discover(WordPress(url=HOME), json.dumps(posts).encode(), HOME).sightings
    assert (sighting.title, sighting.published, sighting.modified) == (
        "市長’s 早餐會",
        "2026-04-01T01:02:03Z",
        "2026-04-02T01:02:03Z",
    )


def test_wordpress_pages_and_categories_are_asked_for() -> None:
    first, second = addresses(WordPress(url=HOME, pages=2, categories=(3, 7)))
    assert first.startswith(f"{HOME}wp-json/wp/v2/posts?per_page=100")
    assert "&categories=3,7&" in first
    assert (first[-7:], second[-7:]) == ("&page=1", "&page=2")


def test_listing_in_its_own_encoding() -> None:
    body = '<ul class="list"><li><a href="a_1.html">舊埠 新橋</a></li></ul><a href="/about">關於</a>'.encode("big5")
    listing = Listing(url=f"{HOME}news/?page={{page}}", links="ul.list a", pages=3)
    [sighting] = discover(listing, body, f"{HOME}news/?page=1", "big5").sightings
    assert (sighting.url, sighting.title) == (f"{HOME}news/a_1.html", "舊埠 新橋")
    assert addresses(listing) == [f"{HOME}news/?page={n}" for n in (1, 2, 3)]


def test_json_list() -> None:
    body = json.dumps(
        {"data": {"items": [{"url": "/a/1", "t": "櫻花季", "at": "2026-04-05T09:00:00+09:00"}, {"t": "無連結"}]}}
    )
    source = JsonList(url=f"{HOME}list_1.json", items="data.items", title="t", published="at")
    [sighting] = discover(source, body.encode(), source.url).sightings
    assert (sighting.url, sighting.title, sighting.published) == (f"{HOME}a/1", "櫻花季", "2026-04-05T00:00:00Z")


@pytest.mark.parametrize(
    ("source", "body"),
    [
        (Feed(url=HOME), b"<html><body>404</body></html>"),
        (Feed(url=HOME), b""),
        (Sitemap(url=HOME), b"<html><body>404</body></html>"),
        (Sitemap(url=HOME), b""),
        (WordPress(url=HOME), b'{"code": "rest_no_route"}'),
        (WordPress(url=HOME), b"<html>"),
        (JsonList(url=HOME, items="data.items"), b'{"data": null}'),
        (JsonList(url=HOME), b"not json"),
        (Listing(url=HOME), b"  "),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Source) else value[:12].decode() or "empty",
)
def test_what_is_not_the_declared_source_is_said_to_be(source: Source, body: bytes) -> None:
    with pytest.raises(SourceUnreadable, match=r"harbour\.example"):
        discover(source, body, HOME)


def test_a_time_without_a_zone_is_no_moment() -> None:
    body = f"<urlset><url><loc>{HOME}a</loc><lastmod>2026-03-01T10:00:00</lastmod></url></urlset>"
    [sighting] = discover(Sitemap(url=HOME), body.encode(), HOME).sightings
    assert sighting.modified is None


@pytest.mark.parametrize(
    ("link", "kept"),
    [
        ("a?fbclid=xyz&id=3", f"{HOME}a?id=3"),
        ("//cdn.example/x#top", "https://cdn.example/x"),
        ("mailto:editor@harbour.example", None),
        ("javascript:void(0)", None),
        ("http://[bad", None),
        ("新聞/1", f"{HOME}新聞/1"),
    ],
)
def test_story_url(link: str, kept: str | None) -> None:
    assert story_url(link, HOME) == kept


@given(st.text(max_size=200), st.sampled_from([Feed, Sitemap, WordPress, Listing, JsonList]))
def test_any_answer_is_read_or_refused(body: str, kind: type[Source]) -> None:
    try:
        found = discover(kind(url=HOME), body.encode("utf-8", "replace"), HOME)
    except SourceUnreadable:
        return
    assert all(sighting.url.startswith("http") for sighting in found.sightings)


@given(st.lists(st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=20), max_size=5))
def test_every_title_of_a_feed_comes_through(titles: list[str]) -> None:
    items = "".join(f"<item><title>{escape(t)}</title><link>{HOME}{n}</link></item>" for n, t in enumerate(titles))
    body = f'<rss version="2.0"><channel><title>x</title>{items}</channel></rss>'
    assert len(urls(Feed(url=HOME), body.encode())) == len(titles)
