"""Copies stories of WeChat accounts, under numbers alone on a line."""

from crawler.outlet import Listing, Outlet

OUTLET = Outlet(
    name="Findonet",
    home="http://adelaide.findonet.com/",
    place="Adelaide",
    tier="portal",
    script="Hans",
    article=r"https?://adelaide\.findonet\.com/content-\d+$",
    examples=("http://adelaide.findonet.com/content-1024512243866004",),
    sources=(Listing(url="http://adelaide.findonet.com/"),),
    note="Republishes stories of WeChat accounts.",
)
