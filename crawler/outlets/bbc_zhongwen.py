"""A story has one number in both scripts."""

from crawler.outlet import Feed, Outlet

OUTLET = Outlet(
    name="BBC News 中文",
    name_en="BBC News Chinese",
    home="https://www.bbc.com/zhongwen/simp",
    place="London",
    serves=("Chinese readers worldwide",),
    tier="broadcaster",
    script="both",
    article=r"https?://www\.bbc\.com/zhongwen/(?:articles/[a-z0-9]+/(?:simp|trad)|(?:simp|trad)/[\w-]+-\d+)$",
    sources=(
        Feed(url="https://feeds.bbci.co.uk/zhongwen/simp/rss.xml", evidence="seen"),
        Feed(url="https://feeds.bbci.co.uk/zhongwen/trad/rss.xml", evidence="seen"),
        Feed(url="https://www.bbc.co.uk/zhongwen/simp/index.xml", evidence="seen"),
        Feed(url="https://www.bbc.co.uk/zhongwen/trad/index.xml", evidence="seen"),
    ),
    twins=(("/simp", "/trad"),),
    ownership="A public corporation, under a Royal Charter of the United Kingdom.",
    ownership_source="https://assets.documentcloud.org/documents/3011300/CBC-BBC-comparison.txt",
)
