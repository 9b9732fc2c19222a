"""Known from programs that read its small advertisements; its sister findonet writes addresses the same way."""

from crawler.outlet import Listing, Outlet

OUTLET = Outlet(
    name="今日悉尼",
    name_en="Sydney Today",
    home="https://www.sydneytoday.com/",
    place="Sydney",
    serves=("Melbourne",),
    tier="portal",
    script="Hans",
    article=r"https?://www\.sydneytoday\.com/content-\d+$",
    sources=(Listing(url="https://www.sydneytoday.com/"),),
)
