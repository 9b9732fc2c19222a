"""A letter b at the end of an address is said to be the traditional twin."""

from crawler.outlet import Listing, Outlet

OUTLET = Outlet(
    name="人民报",
    name_en="Renminbao",
    home="http://renminbao.com/",
    country="US",
    serves=("Chinese readers worldwide",),
    tier="portal",
    script="both",
    article=r"https?://(?:www\.)?renminbao\.com/rmb/articles/\d{4}/\d{1,2}/\d{1,2}/\d+b?\.html$",
    sources=(Listing(url="http://renminbao.com/rmb/shishi/index.html", evidence="seen"),),
)
