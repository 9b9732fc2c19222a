"""Only pages of the printed paper were seen, as pictures with a layer of text."""

from crawler.outlet import Outlet

OUTLET = Outlet(
    name="星島日報（美國）",
    name_en="Sing Tao Daily USA",
    home="https://www.singtaousa.com/",
    country="US",
    serves=("San Francisco", "Los Angeles", "New York"),
    tier="national",
    script="Hant",
    alive_on="2025-07-21",
    note="Only its e-paper was seen: page images with a layer of text. The form of its web articles is not known.",
)
