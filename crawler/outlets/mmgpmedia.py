"""On the CMS of offshoremedia.net; each list's page names its channel in a script."""

from crawler.conventions import an_offshoremedia_story
from crawler.outlet import Listing, Outlet

OUTLET = Outlet(
    name="缅甸金凤凰",
    name_en="Myanmar Golden Phoenix",
    home="https://www.mmgpmedia.com/",
    place="Myanmar",
    tier="national",
    script="Hans",
    platform="offshoremedia",
    article=an_offshoremedia_story("mmgpmedia.com"),
    examples=("https://www.mmgpmedia.com/static/content/HQ/2023-06-09/1116754450494013440.html",),
    sources=(Listing(url="http://www.mmgpmedia.com/web/YW/index.html", evidence="seen"),),
    body=".article_content",
)
