"""On Ghost; whole neighbouring stories follow a story. Its Chinese name was not seen."""

from crawler.conventions import a_post
from crawler.outlet import Outlet

OUTLET = Outlet(
    name="kannz.com",
    home="https://www.kannz.com/",
    place="New Zealand",
    tier="community",
    script="Hans",
    platform="ghost",
    article=a_post("kannz.com"),
    examples=("https://www.kannz.com/the-embassy-of-prc-in-nz",),
    note="Republishes the Chinese service of RNZ and stories of WeChat accounts.",
)
