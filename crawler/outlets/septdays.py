"""Two page counters combine without end in its lists: they are not to be followed."""

from crawler.conventions import a_post
from crawler.outlet import Outlet

OUTLET = Outlet(
    name="七天",
    name_en="Sept Days",
    home="https://septdays.com/",
    place="Montréal",
    tier="community",
    script="Hans",
    platform="wordpress",
    article=a_post("septdays.com", r"\?p=\d+"),
)
