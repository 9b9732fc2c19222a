"""Every story stands at /b5/ and /gb/ under one number."""

from crawler.conventions import GB_B5
from crawler.outlet import Feed, Listing, Outlet

OUTLET = Outlet(
    name="大紀元",
    name_en="The Epoch Times",
    home="https://www.epochtimes.com/",
    place="New York",
    tier="national",
    script="both",
    hosts=("www.epochtimes.com", "epochtimes.com", "cn.epochtimes.com"),
    article=r"https?://(?:www|cn)\.epochtimes\.com/(?:b5|gb)/\d{1,2}/\d{1,2}/\d{1,2}/n\d+\.htm$",
    examples=("https://www.epochtimes.com/b5/13/9/23/n3970173.htm", "http://cn.epochtimes.com/b5/19/5/4/n11233446.htm"),
    sources=(
        Feed(url="https://www.epochtimes.com/gb/feed", evidence="seen"),
        Feed(url="https://feed.epochtimes.com/gb/feed", evidence="seen"),
        Listing(url="https://www.epochtimes.com/b5/", evidence="by convention"),
    ),
    twins=GB_B5,
    alive_on="2026-09-10",
    ownership="Affiliated with Falun Gong, the encyclopedia says; it says itself that it is not owned by it.",
    ownership_source="https://en.wikipedia.org/wiki/The_Epoch_Times https://help.theepochtimes.com/hc/en-us/articles/360050464891",
)
