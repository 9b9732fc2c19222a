"""Built like the outlet this project began with. No page with its name was seen."""

from crawler.conventions import a_post
from crawler.outlet import Outlet

OUTLET = Outlet(
    name="news.delarvo.net",
    home="https://news.delarvo.net/",
    place="Los Angeles",
    tier="community",
    script="Hant",
    platform="wordpress",
    article=a_post("news.delarvo.net", r"archives/\d+"),
    examples=("https://news.delarvo.net/archives/118631",),
)
