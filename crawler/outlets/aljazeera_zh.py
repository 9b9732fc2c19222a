"""Its pages changed at the end of 2025."""

from crawler.outlet import Listing, Outlet

OUTLET = Outlet(
    name="半岛电视台中文网",
    name_en="Al Jazeera Chinese",
    home="https://chinese.aljazeera.net/",
    place="Doha",
    serves=("Chinese readers worldwide",),
    tier="broadcaster",
    script="Hans",
    article=r"https?://chinese\.aljazeera\.net/[\w-]+/\d{4}/\d{1,2}/\d{1,2}/[^/?#]+$",
    sources=(Listing(url="https://chinese.aljazeera.net/news", evidence="seen"),),
    ownership="A foundation under the law of Qatar, funded for the most part by its government.",
    ownership_source="https://wikimili.com/en/Al_Jazeera_Media_Network",
)
