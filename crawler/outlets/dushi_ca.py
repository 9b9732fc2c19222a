"""Every page is headed by a clock that shows the hour of the visit, not of publication."""

from crawler.conventions import PATH, a_post, wordpress
from crawler.outlet import Outlet

OUTLET = Outlet(
    name="加拿大都市網",
    name_en="Dushi",
    home="https://dushi.singtao.ca/",
    place="Toronto",
    serves=("Vancouver",),
    tier="portal",
    script="both",
    platform="wordpress",
    article=a_post("dushi.singtao.ca", PATH, under="(?:toronto|vancouver|calgary)/"),
    sources=(*wordpress("https://dushi.singtao.ca/toronto/"), *wordpress("https://dushi.singtao.ca/vancouver/")),
)
