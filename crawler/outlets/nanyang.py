"""Drupal behind a front made by scripts: its lists hold their stories as JSON within the page."""

from crawler.outlet import Outlet

OUTLET = Outlet(
    name="南洋商报",
    name_en="Nanyang Siang Pau",
    home="https://www.enanyang.my/",
    place="Malaysia",
    tier="national",
    script="Hans",
    platform="drupal",
    article=r"https?://www\.enanyang\.my/news/\d{8}/\w+/\d+$",
    examples=(
        "https://www.enanyang.my/news/20250703/Finance/911781",
        "https://www.enanyang.my/news/20241126/State/640501",
    ),
    alive_on="2026-09-30",
)
