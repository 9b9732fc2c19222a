"""Stories stand at /gb/ and /b5/."""

from crawler.conventions import GB_B5, a_dated_page
from crawler.outlet import Feed, Listing, Outlet

OUTLET = Outlet(
    name="看中国",
    name_en="Vision Times",
    home="https://www.secretchina.com/",
    country="US",
    serves=("Chinese readers worldwide",),
    tier="national",
    script="both",
    hosts=("www.secretchina.com", "secretchina.com", "m.secretchina.com"),
    article=a_dated_page("www.secretchina.com", under="news/(?:gb|b5)/"),
    examples=(
        "https://www.secretchina.com/news/b5/2026/07/27/1102585.html",
        "https://www.secretchina.com/news/b5/2026/08/10/1103211.html",
    ),
    sources=(
        Feed(url="https://www.secretchina.com/news/gb/p9.xml", evidence="seen"),
        Feed(url="https://www.secretchina.com/news/gb/p7.xml", evidence="seen"),
        Listing(url="https://www.secretchina.com/news/b5/index.html", evidence="seen"),
    ),
    twins=GB_B5,
    ownership="Affiliated with Falun Gong, an encyclopedia says.",
    ownership_source="https://www.theinfolist.com/html/ALL/s/K/Kanzhongguo.html",
)
