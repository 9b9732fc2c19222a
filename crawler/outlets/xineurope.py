"""The forum beside xinouzhou.com."""

from crawler.outlet import Listing, Outlet

OUTLET = Outlet(
    name="新欧洲论坛",
    name_en="Xineurope",
    home="http://www.xineurope.com/",
    place="France",
    tier="portal",
    script="Hans",
    platform="discuz",
    hosts=("www.xineurope.com", "xineurope.com", "bbs.xineurope.com"),
    article=r"https?://(?:bbs\.|www\.)?xineurope\.com/thread-\d+-1-\d+\.html$",
    examples=("http://www.xineurope.com/thread-778744-1-1.html",),
    sources=(Listing(url="http://www.xineurope.com/"),),
)
