"""Its front page was seen, no article; that it runs on WordPress is a guess."""

from crawler.conventions import PATH, a_post
from crawler.outlet import Feed, Outlet

OUTLET = Outlet(
    name="芝加哥時報",
    name_en="Chicago Chinese Times",
    home="https://chicagochinesetimes.com/",
    place="Chicago",
    tier="community",
    script="Hant",
    article=a_post("chicagochinesetimes.com", PATH),
    sources=(Feed(url="https://chicagochinesetimes.com/feed/"),),
    note="Of the Southern News Group's family of papers.",
)
