"""The moment of publication stands in a meta element of its own, cXenseParse:recs:publishtime."""

from crawler.outlet import Listing, Outlet

OUTLET = Outlet(
    name="8视界",
    name_en="8world",
    home="https://www.8world.com/",
    place="Singapore",
    tier="broadcaster",
    script="Hans",
    article=r"https?://www\.8world\.com/[\w-]+/[\w-]+-\d+$",
    sources=(
        Listing(url="https://www.8world.com/realtime", evidence="seen"),
        Listing(url="https://www.8world.com/southeast-asia", evidence="seen"),
        Listing(url="https://www.8world.com/greater-china", evidence="seen"),
    ),
)
