"""Its theme puts the words article_img before captions."""

from crawler.outlet import Outlet

OUTLET = Outlet(
    name="新欧洲",
    name_en="Xinouzhou",
    home="https://www.xinouzhou.com/",
    place="France",
    serves=("Europe",),
    tier="portal",
    script="Hans",
    platform="wordpress",
    article=r"https?://www\.xinouzhou\.com/detail-\d+\.html$",
    examples=("https://www.xinouzhou.com/detail-770160.html",),
    note="Republishes 欧洲时报.",
)
