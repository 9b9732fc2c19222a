"""Only lists were seen; the article's address is Joomla's usual one."""

from crawler.conventions import a_joomla_article
from crawler.outlet import Listing, Outlet

OUTLET = Outlet(
    name="約克區時報",
    name_en="York Region Times",
    home="https://www.yorkregiontimes.ca/",
    place="Markham",
    tier="community",
    script="Hant",
    platform="joomla",
    article=a_joomla_article("www.yorkregiontimes.ca"),
    sources=(Listing(url="https://www.yorkregiontimes.ca/index.php/news-live", evidence="seen"),),
)
