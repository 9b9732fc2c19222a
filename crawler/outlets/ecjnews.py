"""Issue and day (YYMMDD) stand in the address; glyphs like 刋 and 吿 come of conversion."""

import re
from dataclasses import replace

from crawler.draft import Draft
from crawler.outlet import Listing, Outlet


def date_from_address(draft: Draft) -> Draft:
    """The day of the issue in the address, where nothing was read on the page."""
    day = re.search(r"_(\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])_\d+\.htm$", draft.article.url or "")
    if draft.article.published_at or day is None:
        return draft
    published = f"20{day[1]}-{day[2]}-{day[3]}"
    dated = replace(draft.article, published_at=published, published_raw="".join(day.groups()), published_source="url")
    return replace(draft, article=replace(dated, published_precision="day"))


OUTLET = Outlet(
    name="伊利華報",
    name_en="Erie Chinese Journal",
    home="https://ecjnews.com/",
    place="Pittsburgh",
    serves=("Cleveland", "Columbus", "Cincinnati"),
    tier="community",
    script="Hant",
    platform="static",
    article=r"https?://ecjnews\.com/([A-Z]+)/ECJ\d+/\1_\d{6}_\d+\.htm$",
    examples=("https://ecjnews.com/PZBS/ECJ296/PZBS_160229_01.htm",),
    sources=(Listing(url="https://ecjnews.com/"),),
    fix=date_from_address,
    alive_on="2016-02-29",
)
