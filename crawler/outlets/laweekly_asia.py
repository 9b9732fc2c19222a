"""Simplified headlines under traditional tags."""

from crawler.conventions import PATH, a_post
from crawler.outlet import Outlet

OUTLET = Outlet(
    name="洛杉磯周報亞洲版",
    name_en="LA Weekly Asia",
    home="https://cn.laweekly.asia/",
    place="Los Angeles",
    tier="community",
    script="both",
    platform="wordpress",
    article=a_post("cn.laweekly.asia", PATH),
)
