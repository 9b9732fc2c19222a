"""河畔时报, Paris: static pages in GB18030 that claim gb2312 and name no charset in the header; sitemaps."""

from collections.abc import Iterable
from html import escape
from zoneinfo import ZoneInfo

from tests.newsroom import site
from tests.newsroom.site import Answer, Ask, fill, items, link
from tests.newsroom.story import EDITIONS, ZONES, Story, stories

SLUG = "hepan"
NAME = "河畔时报"
SECTIONS = {"侨社": "qiaoshe", "法国": "faguo", "意大利": "yidali", "经济": "jingji", "服务": "fuwu"}
_WEEKDAYS = "一二三四五六日"


def path(story: Story) -> str:
    """Where a story lives on the site."""
    return f"/html/{SECTIONS[story.section]}/{story.published:%Y/%m%d}/{2000 + story.number}.html"


def image_path(story: Story, file: str) -> str:
    """Where a picture lives on the site."""
    return f"/uploads/allimg/{story.published:%y%m%d}/{file}"


def answer(ask: Ask) -> Answer:
    """The site's answer to a request."""
    return site.answer(_ROUTES, ask) or _not_found(ask)


def _stories(ask: Ask) -> tuple[Story, ...]:
    return stories(SLUG, ask.edition)


def _page(ask: Ask, title: str, place: str, main: str, story: Story | None = None, status: int = 200) -> Answer:
    newest = _stories(ask)
    now = EDITIONS[ask.edition].astimezone(ZoneInfo(ZONES[SLUG]))
    html = fill(
        "hepan/page.html",
        title=escape(title),
        keywords=escape(",".join(story.tags) if story else NAME),
        description=escape(story.paragraphs[0][:70] if story else "旅欧华人的中文日报"),
        clock=f"{now:%Y年%m月%d日} 星期{_WEEKDAYS[now.weekday()]} {now:%H:%M:%S}",
        menu=" ".join(link(f"/html/{slug}/", name) for name, slug in SECTIONS.items()),
        place=place,
        main=main,
        recommended=_links(newest[1:6]),
        popular=_links(newest[4:9]),
    )
    return Answer(html.encode("gb18030"), "text/html", status)


def _links(shown: Iterable[Story]) -> str:
    return items(link(path(s), s.headline) for s in shown)


def _not_found(ask: Ask) -> Answer:
    return _page(ask, "找不到网页", "出错了", "<p>您要看的网页已经搬家，或者从来没有来过。</p>", status=404)


def _article(ask: Ask) -> Answer | None:
    every = _stories(ask)
    for at, story in enumerate(every):
        if path(story) == ask.path:
            place = f"{link(f'/html/{SECTIONS[story.section]}/', story.section)} &gt; 正文"
            return _page(ask, f"{story.headline}_{story.section}_{NAME}", place, _main(every, at), story)
    return None


def _main(every: tuple[Story, ...], at: int) -> str:
    story = every[at]
    related = [s for s in every if s.section == story.section and s is not story][:4]
    return fill(
        "hepan/article.html",
        headline=escape(story.headline),
        published=f"{story.published:%Y-%m-%d %H:%M}",
        source=story.agency or NAME,
        author=story.byline or "",
        hits=str(300 + 37 * story.number % 900),
        text=_text(story),
        editor=f'<p class="editor">(责任编辑：{story.editor})</p>' if story.editor else "",
        previous=link(path(every[at + 1]), every[at + 1].headline) if at + 1 < len(every) else "没有了",
        next=link(path(every[at - 1]), every[at - 1].headline) if at else "没有了",
        related=_links(related),
    )


def _text(story: Story) -> str:
    lines = []
    lead_in = story.lead_in or ""
    for part in story.parts:
        if isinstance(part, str):
            lines.append(f"<p>　　{escape(lead_in + part, quote=False)}</p>")
            lead_in = ""
        else:
            credit = f"（摄影：{part.credit}）" if part.credit else ""
            lines.append(
                f'<p align="center"><img src="{image_path(story, part.file)}" alt="{escape(part.caption)}" /></p>'
                f'<p class="pic" align="center">{escape(part.caption + credit, quote=False)}</p>'
            )
    return "\n".join(lines)


def _list(ask: Ask, slug: str | None = None) -> Answer | None:
    section = next((name for name, known in SECTIONS.items() if known == slug), None)
    if slug and section is None:
        return None
    shown = [s for s in _stories(ask) if section in {None, s.section}]
    rows = items(f"{link(path(s), s.headline)} <span>{s.published:%m-%d}</span>" for s in shown[:30])
    return _page(ask, f"{section or '主页'}_{NAME}", section or "今日要闻", f'<ul class="e2">\n{rows}\n</ul>')


def _sitemap_index(ask: Ask) -> Answer:
    months = sorted({f"{s.published:%Y-%m}" for s in _stories(ask)})
    names = [f"/sitemap-{month}.xml" for month in months] + ["/sitemap-news.xml", "/sitemap-pages.xml"]
    rows = "".join(f"<sitemap><loc>{ask.base}{name}</loc></sitemap>" for name in names)
    return site.xml(f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</sitemapindex>')


def _sitemap_month(ask: Ask, month: str) -> Answer | None:
    rows = [
        f"<url><loc>{ask.base}{path(s)}</loc><lastmod>{(s.modified or s.published).isoformat()}</lastmod></url>"
        for s in _stories(ask)
        if f"{s.published:%Y-%m}" == month
    ]
    urls = "\n".join(rows)
    return (
        site.xml(f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{urls}\n</urlset>') if rows else None
    )


def _sitemap_news(ask: Ask) -> Answer:
    """The stories of the last three days with headline and moment: in GB18030, as the pages are."""
    now = EDITIONS[ask.edition]
    rows = "\n".join(
        f"<url><loc>{ask.base}{path(s)}</loc><news:news><news:publication><news:name>{NAME}</news:name>"
        f"<news:language>zh-cn</news:language></news:publication>"
        f"<news:publication_date>{s.published.isoformat()}</news:publication_date>"
        f"<news:title>{escape(s.headline)}</news:title></news:news></url>"
        for s in _stories(ask)
        if (now - s.published).days < 3
    )
    return site.xml(
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">\n{rows}\n</urlset>',
        encoding="GB18030",
        content_type="text/xml",
    )


def _sitemap_pages(ask: Ask) -> Answer:
    rows = "".join(f"<url><loc>{ask.base}/html/{slug}/</loc></url>" for slug in SECTIONS.values())
    return site.xml(f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>')


def _robots(ask: Ask) -> Answer:
    return site.plain(f"User-agent: *\nDisallow: /dede/\nDisallow: /member/\nSitemap: {ask.base}/sitemap.xml\n")


_ROUTES: tuple[site.Route, ...] = (
    (r"/", _list),
    (r"/html/([a-z]+)/", _list),
    (r"/html/[a-z]+/\d{4}/\d{4}/\d+\.html", _article),
    (r"/sitemap\.xml", _sitemap_index),
    (r"/sitemap-(\d{4}-\d\d)\.xml", _sitemap_month),
    (r"/sitemap-news\.xml", _sitemap_news),
    (r"/sitemap-pages\.xml", _sitemap_pages),
    (r"/uploads/allimg/\S+\.png", site.picture),
    (r"/robots\.txt", _robots),
)
