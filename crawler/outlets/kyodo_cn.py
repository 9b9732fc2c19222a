"""The traditional host is hearsay."""

from crawler.outlet import Feed, Outlet

OUTLET = Outlet(
    name="共同网",
    name_en="Kyodo News Chinese",
    home="https://china.kyodonews.net/",
    place="Tokyo",
    serves=("Chinese readers worldwide",),
    tier="broadcaster",
    script="both",
    article=r"https?://china\.kyodonews\.net/news/\d{4}/\d\d/\w[\w-]*\.html$",
    sources=(
        Feed(url="https://china.kyodonews.net/list/feed/rss4news", evidence="seen"),
        Feed(url="https://china.kyodonews.net/rss/news.xml", evidence="seen"),
    ),
)
