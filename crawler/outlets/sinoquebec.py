"""An issue of 2015 was seen as page images."""

from crawler.outlet import Outlet

OUTLET = Outlet(
    name="蒙城华人报",
    name_en="Sinoquebec Chinese Newspaper",
    home="http://www.sinoquebec.com/",
    place="Montréal",
    tier="community",
    script="Hans",
    status="unknown",
    alive_on="2015-04-24",
)
