"""Prints dates as 6/16/2021 10:23:49 PM. Called 日本新华侨报 until June 2021."""

from crawler.outlet import Listing, Outlet

OUTLET = Outlet(
    name="日本华侨报",
    name_en="Japan Overseas Chinese News",
    home="http://www.jnocnews.co.jp/",
    place="Japan",
    tier="national",
    script="Hans",
    article=r"https?://(?:www\.)?jnocnews\.co\.jp/news/show\.aspx\?id=\d+$",
    examples=("http://jnocnews.co.jp/news/show.aspx?id=105824",),
    sources=(Listing(url="http://www.jnocnews.co.jp/"),),
    alive_on="2021-06-16",
)
