"""Some forty headlines of its menu stand before every story."""

from crawler.conventions import PATH, a_post
from crawler.outlet import Outlet

OUTLET = Outlet(
    name="歐洲之聲",
    name_en="Sino Euro Voices",
    home="https://sinoeurovoices.com/",
    serves=("Europe",),
    tier="community",
    script="Hant",
    platform="wordpress",
    article=a_post("sinoeurovoices.com", rf"(?:\?p=\d+|{PATH})"),
    examples=("https://sinoeurovoices.com/?p=23976",),
)
