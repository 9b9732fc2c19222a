"""A list was seen, no article."""

from crawler.outlet import Listing, Outlet

OUTLET = Outlet(
    name="魁省网",
    name_en="OhQuebec",
    home="https://ohquebec.com/",
    place="Québec",
    tier="portal",
    script="Hans",
    sources=(Listing(url="https://ohquebec.com/新闻资讯/{page}", pages=3, evidence="seen"),),
)
