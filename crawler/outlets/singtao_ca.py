"""City hosts share one WordPress; `?variant=` pages are converted by machine."""

from crawler.outlet import Feed, Listing, Outlet

OUTLET = Outlet(
    name="星島日報（加拿大）",
    name_en="Sing Tao Daily Canada",
    home="https://www.singtao.ca/",
    place="Toronto",
    serves=("Vancouver", "Calgary"),
    tier="national",
    script="Hant",
    platform="wordpress",
    hosts=("www.singtao.ca", "singtao.ca", "toronto.singtao.ca", "vancouver.singtao.ca", "calgary.singtao.ca"),
    article=r"https?://(?:www|toronto|vancouver|calgary)\.singtao\.ca/\d+/\d{4}-\d\d-\d\d/(?:news|post)-[^/?#]+/?(?:\?variant=zh-\w+)?$",
    examples=(
        "https://www.singtao.ca/6373478/2023-09-13/news-小米「小愛同學」疑故障++問什麼都答：「中國是當之無愧的民主國家」/?variant=zh-hk",
    ),
    sources=(
        Listing(url="https://www.singtao.ca/category/55-多倫多社區/?page={page}", pages=3, evidence="seen"),
        Feed(url="https://www.singtao.ca/rss_feed/"),
    ),
)
