"""Translated by machine; the reporter's name opens the text."""

from crawler.conventions import PATH, a_post
from crawler.outlet import Outlet

OUTLET = Outlet(
    name="馬尼拉公報中文版",
    name_en="Manila Bulletin Chinese News",
    home="https://mbcn.com.ph/",
    place="Philippines",
    tier="national",
    script="Hant",
    platform="wordpress",
    article=a_post("mbcn.com.ph", rf"(?:\?p=\d+|\d{{4}}/\d\d/{PATH})"),
    note="Stories of the Manila Bulletin, translated by machine.",
)
