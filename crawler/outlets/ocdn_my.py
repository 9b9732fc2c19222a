"""Its address stands in a public list; nothing else was seen."""

from crawler.outlet import Outlet

OUTLET = Outlet(
    name="华侨日报（沙巴）",
    name_en="Overseas Chinese Daily News",
    home="http://www.ocdn.com.my/",
    place="Sabah",
    tier="community",
    script="Hans",
)
