"""Static pages in Big5; files named HK-… are the Hong Kong paper's."""

from crawler.outlet import Edition, Listing, Outlet

OUTLET = Outlet(
    name="明報（加拿大）",
    name_en="Ming Pao Canada",
    home="http://www.mingpaocanada.com/",
    place="Toronto",
    serves=("Vancouver",),
    tier="national",
    script="Hant",
    encoding="big5hkscs",
    article=r"(?i)https?://(?:www\.)?mingpaocanada\.com/(?:tor|van)/htm/News/\d{8}/[\w-]+_r\.htm$",
    examples=(
        "http://mingpaocanada.com/tor/htm/News/20180630/tba4_r.htm",
        "http://www.mingpaocanada.com/tor/htm/News/20250112/HK-gaa1_r.htm",
    ),
    sources=(
        Listing(url="http://www.mingpaocanada.com/Van/", evidence="seen"),
        Listing(url="http://www.mingpaocanada.com/tor/", evidence="by convention"),
    ),
    editions=(
        Edition(name="加東", home="http://www.mingpaocanada.com/tor/"),
        Edition(name="加西", home="http://www.mingpaocanada.com/Van/"),
    ),
)
