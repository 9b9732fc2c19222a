"""The feed that is handed around was gone in 2025."""

from crawler.outlet import Listing, Outlet

OUTLET = Outlet(
    name="ABC 中文",
    name_en="ABC Chinese",
    home="https://www.abc.net.au/chinese",
    place="Australia",
    tier="broadcaster",
    script="both",
    article=r"https?://www\.abc\.net\.au/(?:chinese|news)/\d{4}-\d\d-\d\d/[\w-]+/\d+$",
    sources=(Listing(url="https://www.abc.net.au/chinese", evidence="seen"),),
    ownership="A public broadcaster, owned and funded by the Commonwealth of Australia.",
    ownership_source="https://simplewebguide.com/tag/australian-broadcasting-corporation-act-1983",
)
