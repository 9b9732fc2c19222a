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
)
