"""An association's news."""

from crawler.conventions import a_post
from crawler.outlet import Outlet

OUTLET = Outlet(
    name="全荷华人社团联合会",
    name_en="LFCON",
    home="https://lfcon.nl/",
    place="Netherlands",
    tier="association",
    script="Hans",
    platform="wordpress",
    article=a_post("lfcon.nl", r"\?p=\d+"),
    examples=("https://lfcon.nl/?p=79",),
    ownership="The federation's own site.",
    ownership_source="its name",
)
