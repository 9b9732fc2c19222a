"""A Discuz! portal."""

from crawler.conventions import a_discuz_article, discuz
from crawler.outlet import Discuz, Outlet

OUTLET = Outlet(
    name="泰國世界日報",
    name_en="Universal Daily News",
    home="https://www.udnbkk.com/",
    place="Thailand",
    tier="national",
    script="Hant",
    platform="discuz",
    article=a_discuz_article("www.udnbkk.com"),
    sources=(
        Discuz(url="https://www.udnbkk.com/", categories=(63,), evidence="seen"),
        *discuz("https://www.udnbkk.com/"),
    ),
    ownership="Part of the United Daily News group of Taipei.",
    ownership_source="https://pedia.3rd-in.co.jp/wiki/泰國世界日報",
)
