"""Long stories run over pages; `?full=y` shows all. Some are for subscribers."""

from crawler.outlet import Feed, Outlet

OUTLET = Outlet(
    name="FT中文网",
    name_en="FT Chinese",
    home="https://www.ftchinese.com/",
    country="GB",
    serves=("Chinese readers worldwide",),
    tier="broadcaster",
    script="both",
    hosts=("www.ftchinese.com", "ftchinese.com", "big5.ftchinese.com"),
    article=r"https?://(?:www|big5)\.ftchinese\.com/(?:story|interactive|premium)/\d+(?:\?[^#]*)?$",
    examples=("https://www.ftchinese.com/story/001110652",),
    sources=(
        Feed(url="https://www.ftchinese.com/rss/feed", evidence="seen"),
        Feed(url="https://www.ftchinese.com/rss/news", evidence="seen"),
    ),
    twins=(("//www.ftchinese.com/", "//big5.ftchinese.com/"),),
)
