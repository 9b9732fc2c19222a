"""A monthly in Italian and Chinese; issues of 2010 were seen as page images."""

from crawler.outlet import Outlet

OUTLET = Outlet(
    name="意大利中国",
    name_en="ItsChina",
    home="http://www.itschina.it/",
    place="Prato",
    tier="community",
    script="Hans",
    status="unknown",
    alive_on="2010",
)
