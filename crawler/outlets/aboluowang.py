"""Gathers stories of others; only its forum was seen."""

from crawler.conventions import a_dated_page
from crawler.outlet import Listing, Outlet

OUTLET = Outlet(
    name="阿波罗新闻网",
    name_en="Aboluowang",
    home="https://www.aboluowang.com/",
    country="US",
    serves=("Chinese readers worldwide",),
    tier="portal",
    script="both",
    hosts=("www.aboluowang.com", "aboluowang.com", "tw.aboluowang.com", "hk.aboluowang.com"),
    article=a_dated_page("www.aboluowang.com", "tw.aboluowang.com", "hk.aboluowang.com"),
    sources=(Listing(url="https://www.aboluowang.com/"),),
    note="Republishes stories of other outlets.",
)
