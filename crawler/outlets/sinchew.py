"""Turns programs away at the door, by public reports of 2026; lists give relative times."""

from crawler.outlet import Feed, Listing, Outlet

OUTLET = Outlet(
    name="星洲日报",
    name_en="Sin Chew Daily",
    home="https://www.sinchew.com.my/",
    place="Malaysia",
    tier="national",
    script="Hans",
    platform="wordpress",
    hosts=("www.sinchew.com.my", "sinchew.com.my", "sinchew.sinchew.com.my"),
    article=r"https?://(?:\w+\.)?sinchew\.com\.my/(?:news/)?\d{8}/[\w-]+/\d+$",
    examples=("https://sinchew.sinchew.com.my/news/20260928/mysinchew/7885171",),
    sources=(
        Feed(url="https://www.sinchew.com.my/feed/", evidence="seen"),
        Listing(url="https://www.sinchew.com.my/category/头条", evidence="seen"),
    ),
    alive_on="2026-09-30",
)
