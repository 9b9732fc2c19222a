"""Three public programs read its pages as GBK."""

from crawler.conventions import a_dated_page
from crawler.outlet import Listing, Outlet

OUTLET = Outlet(
    name="万维读者网",
    name_en="Creaders",
    home="https://news.creaders.net/",
    country="CA",
    serves=("North America",),
    tier="portal",
    script="Hans",
    encoding="gb18030",
    article=a_dated_page("news.creaders.net", under=r"\w+/"),
    sources=(
        Listing(url="http://news.creaders.net/breaking", evidence="seen"),
        Listing(url="http://news.creaders.net/headline/", evidence="seen"),
    ),
    note="Republishes stories of other outlets.",
)
