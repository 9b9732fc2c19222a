"""On the CMS of offshoremedia.net; its stories were seen elsewhere more than here."""

from crawler.conventions import an_offshoremedia_story
from crawler.outlet import Listing, Outlet

OUTLET = Outlet(
    name="欧洲时报",
    name_en="Nouvelles d'Europe",
    home="https://www.oushinet.com/",
    place="Paris",
    serves=("Europe",),
    tier="national",
    script="Hans",
    platform="offshoremedia",
    article=an_offshoremedia_story("oushinet.com"),
    examples=("https://www.oushinet.com/static/content/europe/other/2026-04-11/1492635434390528162.html",),
    sources=(Listing(url="https://www.oushinet.com/"),),
    ownership="Held through a Hong Kong company with links to bodies of the Chinese state, the encyclopedia says.",
    ownership_source="https://zh.wikipedia.org/wiki/歐洲時報",
)
