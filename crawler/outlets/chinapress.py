"""States have hosts of their own."""

from crawler.outlet import Feed, Outlet

OUTLET = Outlet(
    name="中国报",
    name_en="China Press",
    home="https://www.chinapress.com.my/",
    place="Malaysia",
    tier="national",
    script="Hans",
    platform="wordpress",
    hosts=("www.chinapress.com.my", "chinapress.com.my", "johor.chinapress.com.my", "kl.chinapress.com.my"),
    article=r"https?://(?:www|johor|kl)\.chinapress\.com\.my/\d{8}/[^/?#]+/?$",
    examples=(
        "https://www.chinapress.com.my/20191109/%E8%B4%B8%E6%98%93%E6%88%98%E6%9C%89%E8%BD%AC%E6%9C%BA-%E9%87%91%E4%BB%B7%E8%B7%8C%E7%A9%BF195/",
    ),
    sources=(Feed(url="https://www.chinapress.com.my/feed/", evidence="seen"),),
    alive_on="2026",
)
