"""Gathers stories of others; known from a public list."""

from crawler.outlet import Listing, Outlet

OUTLET = Outlet(
    name="倍可亲",
    name_en="BackChina",
    home="https://www.backchina.com/",
    country="US",
    serves=("North America",),
    tier="portal",
    script="Hans",
    article=r"https?://www\.backchina\.com/news/\d{4}/\d\d/\d\d/\d+\.html$",
    sources=(Listing(url="https://www.backchina.com/"),),
    note="Republishes stories of other outlets.",
)
