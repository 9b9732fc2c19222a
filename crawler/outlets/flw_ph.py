"""Neither the site nor its stories were seen."""

from crawler.outlet import Outlet

OUTLET = Outlet(
    name="菲龙网",
    name_en="FLW Philippines",
    home="https://www.flw.ph/",
    place="Philippines",
    tier="portal",
    script="Hans",
)
