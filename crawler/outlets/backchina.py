"""Gathers stories of others; known from a public list."""

from crawler.conventions import a_dated_page
from crawler.outlet import Listing, Outlet

OUTLET = Outlet(
    name="倍可亲",
    name_en="BackChina",
    home="https://www.backchina.com/",
    country="US",
    serves=("North America",),
    tier="portal",
    script="Hans",
    article=a_dated_page("www.backchina.com", under="news/"),
    sources=(Listing(url="https://www.backchina.com/"),),
    note="Republishes stories of other outlets.",
)
