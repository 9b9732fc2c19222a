"""English, simplified and traditional stories in one feed."""

from crawler.conventions import SLUG, a_post
from crawler.outlet import Outlet

OUTLET = Outlet(
    name="波士顿双语网",
    name_en="Bostonese",
    home="https://bostonese.com/",
    place="Boston",
    tier="community",
    script="both",
    platform="wordpress",
    article=a_post("bostonese.com", rf"\d{{4}}/\d\d/{SLUG}"),
)
