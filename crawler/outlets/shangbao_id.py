"""The number that ends an address is the moment of publication, in seconds since 1970."""

from crawler.outlet import Listing, Outlet

OUTLET = Outlet(
    name="印度尼西亚商报",
    name_en="Indonesia Shang Bao",
    home="https://www.shangbaoindonesia.com/",
    place="Jakarta",
    tier="national",
    script="Hans",
    article=r"https?://www\.shangbaoindonesia\.com/read/\d{4}/\d\d/\d\d/[\w-]+-\d{10}$",
    examples=(
        "http://www.shangbaoindonesia.com/read/2025/05/15/berita-luar-negeri-1747323388",
        "https://www.shangbaoindonesia.com/read/2025/11/28/economy-1764343634",
    ),
    sources=(Listing(url="https://www.shangbaoindonesia.com/"),),
    alive_on="2025-11-28",
)
