"""For members; moved from Hong Kong to Singapore in 2021."""

from crawler.conventions import ghost
from crawler.outlet import Listing, Outlet

OUTLET = Outlet(
    name="端傳媒",
    name_en="The Initium",
    home="https://theinitium.com/",
    place="Singapore",
    serves=("Chinese readers worldwide",),
    tier="national",
    script="both",
    platform="ghost",
    article=r"https?://theinitium\.com/(?:zh-hans/)?(?:article/)?\d{8}-[\w-]+/?$",
    examples=("https://theinitium.com/article/20200320-international-china-banishes-us-journalists",),
    sources=(Listing(url="https://theinitium.com/latest/", evidence="seen"), *ghost("https://theinitium.com/")),
)
