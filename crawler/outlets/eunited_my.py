"""Its address stands in an older public list; it may have moved."""

from crawler.outlet import Outlet

OUTLET = Outlet(
    name="联合日报（砂拉越）",
    name_en="United Daily News",
    home="http://www.eunited.com.my/",
    place="Sarawak",
    tier="community",
    script="Hans",
)
