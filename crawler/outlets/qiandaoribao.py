"""Named in other papers' text, last for its 25 years in 2025; its address is hearsay."""

from crawler.outlet import Outlet

OUTLET = Outlet(
    name="千岛日报",
    name_en="Harian Qian Dao",
    home="https://www.qiandaoribao.com/",
    place="Surabaya",
    tier="community",
    script="Hans",
    alive_on="2025-10",
)
