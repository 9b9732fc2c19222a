"""Opens stories with its name and a date written 8/28/2022."""

from crawler.conventions import PATH, a_post
from crawler.outlet import Outlet

OUTLET = Outlet(
    name="美國新聞中心",
    name_en="US News Center",
    home="https://usnewscenterca.com/",
    place="Los Angeles",
    serves=("San Gabriel Valley",),
    tier="community",
    script="Hant",
    platform="wordpress",
    article=a_post("usnewscenterca.com", PATH),
)
