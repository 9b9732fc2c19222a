"""A page of 2014 was seen, no article."""

from crawler.outlet import Outlet

OUTLET = Outlet(
    name="西班牙华人网",
    name_en="Laicw",
    home="http://www.laicw.com/",
    place="Spain",
    tier="portal",
    script="Hans",
    status="unknown",
    alive_on="2014",
)
