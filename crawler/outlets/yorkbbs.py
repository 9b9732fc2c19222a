"""Its editors clip stories of other sites; the address of its stories is hearsay."""

from crawler.outlet import Listing, Outlet

OUTLET = Outlet(
    name="约克论坛",
    name_en="YorkBBS",
    home="https://www.yorkbbs.ca/",
    place="Toronto",
    tier="portal",
    script="Hans",
    hosts=("www.yorkbbs.ca", "yorkbbs.ca", "news.yorkbbs.ca"),
    article=r"https?://news\.yorkbbs\.ca/(?:[\w-]+/)+[\d-]+/\d+\.html$",
    sources=(Listing(url="https://news.yorkbbs.ca/"),),
)
