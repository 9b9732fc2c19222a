"""Pages are in Chinese and Japanese; no article was seen."""

from crawler.outlet import Outlet

OUTLET = Outlet(
    name="关西华文时报",
    name_en="Kansai Chinese Times",
    home="http://kansai-chinese.com/",
    place="Osaka",
    tier="community",
    script="both",
)
