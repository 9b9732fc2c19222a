"""Dates stories by the issue, the first or second of a month, not by the day. On XOOPS."""

from crawler.outlet import Expect, Listing, Outlet

OUTLET = Outlet(
    name="中文导报",
    name_en="Chubun",
    home="https://www.chubun.com/",
    place="Japan",
    tier="national",
    script="Hans",
    article=r"https?://www\.chubun\.com/modules/article/view\.article\.php(?:/c\d+)?/\d+$",
    examples=("https://www.chubun.com/modules/article/view.article.php/c127/191870",),
    sources=(Listing(url="https://www.chubun.com/modules/article/", evidence="by convention"),),
    expect=Expect(always=("headline",)),
)
