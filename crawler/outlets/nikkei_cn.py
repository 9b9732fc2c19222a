"""The moment in an address looks like UTC; `?print=1` shows all pages of a story."""

from crawler.outlet import Feed, Listing, Outlet

OUTLET = Outlet(
    name="日经中文网",
    name_en="Nikkei Chinese",
    home="https://cn.nikkei.com/",
    place="Tokyo",
    serves=("Chinese readers worldwide",),
    tier="broadcaster",
    script="both",
    hosts=("cn.nikkei.com", "zh.cn.nikkei.com", "dev.cn.nikkei.com"),
    article=r"https?://(?:zh\.|dev\.)?cn\.nikkei\.com/(?:\w+/)+\d+-\d{4}(?:-\d\d){5}\.html(?:\?print=1)?$",
    examples=("https://dev.cn.nikkei.com/columnviewpoint/column/24208-2017-03-16-00-26-56.html",),
    sources=(
        Feed(url="https://cn.nikkei.com/rss.html", evidence="seen"),
        Listing(url="https://cn.nikkei.com/cn", evidence="seen"),
    ),
    twins=(("//cn.nikkei.com/", "//zh.cn.nikkei.com/"),),
)
