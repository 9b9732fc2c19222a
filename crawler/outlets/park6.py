"""The date stands in a sentence that counts readers, nowhere else."""

from crawler.outlet import Expect, Listing, Outlet

OUTLET = Outlet(
    name="留园网",
    name_en="6park",
    home="https://www.6parknews.com/newspark/index.php",
    country="US",
    serves=("North America",),
    tier="portal",
    script="Hans",
    article=r"https?://www\.6parknews\.com/newspark/view\.php\?app=news&act=view&nid=\d+$",
    sources=(Listing(url="https://www.6parknews.com/newspark/index.php", evidence="seen"),),
    expect=Expect(always=("headline",)),
    note="Republishes stories of other outlets.",
)
