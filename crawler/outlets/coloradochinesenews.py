"""Seen as page images only; the address is printed in the paper."""

from crawler.outlet import Outlet

OUTLET = Outlet(
    name="科州華報",
    name_en="Colorado Chinese News",
    home="http://www.cocnews.com/",
    place="Denver",
    tier="community",
    script="Hant",
    alive_on="2021-04-23",
    note="Only issues as PDF were seen; no web article.",
)
