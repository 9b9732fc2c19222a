"""Chinese and English stories in one feed; the issue line on every page is the current issue's."""

from crawler.conventions import PATH, a_post
from crawler.outlet import Outlet

OUTLET = Outlet(
    name="舢舨報",
    name_en="Sampan",
    home="https://sampan.org/",
    place="Boston",
    serves=("New England",),
    tier="community",
    script="Hant",
    platform="wordpress",
    article=a_post("sampan.org", rf"\d{{4}}/{PATH}"),
    alive_on="2024-11-22",
    note="Many of its stories are in English only.",
)
