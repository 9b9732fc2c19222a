"""Weather and the date of the visit head every page; most stories are wire copy."""

from crawler.conventions import PATH, a_post
from crawler.outlet import Outlet

OUTLET = Outlet(
    name="泰国中华网",
    name_en="Thai Zhonghua",
    home="https://thaizhonghua.com/",
    place="Thailand",
    tier="community",
    script="Hans",
    platform="wordpress",
    article=a_post("thaizhonghua.com", PATH),
    note="Mostly copy of China News Service.",
)
