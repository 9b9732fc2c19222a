"""Gathers stories of others beside forums and blogs, which are left alone."""

from crawler.outlet import Listing, Outlet

OUTLET = Outlet(
    name="文学城",
    name_en="Wenxuecity",
    home="https://www.wenxuecity.com/",
    country="US",
    serves=("North America",),
    tier="portal",
    script="Hans",
    article=r"https?://www\.wenxuecity\.com/news/\d{4}/\d\d/\d\d/\d+\.html$",
    sources=(
        Listing(url="http://www.wenxuecity.com/news/gossip/", evidence="seen"),
        Listing(url="https://www.wenxuecity.com/news/"),
    ),
    note="Republishes stories of other outlets.",
)
