"""南島日報, Sydney: hand-made tables in Big5-HKSCS, listing pages, stories over several pages, dates to the day."""

from html import escape

from tests.newsroom import site
from tests.newsroom.site import Answer, Ask, fill, link
from tests.newsroom.story import Picture, Story, stories

SLUG = "nandao"
NAME = "南島日報"
SECTIONS = {"僑社": "community", "澳洲": "australia", "紐西蘭": "newzealand", "副刊": "feature"}
PER_PAGE = 8
_CHARSET = "text/html; charset=big5"


def path(story: Story, number: int = 1) -> str:
    """Where a page of a story lives on the site."""
    further = f"_{number}" if number > 1 else ""
    return f"/news/{story.published:%Y%m%d}/a{story.number:03}{further}.html"


def image_path(story: Story, file: str) -> str:
    """Where a picture lives on the site."""
    return f"/photo/{story.published:%Y%m}/{file}"


def answer(ask: Ask) -> Answer:
    """The site's answer to a request."""
    return site.answer(_ROUTES, ask) or _not_found(ask)


def _stories(ask: Ask) -> tuple[Story, ...]:
    return stories(SLUG, ask.edition)


def _page(ask: Ask, title: str, main: str, status: int = 200) -> Answer:
    newest = _stories(ask)
    html = fill(
        "nandao/page.html",
        title=escape(title),
        menu="　|　".join(link(f"/news/{slug}.html", name) for name, slug in SECTIONS.items()),
        ticker="　◆　".join(link(path(s), s.headline) for s in newest[:3]),
        popular="<br>".join(f"◇{link(path(s), s.headline)}" for s in newest[3:7]),
        main=main,
    )
    return Answer(html.encode("big5hkscs"), _CHARSET, status)


def _not_found(ask: Ask) -> Answer:
    return _page(ask, NAME, "<b>沒有這一頁</b><br>網址可能打錯了，請由首頁再找。", status=404)


def _article(ask: Ask, number: str | None) -> Answer | None:
    shown = int(number or 1)
    for story in _stories(ask):
        if path(story, shown) == ask.path and shown <= len(story.pages):
            return _page(ask, f"{NAME} - {story.headline}", _main(ask, story, shown))
    return None


def _main(ask: Ask, story: Story, shown: int) -> str:
    roc_year = story.published.year - 1911
    source = f"來源：{story.agency}" if story.agency else None
    others = [s for s in _stories(ask) if s is not story][:5]
    return fill(
        "nandao/article.html",
        section=story.section,
        section_slug=SECTIONS[story.section],
        headline=escape(story.headline),
        published=f"中華民國{roc_year}年{story.published:%-m月%-d日}",
        byline=escape("　".join(filter(None, (story.byline, source)))),
        text=_text(story, shown),
        pager=_pager(story, shown),
        others="<br>\n".join(f"◎{link(path(s), s.headline)}" for s in others),
    )


def _text(story: Story, shown: int) -> str:
    lines = []
    lead_in = (story.lead_in or "") if shown == 1 else ""
    for part in story.pages[shown - 1]:
        if isinstance(part, Picture):
            lines.append(_figure(story, part))
        else:
            lines.append(f"　　{escape(lead_in + part, quote=False)}<br><br>")
            lead_in = ""
    return "\n".join(lines)


def _figure(story: Story, shown: Picture) -> str:
    credit = f"（{shown.credit}攝）" if shown.credit else ""
    return (
        f'<table width="300" align="center"><tr><td><img src="{image_path(story, shown.file)}" width="300"></td></tr>'
        f'<tr><td class="small">{escape(shown.caption + credit, quote=False)}</td></tr></table>'
    )


def _pager(story: Story, shown: int) -> str:
    """Links to the pages of a story that has more than one."""
    count = len(story.pages)
    if count == 1:
        return ""
    before = [link(path(story, shown - 1), "上一頁")] if shown > 1 else []
    numbers = [str(n) if n == shown else link(path(story, n), str(n)) for n in range(1, count + 1)]
    after = [link(path(story, shown + 1), "下一頁")] if shown < count else []
    return f"共{count}頁 " + " ".join(before + numbers + after)


def _listing(ask: Ask, slug: str) -> Answer | None:
    section = next((name for name, known in SECTIONS.items() if known == slug), None)
    if section is None and slug != "index":
        return None
    shown = [s for s in _stories(ask) if section in {None, s.section}]
    number = ask.query.get("page", "1")
    pages = max(-(-len(shown) // PER_PAGE), 1)
    if not number.isdecimal() or not 1 <= int(number) <= pages:
        return None
    page = int(number)
    rows = "\n".join(
        f'<tr><td class="list">◇{link(path(s), s.headline)}</td><td class="small">{s.published:%-m月%-d日}</td></tr>'
        for s in shown[(page - 1) * PER_PAGE : page * PER_PAGE]
    )
    before = [link(f"{ask.path}?page={page - 1}", "上一頁")] if page > 1 else []
    after = [link(f"{ask.path}?page={page + 1}", "下一頁")] if page < pages else []
    pager = " ".join([*before, f"第{page}頁／共{pages}頁", *after])
    return _page(
        ask, f"{NAME} - {section or '最新消息'}", f'<table width="100%">{rows}</table><div class="small">{pager}</div>'
    )


def _home(ask: Ask) -> Answer:
    rows = "<br><br>\n".join(
        f"<b>{link(path(s), s.headline)}</b><br>{escape(s.paragraphs[0][:50])}……" for s in _stories(ask)[:PER_PAGE]
    )
    return _page(ask, f"{NAME} 首頁", f"{rows}<br><br>{link('/news/index.html', '更多新聞')}")


def _robots(ask: Ask) -> Answer:
    return site.plain("User-agent: *\nDisallow: /admin/\n")


_ROUTES: tuple[site.Route, ...] = (
    (r"/", _home),
    (r"/news/([a-z]+)\.html", _listing),
    (r"/news/\d{8}/a\d+(?:_(\d+))?\.html", _article),
    (r"/photo/\S+\.png", site.picture),
    (r"/robots\.txt", _robots),
)
