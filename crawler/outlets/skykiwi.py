"""A box of special topics stands before the headline; the date in an address may be a day early."""

from crawler.conventions import a_dated_page
from crawler.outlet import Listing, Outlet

OUTLET = Outlet(
    name="天维网",
    name_en="Skykiwi",
    home="https://www.skykiwi.com/",
    place="New Zealand",
    tier="portal",
    script="Hans",
    platform="static",
    hosts=("www.skykiwi.com", "skykiwi.com", "news.skykiwi.com"),
    article=a_dated_page("news.skykiwi.com", under=r"(?:\w+/)+"),
    examples=("https://news.skykiwi.com/na/sh/2014-02-02/174124.shtml",),
    sources=(Listing(url="https://news.skykiwi.com/na/sh/", evidence="seen"),),
    alive_on="2014-02-03",
)
