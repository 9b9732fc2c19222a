"""Seven and more other stories follow a story, with captions and teasers."""

from crawler.outlet import Feed, Listing, Outlet

OUTLET = Outlet(
    name="东方日报（马来西亚）",
    name_en="Oriental Daily Malaysia",
    home="https://www.orientaldaily.com.my/",
    place="Malaysia",
    tier="national",
    script="Hans",
    hosts=("www.orientaldaily.com.my", "orientaldaily.com.my", "boron.orientaldaily.com.my"),
    article=r"https?://(?:\w+\.)?orientaldaily\.com\.my/(?:index\.php/)?news/\w+/\d{4}/\d\d/\d\d/\d+$",
    examples=(
        "https://boron.orientaldaily.com.my/index.php/news/nation/2018/08/17/255961",
        "https://boron.orientaldaily.com.my/index.php/news/nation/2021/04/08/403899",
    ),
    sources=(
        Feed(url="https://www.orientaldaily.com.my/feed"),
        Listing(url="https://www.orientaldaily.com.my/news/nation"),
    ),
)
