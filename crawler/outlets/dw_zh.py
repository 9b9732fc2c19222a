"""A story has one number at zh, zh-hant and the amp host. Its feed is RDF."""

from crawler.outlet import Feed, Listing, Outlet

OUTLET = Outlet(
    name="德国之声中文网",
    name_en="DW Chinese",
    home="https://www.dw.com/zh/",
    place="Bonn",
    serves=("Chinese readers worldwide",),
    tier="broadcaster",
    script="both",
    hosts=("www.dw.com", "dw.com", "amp.dw.com"),
    article=r"https?://(?:www|amp)\.dw\.com/zh(?:-hant)?/[^?#]+/(?:a|video|g|av)-\d+$",
    examples=("https://www.dw.com/zh-hant/中國贈馬克思像-特裡爾人很糾結/video-37803114",),
    sources=(
        Feed(url="https://rss.dw.com/rdf/rss-chi-all", evidence="seen"),
        Listing(url="https://www.dw.com/zh/在线报导/s-9058", evidence="seen"),
    ),
    alive_on="2017-03-03",
    ownership="A public broadcaster, funded mainly by the German federal government.",
    ownership_source="https://docslib.org/doc/8070944/deutsche-welle-germany-1",
)
