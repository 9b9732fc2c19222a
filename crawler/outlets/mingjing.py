"""Its address stands in two public lists; nothing else was seen."""

from crawler.outlet import Outlet

OUTLET = Outlet(
    name="明镜新闻",
    name_en="Mingjing News",
    home="http://www.mingjingnews.com/",
    country="US",
    serves=("Chinese readers worldwide",),
    tier="portal",
    script="both",
)
