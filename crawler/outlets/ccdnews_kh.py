"""A feed's address stands in a public list; its Chinese name is not certain."""

from crawler.conventions import PATH, a_post
from crawler.outlet import Feed, Outlet

OUTLET = Outlet(
    name="Cambodian Chinese Daily",
    home="https://www.ccdnews.com/",
    place="Cambodia",
    tier="community",
    script="Hans",
    article=a_post("ccdnews.com", PATH),
    sources=(Feed(url="https://www.ccdnews.com/feed/"),),
)
