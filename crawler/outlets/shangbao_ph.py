"""Menus in simplified script, stories in traditional."""

from crawler.outlet import Listing, Outlet

OUTLET = Outlet(
    name="菲律濱商報",
    name_en="Chinese Commercial News",
    home="http://www.shangbao.com.ph/",
    place="Philippines",
    tier="national",
    script="Hant",
    platform="static",
    article=r"https?://www\.shangbao\.com\.ph/\w+/[\d-]+/\w+\.s?html$",
    sources=(Listing(url="http://www.shangbao.com.ph/more/fgyw.html", evidence="seen"),),
    alive_on="2026-03-16",
)
