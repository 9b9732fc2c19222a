"""風斜週報, Toronto: a few good stories among pages that are broken, each in its own way. For tests only."""

from html import escape

from tests.newsroom import site
from tests.newsroom.site import Answer, Ask, fill, items, link
from tests.newsroom.story import Story, stories

SLUG = "fengxie"
NAME = "風斜週報"

# What each broken page of the list is; all of them look like stories from outside.
BROKEN = {
    "/news/901.html": "a PDF",
    "/news/902.html": "no body at all",
    "/news/903.html": "cut off: shorter than its Content-Length",
    "/news/904.html": "a list of links, no article",
    "/news/905.html": "403",
    "/news/906.html": "410",
    "/news/907.html": "500",
    "/news/908.html": "200, but it says that there is no such page",
    "/news/909.html": "forbidden by robots.txt; 200 to those who ask all the same",
    "/news/910.html": "404",
}

# Stories that are good, but come in an odd way.
MISLABELLED = "mislabelled"  # in Big5, while header and meta say UTF-8
BUSY = "busy"  # answers 429 with Retry-After: 1 when asked for the first time

_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)


def path(story: Story) -> str:
    """Where a story lives on the site."""
    return f"/news/{100 + story.number}.html"


def image_path(story: Story, file: str) -> str:
    """Where a picture lives on the site."""
    return f"/images/{story.number}/{file}"


def answer(ask: Ask) -> Answer:
    """The site's answer to a request."""
    return site.answer(_ROUTES, ask) or _page("查無此頁", "<h1>查無此頁</h1>", status=404)


def _page(title: str, main: str, status: int = 200) -> Answer:
    return Answer(fill("fengxie/page.html", title=escape(title), main=main).encode(), status=status)


def _home(ask: Ask) -> Answer:
    good = [link(path(s), s.headline) for s in stories(SLUG, ask.edition)]
    bad = [link(at, f"本週要聞之{number}") for number, at in enumerate(BROKEN, 1)]
    return _page(NAME, f'<ul class="stories">\n{items(good + bad)}\n</ul>')


def _sitemap(ask: Ask) -> Answer:
    paths = [path(s) for s in stories(SLUG, ask.edition)] + list(BROKEN)
    rows = "".join(f"<url><loc>{ask.base}{at}</loc></url>" for at in paths)
    return site.xml(f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>')


def _news(ask: Ask) -> Answer | None:
    for story in stories(SLUG, ask.edition):
        if path(story) == ask.path:
            return _story(ask, story)
    return None


def _story(ask: Ask, story: Story) -> Answer:
    whole = _page(f"{story.headline} | {NAME}", _text(story))
    if story.name == MISLABELLED:
        return Answer(whole.body.decode().encode("big5hkscs"))
    if story.name == BUSY and ask.earlier == 0:
        return Answer("<h1>請稍候再試</h1>".encode(), status=429, headers={"Retry-After": "1"})
    return whole


def _text(story: Story) -> str:
    paragraphs = "\n".join(f"<p>{escape(text, quote=False)}</p>" for text in story.paragraphs)
    moment = story.published.isoformat(timespec="minutes")
    return (
        f"<nav class='breadcrumb'>首頁 &gt; {story.section} &gt; 內文</nav>\n"
        f"<article><h1>{escape(story.headline)}</h1>\n<p class='byline'>{story.byline or ''}</p>\n"
        f"<time datetime='{moment}'>{story.published:%Y年%-m月%-d日 %H:%M}</time>\n"
        f"<div class='body'>\n{paragraphs}\n</div></article>"
    )


def _broken(ask: Ask, number: str) -> Answer:
    whole = _page(f"編輯部公告 | {NAME}", _text(stories(SLUG, ask.edition)[0])).body
    answers = {
        "901": Answer(_PDF, "application/pdf"),
        "902": Answer(b""),
        "903": Answer(whole[:700], claimed_length=len(whole)),
        "904": _home(ask),
        "905": _page("禁止進入", "<h1>禁止進入</h1><p>本頁只供會員閱讀。</p>", status=403),
        "906": _page("已刪除", "<h1>文章已刪除</h1>", status=410),
        "907": Answer("資料庫連線失敗".encode(), "text/plain; charset=utf-8", status=500),
        "908": _page(NAME, "<h1>頁面不存在</h1><p>你要看的頁面不存在或已被移除，五秒後返回首頁。</p>"),
        "909": _page(f"編輯部內參 | {NAME}", "<article><h1>編輯部內參</h1><p>這一頁請勿收錄。</p></article>"),
    }
    return answers[number]


def _robots(ask: Ask) -> Answer:
    return site.plain(f"User-agent: *\nDisallow: /news/909.html\nSitemap: {ask.base}/sitemap.xml\n")


_ROUTES: tuple[site.Route, ...] = (
    (r"/", _home),
    (r"/sitemap\.xml", _sitemap),
    (r"/news/(90[1-9])\.html", _broken),
    (r"/news/\d+\.html", _news),
    (r"/images/\S+\.png", site.picture),
    (r"/robots\.txt", _robots),
)
