"""Lists are made by scripts; stories are said to vanish after some days."""

from crawler.outlet import Listing, Outlet

OUTLET = Outlet(
    name="NHK WORLD 华语",
    name_en="NHK World Chinese",
    home="https://www3.nhk.or.jp/nhkworld/zh/news/list/",
    place="Tokyo",
    serves=("Chinese readers worldwide",),
    tier="broadcaster",
    script="both",
    article=r"https?://www3\.nhk\.or\.jp/nhkworld/z[ht]/news/(?!list/?$)[\w-]*\d[\w-]*/?$",
    sources=(Listing(url="https://www3.nhk.or.jp/nhkworld/zh/news/list/", evidence="seen", browser=True),),
    ownership="A public corporation under Japanese law, funded by its viewers.",
    ownership_source="https://www.publicmediaalliance.org/about-us/what-is-psm/public-media-worldwide/asia/",
)
