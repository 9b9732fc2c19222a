"""A story's text is held in a script of its page, not in its markup."""

from crawler.outlet import Listing, Outlet

OUTLET = Outlet(
    name="加拿大国际广播电台",
    name_en="Radio Canada International Chinese",
    home="https://ici.radio-canada.ca/rci/zh-hans",
    place="Montréal",
    serves=("Chinese readers worldwide",),
    tier="broadcaster",
    script="both",
    article=r"https?://ici\.radio-canada\.ca/rci/zh[-_]han[st]/[^/?#]+/\d+(?:/[^/?#]*)?$",
    sources=(Listing(url="https://ici.radio-canada.ca/rci/zh_hans/最新新闻", evidence="seen"),),
    browser=True,
    ownership="Of CBC/Radio-Canada, the public broadcaster of Canada, a Crown corporation.",
    ownership_source="https://statemediamonitor.com/2023/08/canadian-broadcasting-corporation-radio-canada-cbc/",
)
