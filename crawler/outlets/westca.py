"""Only its name stands in a public list; the address of its stories is hearsay."""

from crawler.outlet import Listing, Outlet

OUTLET = Outlet(
    name="加西网",
    name_en="Westca",
    home="https://www.westca.com/",
    place="Vancouver",
    tier="portal",
    script="Hans",
    article=r"https?://www\.westca\.com/News/article/sid=\d+(?:/[\w=.]+)*$",
    sources=(Listing(url="https://www.westca.com/"),),
)
