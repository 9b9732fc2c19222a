"""A page of 2010 was seen, headed by an error of its software."""

from crawler.outlet import Outlet

OUTLET = Outlet(
    name="WINK 网",
    name_en="WINK News",
    home="http://news.winksport.com/",
    place="Hungary",
    tier="community",
    script="Hans",
    platform="joomla",
    article=r"https?://news\.winksport\.com/index\.php\?option=com_content&view=article&id=\d+",
    examples=(
        "http://news.winksport.com/index.php?option=com_content&view=article&id=157%3A2010-02-10-13-55-03&catid=46%3A2009-10-21-13-42-45&Itemid=41&lang=",
    ),
    status="unknown",
)
