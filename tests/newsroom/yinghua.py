"""樱花侨报, Tokyo: a static site in UTF-8 whose lists are JSON files; every story has a print view besides."""

import json
from collections.abc import Iterable
from html import escape

from tests.newsroom import site
from tests.newsroom.site import Answer, Ask, fill, items, link
from tests.newsroom.story import Story, stories

SLUG = "yinghua"
NAME = "樱花侨报"
SECTIONS = {"华人社会": "huaren", "日本": "riben", "留学": "liuxue", "生活": "shenghuo", "文化": "wenhua"}
PER_LIST = 8
_HTML = "text/html; charset=utf-8"


def path(story: Story) -> str:
    """Where a story lives on the site."""
    return f"/{SECTIONS[story.section]}/{story.published:%Y-%m/%d}/c_{30000 + story.number}.html"


def image_path(story: Story, file: str) -> str:
    """Where a picture lives on the site."""
    return f"/static/img/{story.published:%Y%m%d}/{file}"


def answer(ask: Ask) -> Answer:
    """The site's answer to a request."""
    return site.answer(_ROUTES, ask) or _not_found(ask)


def _stories(ask: Ask) -> tuple[Story, ...]:
    return stories(SLUG, ask.edition)


def _page(ask: Ask, title: str, crumb: str, main: str, head: str = "", status: int = 200) -> Answer:
    html = fill(
        "yinghua/page.html",
        title=escape(title),
        head=head,
        menu=items(link(f"/{slug}/", name) for name, slug in SECTIONS.items()),
        crumb=crumb,
        main=main,
        hot=_links(stories(SLUG, 1)[6:12]),
    )
    return Answer(html.encode(), _HTML, status)


def _links(shown: Iterable[Story]) -> str:
    return items(link(path(s), s.headline) for s in shown)


def _not_found(ask: Ask) -> Answer:
    return _page(ask, "页面走丢了", "404", "<p>页面走丢了，三秒后带您回首页。</p>", status=404)


def _article(ask: Ask) -> Answer | None:
    for story in _stories(ask):
        if path(story) == ask.path:
            crumb = f"{link(f'/{SECTIONS[story.section]}/', story.section)} » 正文"
            return _page(ask, f"{story.headline}-{NAME}", crumb, _main(ask, story), _head(ask, story))
    return None


def _head(ask: Ask, story: Story) -> str:
    lines = [
        f'<link rel="canonical" href="{ask.base}{path(story)}">',
        f'<meta name="publishdate" content="{story.published.isoformat()}">',
        f'<meta property="og:title" content="{escape(story.headline)}">',
        f'<meta property="og:type" content="article"><meta property="og:site_name" content="{NAME}">',
        f'<meta name="description" content="{escape(story.paragraphs[0][:60])}">',
    ]
    return "\n".join(lines)


def _main(ask: Ask, story: Story) -> str:
    near = [s for s in stories(SLUG, 1) if s.section == story.section and s.name != story.name][-3:]
    return fill(
        "yinghua/article.html",
        headline=escape(story.headline),
        published=f"{story.published:%Y/%m/%d %H:%M}",
        source=story.agency or NAME,
        byline=f'<span class="author">{escape(story.byline)}</span>' if story.byline else "",
        print=f"/print/c_{30000 + story.number}.html",
        deck=f'<p class="summary">{escape(story.deck)}</p>' if story.deck else "",
        text=_text(ask, story),
        editor=f"编辑：{story.editor}" if story.editor else "",
        tags=" ".join(f'<a href="/tag/{escape(tag)}">{escape(tag)}</a>' for tag in story.tags),
        related=_links(near),
    )


def _text(ask: Ask, story: Story) -> str:
    lines = []
    lead_in = story.lead_in or ""
    for part in story.parts:
        if isinstance(part, str):
            lines.append(f"<p>{escape(lead_in + part, quote=False)}</p>")
            lead_in = ""
        else:
            credit = f"　图片来源：{part.credit}" if part.credit else ""
            lines.append(
                f'<div class="figure"><img src="{ask.base}{image_path(story, part.file)}" alt="{escape(part.caption)}">'
                f'<p class="figure-note">{escape(part.caption + credit, quote=False)}</p></div>'
            )
    return "\n".join(lines)


def _print(ask: Ask, number: str) -> Answer | None:
    for story in _stories(ask):
        if 30000 + story.number == int(number):
            html = fill(
                "yinghua/print.html",
                headline=escape(story.headline),
                url=ask.base + path(story),
                published=f"{story.published:%Y/%m/%d %H:%M}",
                byline=escape(story.byline or ""),
                text=_text(ask, story),
            )
            return Answer(html.encode(), _HTML)
    return None


def _list(ask: Ask, number: str) -> Answer | None:
    """A JSON file of the newest stories, eight a file."""
    every = _stories(ask)
    page, pages = int(number), -(-len(every) // PER_LIST)
    if not 1 <= page <= pages:
        return None
    rows = [
        {
            "id": 30000 + s.number,
            "title": s.headline,
            "url": path(s),
            "column": s.section,
            "pubtime": s.published.isoformat(),
            "summary": s.paragraphs[0][:40] + "……",
            "thumb": image_path(s, s.pictures[0].file) if s.pictures else None,
        }
        for s in every[(page - 1) * PER_LIST : page * PER_LIST]
    ]
    told = {"code": 0, "msg": "ok", "data": {"page": page, "pages": pages, "list": rows}}
    return Answer(json.dumps(told, ensure_ascii=False).encode(), "application/json")


def _section(ask: Ask, slug: str = "") -> Answer | None:
    section = next((name for name, known in SECTIONS.items() if known == slug), None)
    if slug and section is None:
        return None
    shown = [s for s in _stories(ask) if section in {None, s.section}]
    more = '<p><a href="/json/list_1.json" data-page="1">点击加载更多</a></p>'
    main = f'<ul class="news-list">\n{_links(shown[:12])}\n</ul>\n{more}'
    return _page(ask, f"{section or '在日华人的中文新闻'}-{NAME}", section or "", main)


def _robots(ask: Ask) -> Answer:
    return site.plain("User-agent: *\nDisallow: /cms/\n")


_ROUTES: tuple[site.Route, ...] = (
    (r"/", _section),
    (r"/([a-z]+)/", _section),
    (r"/[a-z]+/\d{4}-\d\d/\d\d/c_\d+\.html", _article),
    (r"/print/c_(\d+)\.html", _print),
    (r"/json/list_(\d+)\.json", _list),
    (r"/static/img/\S+\.png", site.picture),
    (r"/robots\.txt", _robots),
)
