"""DISCOVER: what each kind of source says, and what it says when it is not what it was declared to be."""

import json
from datetime import date
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive import Sighting
from crawler.discover import addresses, discover, feeds_of, following, plain_address
from crawler.errors import SourceUnreadable
from crawler.outlet import Discuz, Feed, JsonList, Listing, Sitemap, Source, WordPress
from crawler.plan import Window

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


PORTAL = """<div id="ct"><div class="bm_h"><h1>社區</h1></div><div class="bm_c xld">
<dl class="bbda cl"><dt class="xs2"><a href="article-301-1.html" target="_blank" class="xi2">渡輪 加開夜班</a></dt>
<dd class="xs2 cl"><div class="atc"><a href="article-301-1.html"><img src="a.jpg" alt=""></a></div>
自2019-01-01起停開的夜班渡輪恢復</dd>
<dd>分類: <label><a href="portal.php?mod=list&amp;catid=63" class="xi2">社區</a></label>
<span class="xg1"> 2026-3-9 08:15</span></dd></dl>
<dl class="bbda cl"><dt class="xs2"><a href="portal.php?mod=view&amp;aid=302">市集改期</a></dt>
<dd class="xs2 cl">因雨順延</dd>
<dd><span class="xg1"><span title="2026-3-10 21:40">3&nbsp;小時前</span></span></dd></dl>
</div><div class="pg"><strong>1</strong><a href="portal.php?mod=list&amp;catid=63&amp;page=2">2</a></div></div>"""


def test_a_discuz_portal_shows_its_stories_with_their_days() -> None:
    source = Discuz(url=HOME, categories=(63,))
    found = discover(source, PORTAL.encode("big5"), f"{HOME}portal.php?mod=list&catid=63&page=1", "big5").sightings
    assert [(seen.url, seen.title, seen.published) for seen in found] == [
        (f"{HOME}article-301-1.html", "渡輪 加開夜班", "2026-03-09"),
        (f"{HOME}portal.php?mod=view&aid=302", "市集改期", "2026-03-10"),
    ]


def test_a_discuz_portal_is_asked_for_list_by_list_and_page_by_page() -> None:
    source = Discuz(url=HOME, categories=(63, 70), pages=2)
    wanted = [f"{HOME}portal.php?mod=list&catid={c}&page={n}" for c in (63, 70) for n in (1, 2)]
    assert addresses(source) == wanted
    assert addresses(source, window=Window(date(2019, 1, 1), date(2019, 1, 2))) == [wanted[0], wanted[2]]
    assert following(source, wanted[3]) == f"{HOME}portal.php?mod=list&catid=70&page=3"


def test_a_discuz_portal_without_lists_shows_the_links_of_its_front_page() -> None:
    source = Discuz(url=HOME)
    [front] = addresses(source)
    body = "<ul><li><a href='article-9-1.html'>花市</a></li></ul>"
    [seen] = discover(source, body.encode(), front, "utf-8").sightings
    assert (seen.url, seen.title, seen.published) == (f"{HOME}article-9-1.html", "花市", None)
    assert following(source, front) is None


@pytest.mark.parametrize(
    ("source", "body"),
    [
        (Discuz(url=HOME), b" "),
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


@given(st.text(max_size=200), st.sampled_from([Feed, Sitemap, WordPress, Listing, JsonList, Discuz]))
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


# --- more of what sources can be asked -------------------------------------------------------------------------------


def test_an_index_leads_to_its_newest_files_first_and_says_when_they_changed() -> None:
    rows = "".join(
        f"<sitemap><loc>{HOME}posts-{n}.xml</loc><lastmod>2026-0{n}-01</lastmod></sitemap>" for n in (1, 3, 2)
    )
    found = discover(Sitemap(url=HOME), f"<sitemapindex>{rows}</sitemapindex>".encode(), HOME)
    assert [place[-5] for place in found.follow] == ["3", "2", "1"]
    assert found.changed[f"{HOME}posts-3.xml"] == "2026-03-01"


def test_wordpress_is_asked_for_what_changed_since() -> None:
    [address] = addresses(WordPress(url=HOME, pages=3), since="2026-11-20T06:00:00Z")
    assert "&orderby=modified&modified_after=2026-11-19T06:00:00&" in address
    assert plain_address(address) == plain_address(addresses(WordPress(url=HOME))[0])


def test_wordpress_is_asked_for_days_of_the_past_page_by_page() -> None:
    window = Window(date(2019, 1, 1), date(2019, 3, 31))
    [address] = addresses(WordPress(url=HOME, pages=3), window=window)
    assert "&order=asc&after=2019-01-01T00:00:00&before=2019-03-31T23:59:59&page=1" in address
    second = following(WordPress(url=HOME), address)
    assert second == f"{address[:-1]}2"


@pytest.mark.parametrize(
    ("form", "first_two"),
    [
        ("list_{page}.html", ["list_1.html", "list_2.html"]),
        ("list?start={page0}", ["list?start=0", "list?start=1"]),
        ("index[_{page}].html", ["index.html", "index_2.html"]),
        ("[page/{page}/]", ["", "page/2/"]),
    ],
)
def test_listings_number_their_pages_in_several_forms(form: str, first_two: list[str]) -> None:
    listing = Listing(url=HOME + form, pages=2)
    assert addresses(listing) == [HOME + page for page in first_two]
    assert following(listing, HOME + first_two[0]) == HOME + first_two[1]


def test_a_listing_by_day_shows_today_and_yesterday_or_the_days_asked_for() -> None:
    listing = Listing(url=HOME + "html/{day:%Y-%m/%d}/node_1.htm")
    assert addresses(listing, today=date(2026, 3, 1)) == [
        f"{HOME}html/2026-03/01/node_1.htm",
        f"{HOME}html/2026-02/28/node_1.htm",
    ]
    window = Window(date(2019, 12, 30), date(2020, 1, 2))
    assert len(addresses(listing, window=window)) == 4


def test_a_front_page_names_its_feeds_but_those_of_comments() -> None:
    head = (
        "<link rel=alternate type='application/rss+xml' href='/feed/'>"
        "<link rel=alternate type='application/rss+xml' href='/comments/feed/'>"
        "<link rel=alternate type='application/atom+xml' href='https://harbour.example/atom'>"
        "<link rel=stylesheet href='/style.css'>"
    )
    assert feeds_of(head.encode(), HOME) == (f"{HOME}feed/", f"{HOME}atom")
    assert feeds_of(b"", HOME) == ()


@pytest.mark.parametrize("source", [WordPress(url=HOME), JsonList(url=f"{HOME}list", link="link", title="title")])
def test_half_of_a_character_in_json_spoils_its_own_story_alone(source: Source) -> None:
    told = [
        {"link": f"{HOME}\ud800", "title": "一"},
        {"link": f"{HOME}2", "title": "花市\ud800開鑼" if isinstance(source, JsonList) else {"rendered": "花市\ud800"}},
    ]
    seen = discover(source, json.dumps(told).encode(), source.url).sightings

    assert [sighting.url for sighting in seen] == [f"{HOME}2"]
    assert all((sighting.title or "").encode() is not None for sighting in seen)


def test_json_that_is_nested_without_end_is_no_list() -> None:
    with pytest.raises(SourceUnreadable, match="not JSON"):
        discover(WordPress(url=HOME), b"[" * 200_000, HOME)
