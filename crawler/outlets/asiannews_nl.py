"""In Dutch and Chinese; an issue of 2014 was seen as page images."""

from crawler.outlet import Outlet

OUTLET = Outlet(
    name="華僑新天地",
    name_en="Asian News",
    home="http://www.asiannews.nl/",
    place="Netherlands",
    serves=("Belgium", "Germany"),
    tier="community",
    script="Hans",
    status="unknown",
    alive_on="2014",
)
