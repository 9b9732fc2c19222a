"""Named as a source in 2018; its address is hearsay."""

from crawler.outlet import Outlet

OUTLET = Outlet(
    name="阿根廷华人网",
    name_en="Argentina Chinese Net",
    home="https://www.argchina.com/",
    place="Argentina",
    tier="portal",
    script="Hans",
    alive_on="2018-08-07",
)
