"""Names of its lists look like times; they are not dates of stories."""

from crawler.conventions import a_joomla_article
from crawler.outlet import Listing, Outlet

OUTLET = Outlet(
    name="国际时报",
    name_en="International Times",
    home="https://www.intimes.com.my/",
    place="Kuching",
    serves=("Sarawak",),
    tier="community",
    script="Hans",
    platform="joomla",
    article=a_joomla_article("www.intimes.com.my", under="news2a/"),
    sources=(
        Listing(
            url="https://www.intimes.com.my/news2a/index.php/2018-07-09-11-40-04/2018-07-09-11-46-38", evidence="seen"
        ),
    ),
)
