"""Turns programs away, by a public report of 2026."""

from crawler.outlet import Listing, Outlet

OUTLET = Outlet(
    name="1688 澳洲新闻网",
    name_en="1688.com.au",
    home="https://www.1688.com.au/",
    place="Australia",
    tier="portal",
    script="Hans",
    platform="static",
    article=r"https?://www\.1688\.com\.au/(?:site1/)?news/(?:[\w-]+/)+(?!index)[\w-]+\.shtml$",
    sources=(Listing(url="http://www.1688.com.au/site1/news/cn/index.shtml", evidence="seen"),),
)
