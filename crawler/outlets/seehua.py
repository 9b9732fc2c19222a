"""Addresses seen are plain numbers; newer ones may be words."""

from crawler.conventions import PATH, a_post, wordpress
from crawler.outlet import Feed, Outlet

OUTLET = Outlet(
    name="诗华日报",
    name_en="See Hua Daily News",
    home="https://news.seehua.com/",
    place="Sarawak",
    serves=("Sabah", "Brunei"),
    tier="national",
    script="Hans",
    platform="wordpress",
    article=a_post("news.seehua.com", rf"(?:\?p=\d+|{PATH})"),
    sources=(Feed(url="https://news.seehua.com/feed/", evidence="seen"), *wordpress("https://news.seehua.com/")[1:]),
)
