"""The number of a story begins with its day."""

from crawler.outlet import Listing, Outlet

OUTLET = Outlet(
    name="韩联社",
    name_en="Yonhap Chinese",
    home="https://cn.yna.co.kr/",
    place="Seoul",
    serves=("Chinese readers worldwide",),
    tier="broadcaster",
    script="Hans",
    article=r"https?://cn\.yna\.co\.kr/view/ACK\d{17}$",
    sources=(Listing(url="https://cn.yna.co.kr/news", evidence="seen"),),
)
