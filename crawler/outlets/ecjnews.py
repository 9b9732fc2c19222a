"""Issue and day (YYMMDD) stand in the address; glyphs like 刋 and 吿 come of conversion."""

from crawler.outlet import Listing, Outlet

OUTLET = Outlet(
    name="伊利華報",
    name_en="Erie Chinese Journal",
    home="https://ecjnews.com/",
    place="Pittsburgh",
    serves=("Cleveland", "Columbus", "Cincinnati"),
    tier="community",
    script="Hant",
    platform="static",
    article=r"https?://ecjnews\.com/([A-Z]+)/ECJ\d+/\1_\d{6}_\d+\.htm$",
    examples=("https://ecjnews.com/PZBS/ECJ296/PZBS_160229_01.htm",),
    sources=(Listing(url="https://ecjnews.com/"),),
)
