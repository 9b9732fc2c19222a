"""Not reachable from everywhere: networks of the European Union block it."""

from crawler.conventions import a_dated_page
from crawler.outlet import Listing, Outlet

OUTLET = Outlet(
    name="俄罗斯卫星通讯社",
    name_en="Sputnik Chinese",
    home="https://sputniknews.cn/",
    place="Moscow",
    serves=("Chinese readers worldwide",),
    tier="broadcaster",
    script="Hans",
    article=a_dated_page("sputniknews.cn"),
    sources=(Listing(url="http://sputniknews.cn/news", evidence="seen"),),
    ownership="Part of Rossiya Segodnya, a company of the Russian state.",
    ownership_source="https://statemediamonitor.com/2022/03/rossiya-segodnya/",
)
