"""Thousands of lists of stories copied from 2004 on: its dates are not to be relied on."""

from crawler.conventions import PATH, a_post
from crawler.outlet import Outlet

OUTLET = Outlet(
    name="加拿大光头日记",
    home="https://guangtouriji.com/",
    country="CA",
    serves=("Ontario", "British Columbia"),
    tier="portal",
    script="Hans",
    platform="wordpress",
    article=a_post("guangtouriji.com", PATH),
    note="Republishes Canadian Chinese news, back to about 2004.",
)
