"""The subdomain kh is in Khmer."""

from crawler.outlet import Listing, Outlet

OUTLET = Outlet(
    name="柬中时报",
    name_en="Cambodia China Times",
    home="https://cc-times.com/",
    place="Cambodia",
    tier="national",
    script="Hans",
    article=r"https?://cc-times\.com/posts/\d+$",
    sources=(
        Listing(url="https://cc-times.com/"),
        Listing(url="https://cc-times.com/categories/korea", evidence="seen"),
    ),
)
