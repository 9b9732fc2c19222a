"""A counter of readers stands in the line of the byline."""

from crawler.outlet import Listing, Outlet

OUTLET = Outlet(
    name="非洲时报",
    name_en="African Times",
    home="http://africantimes2005.com/",
    place="South Africa",
    tier="national",
    script="Hans",
    article=r"https?://africantimes2005\.com/\w+/\d+\.html$",
    examples=("http://africantimes2005.com/nfhs/9517.html",),
    sources=(Listing(url="http://africantimes2005.com/nfhs/", evidence="by convention"),),
    alive_on="2019-07-04",
)
