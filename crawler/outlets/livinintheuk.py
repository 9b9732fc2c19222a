"""Sums up stories of the British press and ends with their address."""

from crawler.conventions import PATH, a_post
from crawler.outlet import Outlet

OUTLET = Outlet(
    name="Living in the UK 港人英國資訊",
    name_en="Living in the UK",
    home="https://livinintheuk.com/",
    place="United Kingdom",
    serves=("Hongkongers in the United Kingdom",),
    tier="portal",
    script="Hant",
    platform="wordpress",
    article=a_post("livinintheuk.com", PATH),
    note="Sums up stories of the British press.",
)
