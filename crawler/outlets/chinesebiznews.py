"""Seen as page images only; the address is printed in the paper."""

from crawler.outlet import Outlet

OUTLET = Outlet(
    name="美國中華商報",
    name_en="Chinese Biz News",
    home="http://www.chinesebiznews.com/",
    place="Washington",
    tier="community",
    script="Hans",
    note="Only issues as PDF were seen; no web article.",
)
