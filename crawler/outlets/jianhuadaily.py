"""Neither the paper's site nor its stories were seen; that it runs on WordPress is hearsay."""

from crawler.conventions import PATH, a_post
from crawler.outlet import Feed, Outlet

OUTLET = Outlet(
    name="柬華日報",
    name_en="Jian Hua Daily",
    home="https://jianhuadaily.com/",
    place="Cambodia",
    tier="national",
    script="both",
    article=a_post("jianhuadaily.com", PATH),
    sources=(Feed(url="https://jianhuadaily.com/feed/"),),
)
