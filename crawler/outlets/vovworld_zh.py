"""The foreign service of Vietnamese radio."""

from crawler.outlet import Listing, Outlet

OUTLET = Outlet(
    name="越南之声",
    name_en="VOV World Chinese",
    home="https://vovworld.vn/zh-CN.vov",
    place="Hanoi",
    serves=("Chinese readers worldwide",),
    tier="broadcaster",
    script="Hans",
    article=r"https?://vovworld\.vn/zh-CN/[^/?#]+/[^/?#]+-\d+\.vov$",
    sources=(Listing(url="https://vovworld.vn/zh-CN.vov", evidence="seen"),),
)
