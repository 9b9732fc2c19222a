"""Repeats copy of China News Service; no page with its name was seen, nor where it is made."""

from crawler.conventions import a_post
from crawler.outlet import Outlet

OUTLET = Outlet(
    name="hmguojiribao.com",
    home="https://hmguojiribao.com/",
    script="Hans",
    platform="wordpress",
    article=a_post("hmguojiribao.com", r"(?:\?p=)?\d+"),
    examples=("https://hmguojiribao.com/158693",),
    alive_on="2025-10-03",
)
