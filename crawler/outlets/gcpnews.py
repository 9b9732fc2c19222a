"""Named in the text of other papers; its address is hearsay."""

from crawler.outlet import Outlet

OUTLET = Outlet(
    name="环球华报",
    name_en="Global Chinese Press",
    home="https://www.gcpnews.com/",
    place="Vancouver",
    serves=("Toronto",),
    tier="community",
    script="Hans",
)
