"""Broken links of its own lead to /www.greenpost.se/…; stories in Chinese or in English."""

from crawler.conventions import PATH, a_post
from crawler.outlet import Outlet

OUTLET = Outlet(
    name="北欧绿色邮报网",
    name_en="Greenpost",
    home="https://greenpost.se/",
    place="Sweden",
    tier="community",
    script="both",
    platform="wordpress",
    article=a_post("greenpost.se", rf"(?!www\.){PATH}"),
)
