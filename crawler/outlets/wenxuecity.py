"""Gathers stories of others beside forums and blogs, which are left alone."""

from crawler.conventions import a_dated_page
from crawler.outlet import Listing, Outlet

OUTLET = Outlet(
    name="文学城",
    name_en="Wenxuecity",
    home="https://www.wenxuecity.com/",
    country="US",
    serves=("North America",),
    tier="portal",
    script="Hans",
    article=a_dated_page("www.wenxuecity.com", under="news/"),
    sources=(
        Listing(url="http://www.wenxuecity.com/news/gossip/", evidence="seen"),
        Listing(url="https://www.wenxuecity.com/news/"),
    ),
    note="Republishes stories of other outlets.",
)
