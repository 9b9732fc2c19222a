"""Seen in archives of its WeChat account only; its address is hearsay."""

from crawler.outlet import Outlet

OUTLET = Outlet(
    name="国际日报（印尼）",
    name_en="Guoji Ribao",
    home="http://www.guojiribao.com/",
    place="Jakarta",
    tier="national",
    script="Hans",
)
