"""A television station: its stories may be two sentences that point to the evening news."""

from crawler.conventions import SLUG, a_post
from crawler.outlet import Expect, Outlet

OUTLET = Outlet(
    name="KTSF 26 台",
    name_en="KTSF 26",
    home="https://www.ktsf.com/",
    place="San Francisco",
    tier="broadcaster",
    script="Hant",
    platform="wordpress",
    article=a_post("ktsf.com", rf"\d{{4}}/\d\d/\d\d/{SLUG}"),
    examples=("https://www.ktsf.com/2021/12/13/california-imposes-mask-mandate-for-one-month/",),
    expect=Expect(shortest_body=20),
)
