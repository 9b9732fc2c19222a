"""Stopped in March 2025; pages about a film have a sentence or two."""

from crawler.outlet import Expect, Feed, Outlet

OUTLET = Outlet(
    name="美国之音中文网",
    name_en="VOA Chinese",
    home="https://www.voachinese.com/",
    place="Washington",
    serves=("China", "Chinese readers worldwide"),
    tier="broadcaster",
    script="Hans",
    article=r"https?://www\.voachinese\.com/a/(?:[^/?#]+/)?\d+\.html$",
    sources=(Feed(url="https://www.voachinese.com/api/zm_yql-vomx-tpeybti", evidence="seen"),),
    expect=Expect(shortest_body=20),
    status="frozen",
    ended="2025-03",
    ownership="Belongs to the United States Agency for Global Media, an agency of the federal government.",
    ownership_source="https://www.cbsnews.com/news/hundreds-of-radio-free-asia-staff-placed-on-leave-some-fear-deportation/",
)
