"""Four generations of addresses; the lead stands twice."""

from crawler.outlet import Listing, Outlet

OUTLET = Outlet(
    name="越通社",
    name_en="VietnamPlus Chinese",
    home="https://zh.vietnamplus.vn/",
    place="Hanoi",
    tier="broadcaster",
    script="Hans",
    article=r"https?://zh\.vietnamplus\.vn/(?:(?:[^/?#]+-)?post-?\d+|[^/?#]+/\d+)\.vnp$",
    examples=("https://zh.vietnamplus.vn/article-post241121.vnp", "https://zh.vietnamplus.vn/post-26331.vnp"),
    sources=(Listing(url="https://zh.vietnamplus.vn/"),),
    ownership="The Vietnam News Agency's own site.",
    ownership_source="its name",
)
