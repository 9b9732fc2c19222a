"""One program serves all languages; lang=c is Chinese."""

from crawler.outlet import Listing, Outlet

OUTLET = Outlet(
    name="KBS WORLD 中文",
    name_en="KBS World Chinese",
    home="http://world.kbs.co.kr/service/news_list.htm?lang=c",
    place="Seoul",
    serves=("Chinese readers worldwide",),
    tier="broadcaster",
    script="Hans",
    article=r"https?://world\.kbs\.co\.kr/service/news_view\.htm\?lang=c&(?:[^#]*&)?Seq_Code=\d+$",
    sources=(Listing(url="http://world.kbs.co.kr/service/news_list.htm?lang=c", evidence="seen"),),
    ownership="A public corporation under Korean law, funded by a licence fee and by advertising.",
    ownership_source="https://statemediamonitor.com/2023/10/korean-broadcasting-system-kbs/",
)
