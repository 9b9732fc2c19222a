"""On SilverStripe, with English words in addresses; it may have closed."""

from crawler.outlet import Listing, Outlet

OUTLET = Outlet(
    name="新西兰先驱报中文网",
    name_en="Chinese NZ Herald",
    home="https://www.chinesenzherald.co.nz/",
    place="New Zealand",
    tier="national",
    script="Hans",
    article=r"https?://www\.chinesenzherald\.co\.nz/news/(?!page/)[\w-]+/[\w-]+/?$",
    examples=(
        "http://www.chinesenzherald.co.nz/news/travel/new-five-year-visa-for-chinese-tourists-visiting-ireland/",
    ),
    sources=(Listing(url="https://www.chinesenzherald.co.nz/"),),
    body="div.article-page__content",
    status="unknown",
)
