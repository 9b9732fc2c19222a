"""A list was seen, on a host for tests; no article."""

from crawler.outlet import Outlet

OUTLET = Outlet(
    name="看中国（欧洲）",
    name_en="Vision Times Europe",
    home="https://www.kanzhongguo.eu/",
    place="France",
    serves=("Europe",),
    tier="community",
    script="Hans",
    ownership="The European edition of 看中国, which is affiliated with Falun Gong, an encyclopedia says.",
    ownership_source="https://www.theinfolist.com/html/ALL/s/K/Kanzhongguo.html",
)
