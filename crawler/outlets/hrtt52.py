"""Houses accounts of many small papers abroad, by country: the word after the host."""

from crawler.outlet import Listing, Outlet

OUTLET = Outlet(
    name="华人头条",
    name_en="52hrtt",
    home="https://www.52hrtt.com/",
    serves=("Chinese communities worldwide",),
    tier="portal",
    script="Hans",
    timezone="Asia/Shanghai",
    article=r"https?://www\.52hrtt\.com/\w+/n/w/info/[A-Z]\d+$",
    sources=(Listing(url="https://www.52hrtt.com/global/n/w?infoTypeId=A1459145516533", evidence="seen"),),
)
