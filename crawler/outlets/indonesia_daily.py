"""The date of the visit heads its lists."""

from crawler.outlet import Feed, Listing, Outlet

OUTLET = Outlet(
    name="每日印尼",
    name_en="Indonesia Daily",
    home="https://www.indonesia-daily.com/",
    place="Indonesia",
    tier="community",
    script="Hans",
    platform="wordpress",
    article=r"https?://www\.indonesia-daily\.com/page_\d+\.html$",
    examples=("https://www.indonesia-daily.com/page_17015.html",),
    sources=(
        Feed(url="https://www.indonesia-daily.com/feed", evidence="by convention"),
        Listing(url="https://www.indonesia-daily.com/page_category/hot-track/page/{page}", pages=3, evidence="seen"),
    ),
)
