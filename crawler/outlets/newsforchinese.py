"""Seen as page images only; the domain is that of its mail addresses."""

from crawler.outlet import Outlet

OUTLET = Outlet(
    name="老中報",
    name_en="News for Chinese",
    home="https://www.newsforchinese.com/",
    place="San Francisco",
    tier="community",
    script="Hant",
    alive_on="2025-07-01",
    note="Only issues as PDF were seen; no web article.",
)
