"""One woman's paper on Blogger; its search pages go on without end and are not to be followed."""

from crawler.conventions import a_blogger_post
from crawler.outlet import Outlet

OUTLET = Outlet(
    name="波士頓菊子",
    name_en="Boston Orange",
    home="https://www.bostonorange.com/",
    place="Boston",
    tier="community",
    script="Hant",
    platform="blogger",
    article=a_blogger_post("www.bostonorange.com"),
    alive_on="2026-03-09",
)
