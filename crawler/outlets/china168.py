"""A Discuz! portal; long stories run over several pages. Where it is made was not seen."""

from crawler.conventions import a_discuz_article
from crawler.outlet import Outlet

OUTLET = Outlet(
    name="华发网",
    name_en="China168",
    home="http://portal.china168.biz/",
    tier="portal",
    script="Hans",
    platform="discuz",
    article=a_discuz_article("portal.china168.biz"),
    examples=("http://portal.china168.biz/article-1079-1.html",),
    status="unknown",
    alive_on="2011-02-10",
)
