"""Issues of 2012 to 2014 were seen as page images."""

from crawler.outlet import Outlet

OUTLET = Outlet(
    name="法国侨报",
    name_en="La France-Qiaobao",
    home="http://www.franceqw.com/",
    place="France",
    tier="community",
    script="Hans",
    status="unknown",
    alive_on="2014",
)
