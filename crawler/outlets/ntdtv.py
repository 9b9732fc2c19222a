"""Stories stand at /gb/ and /b5/; its text gives Beijing time, a day ahead of the address at times."""

from crawler.conventions import GB_B5
from crawler.outlet import Feed, Listing, Outlet

OUTLET = Outlet(
    name="新唐人電視台",
    name_en="NTD Television",
    home="https://www.ntdtv.com/",
    place="New York",
    tier="broadcaster",
    script="both",
    timezone="Asia/Shanghai",
    hosts=("www.ntdtv.com", "ntdtv.com", "www2.ntdtv.com"),
    article=r"https?://(?:www2?\.)?ntdtv\.com/(?:gb|b5)/\d{4}/\d\d/\d\d/a\d+\.html$",
    examples=("https://www2.ntdtv.com/gb/2024/04/14/a103871253.html",),
    sources=(
        Feed(url="https://www.ntdtv.com/gb/feed", evidence="seen"),
        Listing(url="https://www.ntdtv.com/gb/prog1201", evidence="seen"),
        Listing(url="https://www.ntdtv.com/gb/prog204", evidence="seen"),
    ),
    twins=GB_B5,
    ownership="Part of the Epoch Media Group, as is The Epoch Times.",
    ownership_source="https://en.wikipedia.org/wiki/The_Epoch_Times",
)
