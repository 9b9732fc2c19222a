"""A shield against robots stands before it, by public reports."""

from crawler.conventions import SLUG, a_post
from crawler.outlet import Outlet

OUTLET = Outlet(
    name="光华日报",
    name_en="Kwong Wah Yit Poh",
    home="https://www.kwongwah.com.my/",
    place="Penang",
    tier="community",
    script="both",
    platform="wordpress",
    article=a_post("kwongwah.com.my", rf"\d{{8}}/{SLUG}"),
)
