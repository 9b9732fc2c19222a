"""Neither the site nor its stories were seen."""

from crawler.outlet import Outlet

OUTLET = Outlet(
    name="南非华人网",
    name_en="Nanfei8",
    home="http://www.nanfei8.com/",
    place="South Africa",
    tier="portal",
    script="Hans",
)
