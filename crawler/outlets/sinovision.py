"""A Discuz! portal of a New York television house; the address of its stories is hearsay."""

from crawler.outlet import Listing, Outlet

OUTLET = Outlet(
    name="美国中文网",
    name_en="SinoVision",
    home="https://www.sinovision.net/",
    place="New York",
    tier="portal",
    script="Hans",
    platform="discuz",
    article=r"https?://(?:www\.)?sinovision\.net/\w+/\d{6}/\d+\.html?$",
    sources=(
        Listing(
            url="http://www.sinovision.net/portal.php?mod=center&cate=shangxun&page={page}", pages=3, evidence="seen"
        ),
    ),
    ownership="Owned by the Asian Culture and Media Group, as is The China Press.",
    ownership_source="https://worddisk.com/wiki/The_China_Press",
)
