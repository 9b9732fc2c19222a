"""Neither the paper's site nor its stories were seen."""

from crawler.outlet import Outlet

OUTLET = Outlet(
    name="世界日報（菲律賓）",
    name_en="World News",
    home="https://www.worldnews.net.ph/",
    place="Philippines",
    tier="national",
    script="Hant",
)
