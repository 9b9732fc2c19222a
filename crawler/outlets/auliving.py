"""One story stands in both scripts, and as /amp."""

from crawler.outlet import Outlet

OUTLET = Outlet(
    name="澳洲生活网",
    name_en="AU Living",
    home="https://auliving.com.au/",
    place="Australia",
    tier="portal",
    script="both",
    platform="wordpress",
    twins=(("/zh-cn/", "/zh-tw/"),),
    article=r"https?://auliving\.com\.au/zh-(?:tw|cn)/\d{6}/\d+\.html(?:/amp)?$",
    examples=("https://auliving.com.au/zh-tw/201701/42213.html/amp",),
    alive_on="2017-01",
)
