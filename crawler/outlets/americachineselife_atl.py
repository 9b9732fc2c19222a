"""A plug-in converts pages to traditional script at /zh-tw/."""

from crawler.conventions import a_post
from crawler.outlet import Outlet

OUTLET = Outlet(
    name="亞特蘭大華人生活網",
    name_en="Atlanta America Chinese Life",
    home="https://atlanta.americachineselife.com/",
    place="Atlanta",
    tier="community",
    script="both",
    platform="wordpress",
    article=a_post("atlanta.americachineselife.com", r"(?!zh-(?:tw|cn)/?$)[^/?#]+", under="(?:zh-(?:tw|cn)/)?"),
    examples=(
        "https://atlanta.americachineselife.com/zh-tw/%e4%ba%9a%e7%89%b9%e5%85%b0%e5%a4%a7%e5%8d%8e%e4%ba%ba%e6%b4%bb%e5%8a%a8%e4%b8%ad%e5%bf%83%e4%b8%be%e5%8a%9e%e7%ac%ac40%e5%b1%8a%e6%98%a5%e5%ae%b4",
    ),
)
