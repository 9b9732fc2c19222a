"""On the CMS of offshoremedia.net since about 2020; older stories end in .shtml."""

from crawler.conventions import offshoremedia
from crawler.outlet import Listing, Outlet

OUTLET = Outlet(
    name="侨报",
    name_en="The China Press",
    home="http://www.uschinapress.com/",
    place="New York",
    serves=("Los Angeles", "San Francisco"),
    tier="national",
    script="Hans",
    platform="offshoremedia",
    hosts=("www.uschinapress.com", "uschinapress.com", "ny.uschinapress.com"),
    article=r"https?://(?:\w+\.)?uschinapress\.com/(?:static/content/(?:\w+/)+\d{4}-\d\d-\d\d/(?:app_)?\d{16,20}\.html|\d{4}/\d{4}/\d+\.shtml)$",
    examples=("http://www.uschinapress.com/2018/0726/1138070.shtml",),
    sources=(
        offshoremedia(
            "getHotRecommended?pageNum={page}&pageSize=500&blockId=681488843383377920", "info.contentList", 1
        ),
        Listing(url="http://ny.uschinapress.com/index/reporter_index.html", evidence="seen"),
    ),
    body=".graphicArticle",
    ownership="Owned by the Asian Culture and Media Group; begun by staff of Chinese state bodies, it is said.",
    ownership_source="https://worddisk.com/wiki/The_China_Press",
)
