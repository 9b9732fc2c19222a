"""The number that ends an address is the moment of publication, in seconds since 1970."""

import re
from dataclasses import replace
from datetime import UTC, datetime

from archive import moment
from crawler.draft import Draft
from crawler.outlet import Listing, Outlet


def date_from_address(draft: Draft) -> Draft:
    """The moment in the address, where the page says nothing; the day that stands there too is less."""
    seconds = re.search(r"-(\d{10})$", draft.article.url or "")
    if seconds is None or draft.article.published_source not in {None, "url"}:
        return draft
    published = moment(datetime.fromtimestamp(int(seconds[1]), UTC))
    dated = replace(draft.article, published_at=published, published_raw=seconds[1], published_source="url")
    return replace(draft, article=replace(dated, published_precision="second"))


OUTLET = Outlet(
    name="印度尼西亚商报",
    name_en="Indonesia Shang Bao",
    home="https://www.shangbaoindonesia.com/",
    place="Jakarta",
    tier="national",
    script="Hans",
    article=r"https?://www\.shangbaoindonesia\.com/read/\d{4}/\d\d/\d\d/[\w-]+-\d{10}$",
    examples=(
        "http://www.shangbaoindonesia.com/read/2025/05/15/berita-luar-negeri-1747323388",
        "https://www.shangbaoindonesia.com/read/2025/11/28/economy-1764343634",
    ),
    sources=(Listing(url="https://www.shangbaoindonesia.com/"),),
    fix=date_from_address,
)
