"""Chinese and English take turns, paragraph by paragraph. No page with its Chinese name was seen."""

from crawler.conventions import PATH, a_post
from crawler.outlet import Outlet

OUTLET = Outlet(
    name="Metro Chinese Weekly",
    home="https://www.metrochinese.com/",
    place="Philadelphia",
    tier="community",
    script="both",
    platform="wordpress",
    article=a_post("metrochinese.com", rf"(?:\?p=\d+|{PATH})"),
    examples=("https://www.metrochinese.com/?p=14995",),
)
