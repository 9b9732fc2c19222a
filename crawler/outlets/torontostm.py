"""A church monthly; no page with its name was seen."""

from crawler.conventions import PATH, a_post
from crawler.outlet import Outlet

OUTLET = Outlet(
    name="torontostm.com",
    home="https://torontostm.com/",
    place="Toronto",
    serves=("Chinese Christians in Toronto",),
    tier="association",
    script="Hant",
    platform="wordpress",
    article=a_post("torontostm.com", PATH),
)
