"""Lists were seen; the address of a story was not."""

from crawler.conventions import PATH, a_post
from crawler.outlet import Outlet

OUTLET = Outlet(
    name="達拉斯新聞",
    name_en="Dallas Chinese Daily",
    home="https://dallaschinesedaily.net/",
    place="Dallas",
    tier="community",
    script="Hant",
    platform="wordpress",
    article=a_post("dallaschinesedaily.net", PATH),
    note="Of the Southern News Group's family of papers.",
)
