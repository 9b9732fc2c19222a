"""港灣華報, Vancouver: WordPress in traditional script, with feed, REST API and sitemaps."""

import json
from collections.abc import Iterable
from html import escape

from tests.newsroom import gangwan_api as api
from tests.newsroom import site
from tests.newsroom.gangwan_api import CATEGORIES, NAME, PER_PAGE, SLUG, path
from tests.newsroom.site import Answer, Ask, fill, items, link
from tests.newsroom.story import Story, stories


def answer(ask: Ask) -> Answer:
    """The site's answer to a request."""
    return site.answer(_ROUTES, ask) or _not_found(ask)


def _stories(ask: Ask) -> tuple[Story, ...]:
    return stories(SLUG, ask.edition)


def _page(ask: Ask, title: str, main: str, head: str = "", status: int = 200) -> Answer:
    newest = _stories(ask)
    menu = items(link(f"{ask.base}/category/{slug}/", name) for name, (slug, _) in CATEGORIES.items())
    html = fill(
        "gangwan/page.html",
        base=ask.base,
        title=escape(title),
        head=head,
        menu=menu,
        mega=items(link(ask.base + path(s), s.headline) for s in newest[2:6]),
        recent=items(link(ask.base + path(s), s.headline) for s in newest[:5]),
        main=main,
    )
    return Answer(html.encode(), status=status)


def _not_found(ask: Ask) -> Answer:
    main = "<section class='error-404 not-found'><h1>糟糕，這一頁不見了</h1><p>試試用右邊的搜尋欄？</p></section>"
    return _page(ask, f"找不到網頁 - {NAME}", main, status=404)


def _article(ask: Ask, day: str, name: str) -> Answer | None:
    for story in _stories(ask):
        if path(story) == f"/{day}/{name}/":
            return _page(ask, f"{story.headline} - {NAME}", _main(ask, story), _head(ask, story))
    return None


def _main(ask: Ask, story: Story) -> str:
    every = _stories(ask)
    at = every.index(story)
    category, _ = CATEGORIES[story.section]
    related = [s for s in every if s.section == story.section and s is not story][:3]
    near = [s for s in (every[at - 1] if at else None, every[at + 1] if at + 1 < len(every) else None) if s]
    return fill(
        "gangwan/article.html",
        base=ask.base,
        number=str(1000 + story.number),
        category=category,
        section=story.section,
        headline=escape(story.headline),
        deck=f'<p class="entry-subtitle">{escape(story.deck)}</p>' if story.deck else "",
        published_iso=story.published.isoformat(),
        published=f"{story.published:%Y年%-m月%-d日 %H:%M}",
        text=api.text(ask, story),
        related="\n".join(
            f'<div class="jp-relatedposts-post">{link(ask.base + path(s), s.headline)}'
            f"<p>{escape(s.paragraphs[0][:40])}…</p></div>"
            for s in related
        ),
        tags="、".join(f'<a href="{ask.base}/tag/{escape(t)}/" rel="tag">{escape(t)}</a>' for t in story.tags),
        neighbours=" ".join(link(ask.base + path(s), s.headline) for s in near),
    )


def _head(ask: Ask, story: Story) -> str:
    url = ask.base + path(story)
    changed = story.modified or story.published
    ld = {
        "@context": "https://schema.org",
        "@graph": [
            {
                "@type": "NewsArticle",
                "headline": story.headline,
                "url": url,
                "datePublished": api.gmt(story.published) + "+00:00",
                "dateModified": api.gmt(changed) + "+00:00",
                "author": [{"@type": "Person", "name": name} for name in story.authors],
                "publisher": {"@type": "Organization", "name": NAME},
                "articleSection": [story.section],
                "keywords": list(story.tags),
                "inLanguage": "zh-Hant",
            },
            {"@type": "WebSite", "name": NAME, "url": f"{ask.base}/"},
        ],
    }
    return "\n".join(
        [
            f'<link rel="canonical" href="{url}" />',
            '<meta property="og:type" content="article" />',
            f'<meta property="og:title" content="{escape(story.headline)}" />',
            f'<meta property="og:site_name" content="{NAME}" /><meta property="og:url" content="{url}" />',
            f'<meta property="article:published_time" content="{api.gmt(story.published)}+00:00" />',
            f'<meta property="article:modified_time" content="{api.gmt(changed)}+00:00" />',
            f'<script type="application/ld+json">{json.dumps(ld, ensure_ascii=False)}</script>',
        ]
    )


def _archive(title: str, ask: Ask, shown: Iterable[Story]) -> Answer:
    main = "\n".join(
        f'<article class="hentry"><h2 class="entry-title">{link(ask.base + path(s), s.headline)}</h2>'
        f"<p>{escape(s.paragraphs[0][:60])}… {link(ask.base + path(s), '繼續閱讀')}</p></article>"
        for s in shown
    )
    return _page(ask, title, f'<h1 class="page-title">{escape(title)}</h1>\n{main}')


def _home(ask: Ask, number: str = "1") -> Answer | None:
    shown = _stories(ask)[(int(number) - 1) * PER_PAGE : int(number) * PER_PAGE]
    return _archive(NAME, ask, shown) if shown else None


def _category(ask: Ask, slug: str) -> Answer | None:
    for section, (known, _) in CATEGORIES.items():
        if known == slug:
            return _archive(f"{section} - {NAME}", ask, [s for s in _stories(ask) if s.section == section])
    return None


def _robots(ask: Ask) -> Answer:
    return site.plain(
        f"User-agent: *\nDisallow: /wp-admin/\nAllow: /wp-admin/admin-ajax.php\n\nSitemap: {ask.base}/wp-sitemap.xml\n"
    )


_ROUTES: tuple[site.Route, ...] = (
    (r"/", _home),
    (r"/page/(\d+)/", _home),
    (r"/category/([a-z-]+)/", _category),
    (r"/(\d{4}/\d\d/\d\d)/([a-z0-9-]+)/", _article),
    (r"/feed/", api.feed),
    (r"/wp-json/wp/v2/posts", api.posts),
    (r"/wp-json/wp/v2/categories", api.categories),
    (r"/wp-sitemap\.xml", api.sitemap_index),
    (r"/wp-sitemap-posts-post-1\.xml", api.sitemap_posts),
    (r"/wp-sitemap-taxonomies-category-1\.xml", api.sitemap_categories),
    (r"/wp-content/uploads/\S+\.png", site.picture),
    (r"/robots\.txt", _robots),
)
