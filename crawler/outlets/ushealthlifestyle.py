"""US Health Lifestyle 美國健康生活, Los Angeles. WordPress; traditional script. This project started from it."""

from crawler.outlet import Feed, Outlet, Sitemap, WordPress

OUTLET = Outlet(
    name="US Health Lifestyle",
    name_en="US Health Lifestyle",
    home="https://www.ushealthlifestyle.com/",
    country="US",
    place="Los Angeles",
    script="Hant",
    timezone="America/Los_Angeles",
    platform="wordpress",
    article=r"https?://(www\.)?ushealthlifestyle\.com/archives/\d+/?$",
    hosts=("www.ushealthlifestyle.com", "ushealthlifestyle.com"),
    sources=(
        Feed(url="https://www.ushealthlifestyle.com/feed/", evidence="by convention"),
        WordPress(url="https://www.ushealthlifestyle.com/", evidence="by convention"),
        Sitemap(url="https://www.ushealthlifestyle.com/wp-sitemap.xml", evidence="by convention"),
    ),
    drop=(".site-disclaimer",),
)
