"""A Discuz! forum with a host for each country; pictures load late, by `zoomfile`."""

from crawler.outlet import Listing, Outlet

OUTLET = Outlet(
    name="华人街",
    name_en="Huarenjie",
    home="https://www.huarenjie.com/",
    place="Italy",
    serves=("France", "Spain"),
    tier="portal",
    script="Hans",
    platform="discuz",
    hosts=("www.huarenjie.com", "huarenjie.com", "faguo.huarenjie.com"),
    article=r"https?://(?:\w+\.)?huarenjie\.com/(?:thread|article)-\d+-1(?:-\d+)?\.html$",
    sources=(Listing(url="https://faguo.huarenjie.com/", evidence="seen"),),
    alive_on="2026-09-29",
)
