"""Addresses under /rss are still handed around; they give no feed. Some stories are for subscribers."""

from crawler.outlet import Listing, Outlet

OUTLET = Outlet(
    name="联合早报",
    name_en="Lianhe Zaobao",
    home="https://www.zaobao.com.sg/",
    place="Singapore",
    tier="national",
    script="Hans",
    hosts=("www.zaobao.com.sg", "zaobao.com.sg", "www.zaobao.com", "zaobao.com"),
    article=r"https?://www\.zaobao\.com(?:\.sg)?/(?:[\w-]+/)+story\d{8}-\d+$",
    sources=(
        Listing(url="https://www.zaobao.com/realtime/china", evidence="seen"),
        Listing(url="https://www.zaobao.com/realtime/world", evidence="seen"),
        Listing(url="https://www.zaobao.com/news/china", evidence="seen"),
    ),
    ownership="Published by SPH Media Trust, a non-profit company that the government of Singapore funds in part.",
    ownership_source="https://www.todayonline.com/singapore/govt-provide-sph-media-trust-funding-s900-million-over-five-years-1817291",
)
