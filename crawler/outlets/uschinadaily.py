"""English words stand among the Chinese: translated by machine. No page with its name was seen."""

from crawler.conventions import a_post
from crawler.outlet import Outlet

OUTLET = Outlet(
    name="uschinadaily.com",
    home="https://uschinadaily.com/",
    country="US",
    tier="community",
    script="Hans",
    platform="wordpress",
    article=a_post("uschinadaily.com", r"\?p=\d+"),
    examples=("https://uschinadaily.com/?p=107855",),
    note="Translated by machine, at least in part.",
)
