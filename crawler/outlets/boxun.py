"""Said to have stopped, or nearly, in 2022."""

from crawler.outlet import Listing, Outlet

OUTLET = Outlet(
    name="博讯",
    name_en="Boxun",
    home="https://www.boxun.com/",
    country="US",
    serves=("Chinese readers worldwide",),
    tier="portal",
    script="both",
    hosts=("www.boxun.com", "boxun.com", "news.boxun.com"),
    article=r"https?://(?:www|news)\.boxun\.com/[^?#]+/\d+\.shtml$",
    sources=(Listing(url="https://www.boxun.com/"),),
    status="unknown",
)
