"""Simplified at /news/, traditional at /zh-hant/news/."""

from crawler.outlet import Listing, Outlet

OUTLET = Outlet(
    name="看中國（澳洲）",
    name_en="Vision Times Australia",
    home="https://vct.news/",
    place="Sydney",
    serves=("Melbourne", "Brisbane"),
    tier="community",
    script="both",
    article=r"https?://vct\.news/(?:zh-hant/)?news/[\w-]+$",
    sources=(
        Listing(url="https://vct.news/"),
        Listing(url="https://vct.news/zh-hant/keyword/ao-hua-lun-tan", evidence="seen"),
    ),
    twins=(("vct.news/news/", "vct.news/zh-hant/news/"),),
    ownership="Owned by Vision Times Media (Australia); described as near Falun Gong, which its editors contest.",
    ownership_source="https://wikimili.com/en/Vision_China_Times",
)
