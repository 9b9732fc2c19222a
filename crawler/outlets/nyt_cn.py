"""Four variants of a story; the ones with English in them, /dual/ and /en-us/, are left alone."""

from crawler.outlet import Feed, Outlet

OUTLET = Outlet(
    name="纽约时报中文网",
    name_en="The New York Times Chinese",
    home="https://cn.nytimes.com/",
    country="US",
    serves=("Chinese readers worldwide",),
    tier="broadcaster",
    script="both",
    article=r"https?://cn\.nytimes\.com/[\w-]+/\d{8}/[\w-]+/?(?:zh-hant/?)?(?:\?[^#]*)?$",
    sources=(
        Feed(url="https://cn.nytimes.com/rss/", evidence="seen"),
        Feed(url="https://cn.nytimes.com/rss/zh-hant/", evidence="seen"),
    ),
    alive_on="2025-09-05",
)
