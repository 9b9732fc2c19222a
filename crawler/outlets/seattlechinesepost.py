"""The printed paper has closed; the site goes on."""

from crawler.conventions import SLUG, a_post
from crawler.outlet import Outlet

OUTLET = Outlet(
    name="西華報",
    name_en="Seattle Chinese Post",
    home="https://seattlechinesepost.com/",
    place="Seattle",
    tier="community",
    script="Hant",
    platform="wordpress",
    article=a_post("seattlechinesepost.com", rf"\d{{4}}/\d\d/\d\d/{SLUG}"),
    examples=(
        "https://seattlechinesepost.com/2014/03/21/%E5%85%A8%E7%BE%8E%E5%8D%81%E5%A4%A7%E8%8F%AF%E5%9F%A0-%E8%A5%BF%E9%9B%85%E5%9C%96%E6%8E%92%E7%AC%AC%E5%9B%9B",
    ),
    alive_on="2026-01-16",
)
