"""Said farewell to its readers in March 2025; older pages end in .html and hold their moment in the name."""

from crawler.conventions import arc
from crawler.outlet import Feed, Outlet

OUTLET = Outlet(
    name="自由亚洲电台",
    name_en="Radio Free Asia",
    home="https://www.rfa.org/mandarin/",
    place="Washington",
    serves=("China", "Chinese readers worldwide"),
    tier="broadcaster",
    script="Hans",
    platform="arc",
    article=r"https?://www\.rfa\.org/(?:mandarin|cantonese)/(?:[\w-]+/\d{4}/\d\d/\d\d/[\w-]+/?|(?:[\w-]+/)+[a-z0-9]+-\d{14}\.html(?:\?encoding=\w+)?)$",
    examples=("https://www.rfa.org/mandarin/yataibaodao/junshiwaijiao/wy-05052020131409.html",),
    sources=(
        Feed(url="https://www.rfa.org/arc/outboundfeeds/mandarin/rss/", evidence="seen"),
        *arc("https://www.rfa.org/")[1:],
    ),
    status="frozen",
    ended="2025-03",
    ownership="Funded by the United States Agency for Global Media, an agency of the federal government.",
    ownership_source="https://rfa.org/english/china/2025/03/15/radio-free-asia-voa-rfa-usagm-executive-order-federal-grants-termination",
    note="A report of February 2026 says that it has resumed some of its broadcasts; no newer story was seen.",
)
