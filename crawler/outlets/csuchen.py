"""A forum that hides random letters in its text against copying."""

from crawler.outlet import Listing, Outlet

OUTLET = Outlet(
    name="人在德国",
    name_en="csuchen.de",
    home="http://csuchen.de/bbs/",
    place="Germany",
    tier="portal",
    script="Hans",
    platform="discuz",
    article=r"https?://csuchen\.de/bbs/viewthread\.php\?(?:[^#]*&)?tid=\d+$",
    examples=("http://csuchen.de/bbs/viewthread.php?extra=page%3D204%26amp%3Borderby%3Drecommends&tid=241178",),
    sources=(Listing(url="http://csuchen.de/bbs/"),),
)
