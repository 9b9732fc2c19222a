"""Items gather several short stories, each under a heading of its own."""

from crawler.outlet import Listing, Outlet

OUTLET = Outlet(
    name="加拿大港人資訊",
    name_en="Canada News HK",
    home="http://canadanews.hk/",
    place="Toronto",
    serves=("Hongkongers in Canada",),
    tier="community",
    script="Hant",
    article=r"https?://canadanews\.hk/article/\d+$",
    sources=(Listing(url="http://canadanews.hk/article/type/6?page={page}", pages=3, evidence="seen"),),
)
