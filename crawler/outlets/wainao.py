"""A magazine of Radio Free Asia that stopped with it."""

from crawler.conventions import arc
from crawler.outlet import Listing, Outlet

OUTLET = Outlet(
    name="歪脑",
    name_en="WHYNOT",
    home="https://www.wainao.me/",
    place="Washington",
    serves=("young Chinese readers",),
    tier="broadcaster",
    script="Hans",
    platform="arc",
    article=r"https?://www\.wainao\.me/wainao-reads/[^/?#]+/?$",
    sources=(Listing(url="https://www.wainao.me/topics/hotspot", evidence="seen"), *arc("https://www.wainao.me/")),
    status="frozen",
    ended="2025-03",
    ownership="A project of Radio Free Asia.",
    ownership_source="https://github.com/citizenlab/test-lists",
)
