"""Known from an aggregator; none of its own pages was seen."""

from crawler.outlet import Listing, Outlet

OUTLET = Outlet(
    name="加国无忧",
    name_en="51.ca",
    home="https://www.51.ca/",
    place="Toronto",
    tier="portal",
    script="Hans",
    hosts=("www.51.ca", "51.ca", "info.51.ca"),
    article=r"https?://(?:info|www)\.51\.ca/(?:articles|news)/\d+$",
    sources=(Listing(url="https://info.51.ca/"),),
    alive_on="2026-02-12",
)
