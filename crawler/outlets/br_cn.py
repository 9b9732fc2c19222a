"""On the CMS of offshoremedia.net; much copy of China News Service."""

from crawler.conventions import an_offshoremedia_story
from crawler.outlet import Listing, Outlet

OUTLET = Outlet(
    name="南美侨报",
    name_en="South America Overseas Chinese News",
    home="https://www.br-cn.com/",
    place="São Paulo",
    serves=("Brazil", "South America"),
    tier="national",
    script="Hans",
    platform="offshoremedia",
    article=an_offshoremedia_story("br-cn.com"),
    examples=(
        "https://www.br-cn.com/static/content/home/focus/2022-06-13/985876777119657984.html",
        "https://www.br-cn.com/static/content/news/ch_news/2024-10-30/1301148165479095610.html",
    ),
    sources=(Listing(url="https://www.br-cn.com/"),),
)
