"""Its lists give relative dates; no article was seen."""

from crawler.outlet import Listing, Outlet

OUTLET = Outlet(
    name="温哥华天空",
    name_en="Vansky",
    home="https://www.vansky.org/",
    place="Vancouver",
    tier="portal",
    script="Hans",
    sources=(Listing(url="https://www.vansky.org/news/jgxw.html?page={page}", pages=3, evidence="seen"),),
)
