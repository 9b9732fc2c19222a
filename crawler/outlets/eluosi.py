"""Its address stands in a public list; nothing else was seen."""

from crawler.outlet import Outlet

OUTLET = Outlet(
    name="俄罗斯中文网",
    name_en="Eluosi",
    home="http://eluosi.cn/",
    country="RU",
    tier="portal",
    script="Hans",
)
