"""Its feeds carry the whole text, one feed a region; captions stand in them twice."""

from crawler.outlet import Feed, Outlet

OUTLET = Outlet(
    name="僑務電子報",
    name_en="OCAC News",
    home="https://ocacnews.net/",
    place="Taipei",
    serves=("Chinese communities worldwide",),
    tier="association",
    script="Hant",
    article=r"https?://ocacnews\.net/article/\d+$",
    examples=("https://ocacnews.net/article/365367",),
    sources=(Feed(url="https://ocacnews.net/rss/feed?cid=2", evidence="seen"),),
    ownership="Published by the Overseas Community Affairs Council of the Republic of China (Taiwan).",
    ownership_source="the copyright line of its own feed",
)
