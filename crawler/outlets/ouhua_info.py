"""Advertisers' bare links head a story, the editor's line ends it."""

from crawler.conventions import a_dated_page
from crawler.outlet import Listing, Outlet

OUTLET = Outlet(
    name="欧华报",
    name_en="Ouhua / El Mandarín",
    home="http://www.ouhua.info/",
    place="Spain",
    tier="national",
    script="Hans",
    platform="static",
    article=a_dated_page("www.ouhua.info"),
    examples=("http://www.ouhua.info/2024/0611/50916.html", "http://www.ouhua.info/2020/0213/28784.html"),
    sources=(Listing(url="http://www.ouhua.info/"),),
)
