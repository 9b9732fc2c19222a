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
        Listing(url="https://www.8world.com/finance", evidence="seen"),
    ),
    ownership="Of Mediacorp, owned by Temasek Holdings, the investment company of the state of Singapore.",
    ownership_source="https://www.everand.com/article/507516965/Khaw-Boon-Wan-The-Long-Time-Mr-Fix-It-For-Singapore-s-Pm-Will-Lead-New-Sph-Media-Holdings",
)
