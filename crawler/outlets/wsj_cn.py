"""For subscribers; turns programs away, by public reports."""

from crawler.outlet import Listing, Outlet

OUTLET = Outlet(
    name="华尔街日报中文网",
    name_en="The Wall Street Journal Chinese",
    home="https://cn.wsj.com/",
    country="US",
    serves=("Chinese readers worldwide",),
    tier="broadcaster",
    script="both",
    article=r"https?://cn\.wsj\.com/articles/[^/?#]+$",
    sources=(Listing(url="https://cn.wsj.com/zh-hans", evidence="seen"),),
    note="For subscribers: others see a headline and a few lines.",
)
