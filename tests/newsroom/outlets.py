"""The newsroom's outlets as a contributor would declare them, each at the address where it is served."""

import re
from collections.abc import Callable
from dataclasses import replace

from crawler.outlet import Feed, JsonList, Listing, Outlet, Sitemap, WordPress
from tests.newsroom.server import HOST, PORTS, Newsroom


def gangwan(base: str) -> Outlet:
    """港灣華報 Harbour Chinese Post, Vancouver. WordPress; traditional script."""
    return Outlet(
        name="港灣華報",
        name_en="Harbour Chinese Post",
        home=f"{base}/",
        country="CA",
        place="Vancouver",
        script="Hant",
        timezone="America/Vancouver",
        platform="wordpress",
        article=re.escape(base) + r"/\d{4}/\d\d/\d\d/[a-z0-9-]+/$",
        hosts=(HOST,),
        sources=(
            Feed(url=f"{base}/feed/", evidence="seen"),
            WordPress(url=f"{base}/", evidence="seen"),
            Sitemap(url=f"{base}/wp-sitemap.xml", follow="posts-post", evidence="seen"),
        ),
        drop=(".site-disclaimer",),
    )


def hepan(base: str) -> Outlet:
    """河畔时报 Riverside Chinese Times, Paris. Static pages in GB18030; simplified script."""
    return Outlet(
        name="河畔时报",
        name_en="Riverside Chinese Times",
        home=f"{base}/",
        country="FR",
        place="Paris",
        script="Hans",
        timezone="Europe/Paris",
        platform="dedecms",
        article=re.escape(base) + r"/html/[a-z]+/\d{4}/\d{4}/\d+\.html$",
        hosts=(HOST,),
        sources=(Sitemap(url=f"{base}/sitemap.xml", follow=r"sitemap-(\d|news)", evidence="seen"),),
    )


def nandao(base: str) -> Outlet:
    """南島日報 South Island Chinese Daily, Sydney. Tables in Big5, stories over several pages; traditional script."""
    return Outlet(
        name="南島日報",
        name_en="South Island Chinese Daily",
        home=f"{base}/",
        country="AU",
        place="Sydney",
        script="Hant",
        timezone="Australia/Sydney",
        article=re.escape(base) + r"/news/\d{8}/a\d+\.html$",
        hosts=(HOST,),
        sources=(Listing(url=f"{base}/news/index.html?page={{page}}", links="td.list a", pages=3, evidence="seen"),),
        encoding="big5hkscs",
        body="td.story",
        paged="div.fenye a",
    )


def yinghua(base: str) -> Outlet:
    """樱花侨报 Sakura Chinese Post, Tokyo. Static site with JSON lists; simplified script."""
    return Outlet(
        name="樱花侨报",
        name_en="Sakura Chinese Post",
        home=f"{base}/",
        country="JP",
        place="Tokyo",
        script="Hans",
        timezone="Asia/Tokyo",
        article=re.escape(base) + r"/[a-z]+/\d{4}-\d\d/\d\d/c_\d+\.html$",
        hosts=(HOST,),
        sources=(
            JsonList(
                url=f"{base}/json/list_{{page}}.json",
                items="data.list",
                title="title",
                published="pubtime",
                pages=3,
                evidence="seen",
            ),
        ),
    )


def fengxie(base: str) -> Outlet:
    """風斜週報 Slanting Wind Weekly, Toronto. Everything that can go wrong with a page; traditional script."""
    return Outlet(
        name="風斜週報",
        home=f"{base}/",
        country="CA",
        place="Toronto",
        script="Hant",
        timezone="America/Toronto",
        article=re.escape(base) + r"/news/\d+\.html$",
        hosts=(HOST,),
        sources=(
            Listing(url=f"{base}/", links="ul.stories a", evidence="seen"),
            Sitemap(url=f"{base}/sitemap.xml", evidence="seen"),
        ),
    )


_DECLARATIONS: dict[str, Callable[[str], Outlet]] = {
    "gangwan": gangwan,
    "hepan": hepan,
    "nandao": nandao,
    "yinghua": yinghua,
    "fengxie": fengxie,
}

OUTLETS = {slug: replace(declare(f"http://{HOST}:{PORTS[slug]}"), slug=slug) for slug, declare in _DECLARATIONS.items()}


def declared(newsroom: Newsroom) -> dict[str, Outlet]:
    """Slug → outlet for every outlet that a newsroom serves, at the ports it has."""
    return {slug: replace(_DECLARATIONS[slug](newsroom.url(slug, "")), slug=slug) for slug in newsroom.ports}
