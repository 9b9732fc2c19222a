"""One address may hold five or six unrelated stories of a day."""

from crawler.outlet import Listing, Outlet

OUTLET = Outlet(
    name="菲华网",
    name_en="PHHua",
    home="https://phhua.com/",
    place="Philippines",
    tier="portal",
    script="Hans",
    article=r"https?://phhua\.com/news/\d+\.html$",
    examples=("https://phhua.com/news/65547.html", "https://phhua.com/news/67788.html"),
    sources=(Listing(url="https://phhua.com/news/", evidence="seen"),),
    note="Many of its pages are digests of several unrelated stories.",
)
