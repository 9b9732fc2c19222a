"""Turns programs of large hosting firms away, by a public report."""

from crawler.conventions import a_post, wordpress
from crawler.outlet import Feed, Outlet

OUTLET = Outlet(
    name="泰国头条新闻",
    name_en="Thai Headlines",
    home="https://www.thaiheadlines.com/",
    place="Thailand",
    tier="portal",
    script="Hans",
    platform="wordpress",
    article=a_post("thaiheadlines.com", r"\d+"),
    examples=("https://www.thaiheadlines.com/169639/", "https://www.thaiheadlines.com/169393/"),
    sources=(
        Feed(url="https://www.thaiheadlines.com/feed/", evidence="seen"),
        *wordpress("https://www.thaiheadlines.com/")[1:],
    ),
)
