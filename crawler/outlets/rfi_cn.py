"""Every good page hides the text of its error page."""

from crawler.outlet import Feed, Outlet

OUTLET = Outlet(
    name="法国国际广播电台",
    name_en="RFI Chinese",
    home="https://www.rfi.fr/cn/",
    place="Paris",
    serves=("Chinese readers worldwide",),
    tier="broadcaster",
    script="both",
    hosts=("www.rfi.fr", "rfi.fr", "chinese.rfi.fr"),
    article=r"https?://(?:www|chinese)\.rfi\.fr/(?:cn|tw)/[^/?#]+/\d{8}-[^/?#]+$",
    examples=(
        "http://chinese.rfi.fr/cn/%E5%9B%BD%E9%99%85/20210208-2021%E7%89%9B%E5%B9%B4%E6%98%A5%E8%8A%82%E5%B0%81%E9%94%81%E4%B8%8B%E7%9A%84%E4%BC%A6%E6%95%A6%E5%94%90%E4%BA%BA%E8%A1%97",
    ),
    sources=(
        Feed(url="https://www.rfi.fr/cn/rss", evidence="seen"),
        Feed(url="https://www.rfi.fr/tw/rss", evidence="seen"),
    ),
    ownership="Part of France Médias Monde, which the French state owns.",
    ownership_source="https://statemediamonitor.com/2023/09/france-medias-monde-fmm/",
)
