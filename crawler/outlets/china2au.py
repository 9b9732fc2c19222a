"""A line of key words for search engines ends every page; threads of its forum stand above it."""

from crawler.conventions import a_dated_page
from crawler.outlet import Listing, Outlet

OUTLET = Outlet(
    name="澳洲中文论坛",
    name_en="China2AU",
    home="https://www.china2au.com/",
    place="Australia",
    tier="portal",
    script="Hans",
    platform="dedecms",
    article=a_dated_page("www.china2au.com", under=r"html/\w+/"),
    examples=("https://www.china2au.com/html/aozhouxinwen/20210209/1080385.html",),
    sources=(Listing(url="https://www.china2au.com/"),),
)
