"""Prints Pacific time as 2024.5.3 12:00; turns programs away, by public reports."""

from crawler.outlet import Listing, Outlet

OUTLET = Outlet(
    name="希望之声",
    name_en="Sound of Hope",
    home="https://www.soundofhope.org/",
    country="US",
    serves=("Chinese readers worldwide",),
    tier="broadcaster",
    script="both",
    timezone="America/Los_Angeles",
    article=r"https?://www\.soundofhope\.org/post/\d+$",
    sources=(
        Listing(url="https://www.soundofhope.org/term/1", evidence="seen"),
        Listing(url="https://www.soundofhope.org/term/203", evidence="seen"),
    ),
    ownership="Has ties to Falun Gong, a paper reported in 2005; its executives denied that they represent it.",
    ownership_source="https://headlines.today/news-publishers/new-york/the-epoch-times/",
)
