"""The largest Chinese daily of North America; a story may stand under several category numbers."""

from crawler.outlet import Listing, Outlet

OUTLET = Outlet(
    name="世界日報",
    name_en="World Journal",
    home="https://www.worldjournal.com/",
    place="New York",
    serves=("Los Angeles", "San Francisco", "Texas", "Canada"),
    tier="national",
    script="Hant",
    article=r"https?://www\.worldjournal\.com/wj/story/\d+/\d+(?:\?from=\w+)?$",
    examples=(
        "https://www.worldjournal.com/wj/story/121359/9146300",
        "https://www.worldjournal.com/wj/story/121172/9325915",
    ),
    sources=(
        Listing(url="https://www.worldjournal.com/wj/cate/breaking", evidence="seen"),
        Listing(url="https://www.worldjournal.com/wj/cate/breaking/121010", evidence="seen"),
    ),
    body=".article-content__paragraph",
)
