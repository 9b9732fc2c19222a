"""What programs read of 港灣華報: its feed, REST API and sitemaps, as WordPress makes them."""

import json
from datetime import UTC, datetime
from html import escape
from typing import Any
from zoneinfo import ZoneInfo

from tests.newsroom import site
from tests.newsroom.site import Answer, Ask
from tests.newsroom.story import EDITIONS, ZONES, Story, stories

SLUG = "gangwan"
NAME = "港灣華報"
CATEGORIES = {
    "社區": ("community", 3),
    "市政": ("city-hall", 4),
    "校園": ("schools", 5),
    "生活": ("living", 6),
    "文化": ("culture", 7),
}
PER_PAGE = 10


def path(story: Story) -> str:
    """Where a story lives on the site."""
    return f"/{story.published:%Y/%m/%d}/{story.name}/"


def image_path(story: Story, file: str) -> str:
    """Where a picture lives on the site."""
    return f"/wp-content/uploads/{story.published:%Y/%m}/{file}"


def text(ask: Ask, story: Story) -> str:
    """What WordPress calls the content: paragraphs, figures, the byline as first line."""
    credit_line = story.credit_line or story.byline
    lines = [f"<p>{escape(credit_line, quote=False)}</p>"] if credit_line else []
    lead_in = story.lead_in or ""
    for part in story.parts:
        if isinstance(part, str):
            lines.append(f"<p>{escape(lead_in + part, quote=False)}</p>")
            lead_in = ""
        else:
            credit = f"（圖／{part.credit}）" if part.credit else ""
            lines.append(
                f'<figure class="wp-block-image size-large"><img loading="lazy" decoding="async" src="{ask.base}'
                f'{image_path(story, part.file)}" alt="" /><figcaption class="wp-element-caption">'
                f"{escape(part.caption + credit, quote=False)}</figcaption></figure>"
            )
    return "\n".join(lines)


def gmt(moment: datetime) -> str:
    """A moment in UTC without a zone, as WordPress writes it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")


def feed(ask: Ask) -> Answer:
    """The feed of the newest posts, with their whole text."""
    rows = "\n".join(
        f"<item><title>{escape(s.headline)}</title><link>{ask.base}{path(s)}</link>"
        f"<pubDate>{s.published.astimezone(UTC):%a, %d %b %Y %H:%M:%S} +0000</pubDate>"
        f"<category><![CDATA[{s.section}]]></category>"
        f'<guid isPermaLink="false">{ask.base}/?p={1000 + s.number}</guid>'
        f"<description><![CDATA[{s.paragraphs[0][:55]} […]]]></description>"
        f"<content:encoded><![CDATA[{text(ask, s)}]]></content:encoded></item>"
        for s in stories(SLUG, ask.edition)[:PER_PAGE]
    )
    return site.xml(
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">\n<channel>'
        f"<title>{NAME}</title><link>{ask.base}/</link><description>鹹水埠的中文早報</description>"
        f"<lastBuildDate>{EDITIONS[ask.edition]:%a, %d %b %Y %H:%M:%S} +0000</lastBuildDate>"
        "<language>zh-HK</language>\n"
        f"{rows}\n</channel></rss>",
        content_type="application/rss+xml; charset=UTF-8",
    )


def sitemap_index(ask: Ask) -> Answer:
    """The index that leads to the sitemaps."""
    return site.xml(
        '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        f"<sitemap><loc>{ask.base}/wp-sitemap-posts-post-1.xml</loc></sitemap>"
        f"<sitemap><loc>{ask.base}/wp-sitemap-taxonomies-category-1.xml</loc></sitemap></sitemapindex>"
    )


def sitemap_posts(ask: Ask) -> Answer:
    """The sitemap of all posts."""
    rows = (
        f"<url><loc>{ask.base}{path(s)}</loc><lastmod>{gmt(s.modified or s.published)}+00:00</lastmod></url>"
        for s in stories(SLUG, ask.edition)
    )
    return site.xml(f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{"".join(rows)}</urlset>')


def sitemap_categories(ask: Ask) -> Answer:
    """The sitemap of the category pages."""
    rows = (f"<url><loc>{ask.base}/category/{slug}/</loc></url>" for slug, _ in CATEGORIES.values())
    return site.xml(f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{"".join(rows)}</urlset>')


def posts(ask: Ask) -> Answer:
    """The posts of the REST API: paged, by category, and by moment of publication or change."""
    per_page, page = int(ask.query.get("per_page", PER_PAGE)), int(ask.query.get("page", 1))
    if not 1 <= per_page <= 100:
        return _json(
            {"code": "rest_invalid_param", "message": "無效的參數：per_page", "data": {"status": 400}}, status=400
        )
    chosen = [s for s in stories(SLUG, ask.edition) if _is_chosen(s, ask)]
    pages = -(-len(chosen) // per_page)
    if page > max(pages, 1):
        fault = {"code": "rest_post_invalid_page_number", "message": "要求的頁碼超過總頁數。", "data": {"status": 400}}
        return _json(fault, status=400)
    fields = ask.query["_fields"].split(",") if "_fields" in ask.query else None
    shown = [_post(ask, s) for s in chosen[(page - 1) * per_page : page * per_page]]
    kept = [{name: value for name, value in post.items() if fields is None or name in fields} for post in shown]
    return _json(kept, {"X-WP-Total": str(len(chosen)), "X-WP-TotalPages": str(pages)})


def _is_chosen(story: Story, ask: Ask) -> bool:
    query = ask.query
    if "categories" in query and str(CATEGORIES[story.section][1]) not in query["categories"].split(","):
        return False
    changed = story.modified or story.published
    return (
        ("after" not in query or story.published > _moment(query["after"]))
        and ("before" not in query or story.published < _moment(query["before"]))
        and ("modified_after" not in query or changed > _moment(query["modified_after"]))
    )


def _moment(text: str) -> datetime:
    """A moment as WordPress reads it: the site's own time, unless it names a zone. A + arrives as a blank."""
    moment = datetime.fromisoformat(text.replace(" ", "+"))
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(ZONES[SLUG]))


def _post(ask: Ask, story: Story) -> dict[str, Any]:
    changed = story.modified or story.published
    post = {
        "id": 1000 + story.number,
        "date": f"{story.published:%Y-%m-%dT%H:%M:%S}",
        "date_gmt": gmt(story.published),
        "modified": f"{changed:%Y-%m-%dT%H:%M:%S}",
        "modified_gmt": gmt(changed),
        "slug": story.name,
        "status": "publish",
        "type": "post",
        "link": ask.base + path(story),
        "title": {"rendered": escape(story.headline, quote=False)},
        "content": {"rendered": text(ask, story), "protected": False},
        "excerpt": {"rendered": f"<p>{escape(story.paragraphs[0][:55], quote=False)} [&hellip;]</p>"},
        "categories": [CATEGORIES[story.section][1]],
    }
    if "_embed" in ask.query:
        post["_embedded"] = {"wp:term": [[{"id": CATEGORIES[story.section][1], "name": story.section}]]}
    return post


def categories(ask: Ask) -> Answer:
    """The categories of the REST API."""
    return _json(
        [
            {
                "id": number,
                "slug": slug,
                "name": name,
                "count": sum(s.section == name for s in stories(SLUG, ask.edition)),
            }
            for name, (slug, number) in CATEGORIES.items()
        ]
    )


def _json(value: object, headers: dict[str, str] | None = None, status: int = 200) -> Answer:
    return Answer(json.dumps(value).encode(), "application/json; charset=UTF-8", status, headers or {})
