"""Lines break in mid-sentence, as in the printed column."""

from crawler.outlet import Listing, Outlet

OUTLET = Outlet(
    name="印华日报",
    name_en="Harian InHua",
    home="https://harianinhuaonline.com/",
    place="Jakarta",
    tier="community",
    script="Hans",
    hosts=("harianinhuaonline.com", "koran.harianinhuaonline.com"),
    article=r"https?://(?:koran\.)?harianinhuaonline\.com/(?:amp/)?\d{4}/\d\d/\d\d/\d+$",
    examples=("https://koran.harianinhuaonline.com/amp/2025/07/09/125073",),
    sources=(Listing(url="https://harianinhuaonline.com/"),),
)
