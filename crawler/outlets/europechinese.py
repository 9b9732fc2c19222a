"""A featured story stands before older ones."""

from crawler.conventions import a_blogger_post
from crawler.outlet import Outlet

OUTLET = Outlet(
    name="歐洲動態",
    name_en="Europe Chinese",
    home="https://europechinese.blogspot.com/",
    serves=("Europe",),
    tier="community",
    script="Hant",
    platform="blogger",
    article=a_blogger_post("europechinese.blogspot.com"),
    examples=("https://europechinese.blogspot.com/2006/03/blog-post_1.html",),
)
