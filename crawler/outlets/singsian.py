"""Named in a history of Bangkok's Chinese press; its address is hearsay."""

from crawler.outlet import Outlet

OUTLET = Outlet(
    name="星暹日報",
    name_en="Sing Sian Yer Pao",
    home="https://www.singsian.com/",
    place="Thailand",
    tier="national",
    script="both",
)
