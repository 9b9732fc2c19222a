"""The archives of its years and months give the back catalogue. No page with its name was seen."""

from crawler.conventions import PATH, a_post
from crawler.outlet import Outlet

OUTLET = Outlet(
    name="aichannel.ca",
    home="https://aichannel.ca/",
    place="Edmonton",
    serves=("Calgary",),
    tier="community",
    script="Hant",
    platform="wordpress",
    article=a_post("aichannel.ca", PATH),
    alive_on="2022",
)
