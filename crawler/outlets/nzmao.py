"""No page with its name was seen."""

from crawler.conventions import PATH, a_post
from crawler.outlet import Outlet

OUTLET = Outlet(
    name="nzmao.com",
    home="https://nzmao.com/",
    place="New Zealand",
    tier="community",
    script="Hans",
    platform="wordpress",
    article=a_post("nzmao.com", PATH),
)
