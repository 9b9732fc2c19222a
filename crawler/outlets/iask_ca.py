"""Republishes a good deal."""

from crawler.conventions import SLUG, a_post
from crawler.outlet import Outlet

OUTLET = Outlet(
    name="加国 iAsk",
    name_en="iAsk.ca",
    home="https://www.iask.ca/",
    place="Ottawa",
    serves=("Toronto",),
    tier="portal",
    script="Hans",
    platform="wordpress",
    article=a_post("iask.ca", rf"news/\d+(?:/{SLUG})?"),
    note="Republishes many stories of other papers.",
)
