"""A box of special topics stands before the headline; the date in an address may be a day early."""

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
    article=r"https?://news\.skykiwi\.com/(?:\w+/)+\d{4}-\d\d-\d\d/\d+\.shtml$",
    examples=("https://news.skykiwi.com/na/sh/2014-02-02/174124.shtml",),
    sources=(Listing(url="https://news.skykiwi.com/na/sh/", evidence="seen"),),
)
