"""Only its address was seen."""

from crawler.outlet import Outlet

OUTLET = Outlet(
    name="光明日报（马来西亚）",
    name_en="Guang Ming Daily",
    home="https://guangming.com.my/",
    place="Penang",
    tier="national",
    script="Hans",
)
