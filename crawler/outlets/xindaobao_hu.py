"""On the CMS of offshoremedia.net. Founded in April 2000."""

from crawler.conventions import an_offshoremedia_story
from crawler.outlet import Listing, Outlet

OUTLET = Outlet(
    name="新导报",
    name_en="New Herald",
    home="https://www.xindb.com/",
    place="Hungary",
    tier="national",
    script="Hans",
    platform="offshoremedia",
    article=an_offshoremedia_story("xindb.com"),
    examples=("https://www.xindb.com/static/content/TGGJ/2021-10-26/app_902595663328849920.html",),
    sources=(Listing(url="https://www.xindb.com/"),),
)
