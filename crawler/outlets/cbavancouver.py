"""An association's notices and news."""

from crawler.conventions import a_post
from crawler.outlet import Outlet

OUTLET = Outlet(
    name="溫哥華中華會館",
    name_en="Chinese Benevolent Association of Vancouver",
    home="https://cbavancouver.org/",
    place="Vancouver",
    tier="association",
    script="Hant",
    platform="wordpress",
    article=a_post("cbavancouver.org", r"\?p=\d+"),
    ownership="The association's own site.",
    ownership_source="its name",
)
