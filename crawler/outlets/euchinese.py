"""An issue of 2011 was seen as page images; its Chinese name is not certain."""

from crawler.outlet import Outlet

OUTLET = Outlet(
    name="EU Chinese Journal",
    home="http://www.euchinese.co.uk/",
    place="United Kingdom",
    tier="community",
    script="Hans",
    status="unknown",
    alive_on="2011",
)
