"""The project began with a story of it: the text is real; the markup, and so what `drop` names, we set around it."""

from crawler.conventions import a_post
from crawler.outlet import Expect, Feed, Outlet, Sitemap, WordPress

OUTLET = Outlet(
    name="US Health Lifestyle",
    name_en="US Health Lifestyle",
    home="https://www.ushealthlifestyle.com/",
    place="Los Angeles",
    serves=("Chinese readers in the United States",),
    tier="community",
    script="Hant",
    platform="wordpress",
    article=a_post("ushealthlifestyle.com", r"archives/\d+"),
    examples=("https://www.ushealthlifestyle.com/archives/66277",),
    sources=(
        Feed(url="https://www.ushealthlifestyle.com/feed/", evidence="by convention"),
        WordPress(url="https://www.ushealthlifestyle.com/", evidence="by convention"),
        Sitemap(url="https://www.ushealthlifestyle.com/wp-sitemap.xml", follow="posts-post", evidence="by convention"),
    ),
    drop=(".site-disclaimer",),
    expect=Expect(always=("headline", "published_at"), shortest_body=200),
    alive_on="2025",
    note="Where it is published was not seen: the place is that of its reporting.",
)
