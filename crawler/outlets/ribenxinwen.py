"""Its address stands in two public lists; nothing else was seen."""

from crawler.outlet import Outlet

OUTLET = Outlet(
    name="日本新闻网",
    name_en="Ribenxinwen",
    home="http://www.ribenxinwen.com/",
    place="Japan",
    tier="portal",
    script="Hans",
)
