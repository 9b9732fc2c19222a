"""What the sites of a platform have in common: where they show their links, and what their addresses look like.

All of it is known of the platform, none of it of an outlet: sources from here are evidence "by convention".
"""

import re
from collections.abc import Callable
from urllib.parse import urljoin

from crawler.sources import Discuz, Feed, JsonList, Sitemap, Source, WordPress

# Twins: the same story in the other script, at the address with the other word in it.
GB_B5 = (("/gb/", "/b5/"),)

# First words of addresses that are lists, feeds, pages of their own or files, and never stories.
_NOT_A_STORY = (
    "about", "about-us", "aboutus", "contact", "contact-us", "contactus", "privacy", "privacy-policy", "terms",
    "terms-of-service", "advertise", "advertising", "subscribe", "donate", "login", "register", "search", "sitemap",
    "author", "authors", "category", "tag", "tags", "topic", "topics", "latest", "page", "feed", "rss", "comments",
    "events", "members", "membership", "video", "videos", "images", "static", "shop", "cart", "checkout",
    "my-account", "xmlrpc",
)  # fmt: skip
_NO_LIST = (
    rf"(?!(?:{'|'.join(map(re.escape, _NOT_A_STORY))}|wp-[^/]*)(?:[/?.]|$))"
    r"(?!\d{4}(?:/\d\d?){0,2}/?$)"  # the archive of a year, a month or a day
    r"(?!.*/page/\d+/?$)(?!.*/feed/?$)(?!(?:.*/)?(?:index|list)[\d_]*\.\w+$)"
    r"(?![^?]*\.(?:jpe?g|png|gif|webp|svg|pdf|xml|txt|mp3|mp4)$)"
)

# One step of a path: a slug, in any script, percent-encoded or not.
SLUG = r"[^/?#]+"
# Any path, where nobody has seen how the outlet writes its addresses.
PATH = r"[^?#]+"


def a_post(host: str, path: str = SLUG, *, under: str = "") -> str:
    """The pattern of WordPress posts at `path` of a host, below `under`: none of its lists, feeds, pages or files."""
    return rf"https?://(?:www\.)?{re.escape(host)}/{under}{_NO_LIST}{path}/?$"


def a_blogger_post(host: str) -> str:
    """The pattern of posts of a Blogger site."""
    return rf"https?://{re.escape(host)}/\d{{4}}/\d\d/{SLUG}\.html$"


def a_discuz_article(host: str) -> str:
    """The pattern of articles of a Discuz! portal; a long one runs over several pages, of which this is the first."""
    return rf"https?://{re.escape(host)}/article-\d+-1\.html$"


def a_joomla_article(host: str, under: str = "") -> str:
    """The pattern of articles of a Joomla site: below its menus, a number and words. Menus may be named by a moment."""
    menus = r"(?:[\w-]+/)+(?!\d{4}(?:-\d\d){5}$)"
    return rf"https?://{re.escape(host)}/{under}index\.php/{menus}\d+-{SLUG}$"


def a_dated_page(*hosts: str, under: str = "") -> str:
    """The pattern of static pages as DedeCMS and its like write them: below `under`, by the day, a number."""
    anywhere = "|".join(map(re.escape, hosts))
    return rf"https?://(?:{anywhere})/{under}\d{{4}}[-/]?\d\d[-/]?\d\d/\d+\.s?html$"


def an_offshoremedia_story(host: str) -> str:
    """The pattern of stories of the CMS that offshoremedia.net runs for several Chinese papers abroad."""
    return (
        rf"https?://(?:\w+\.)?{re.escape(host)}/static/content/(?:\w+/)+\d{{4}}-\d\d-\d\d/(?:app_)?\d{{16,20}}\.html$"
    )


def offshoremedia(query: str, items: str, pages: int = 5) -> JsonList:
    """A list of the CMS at offshoremedia.net; `query` as public programs ask for it, `{page}` where pages count."""
    return JsonList(
        url=f"https://cms.offshoremedia.net/front/list/{query}",
        items=items,
        link="contentStaticPage",
        title="contentTitle",
        pages=pages,
        evidence="seen",
    )


def wordpress(home: str) -> tuple[Source, ...]:
    """Feed, API and sitemap of a WordPress site."""
    return (
        Feed(url=urljoin(home, "feed/"), evidence="by convention"),
        WordPress(url=home, evidence="by convention"),
        Sitemap(url=urljoin(home, "wp-sitemap.xml"), follow="posts-post", evidence="by convention"),
    )


def ghost(home: str) -> tuple[Source, ...]:
    """Feed and sitemap of a Ghost site."""
    return (
        Feed(url=urljoin(home, "rss/"), evidence="by convention"),
        Sitemap(url=urljoin(home, "sitemap.xml"), follow="sitemap-posts", evidence="by convention"),
    )


def blogger(home: str) -> tuple[Source, ...]:
    """Feed and sitemap of a Blogger site."""
    return (
        Feed(url=urljoin(home, "feeds/posts/default"), evidence="by convention"),
        Sitemap(url=urljoin(home, "sitemap.xml"), evidence="by convention"),
    )


def joomla(home: str) -> tuple[Source, ...]:
    """Feed of a Joomla site's front page."""
    return (Feed(url=urljoin(home, "index.php?format=feed&type=rss"), evidence="by convention"),)


def drupal(home: str) -> tuple[Source, ...]:
    """Feed of a Drupal site's front page."""
    return (Feed(url=urljoin(home, "rss.xml"), evidence="by convention"),)


def discuz(home: str) -> tuple[Source, ...]:
    """Feed and front page of a Discuz! portal."""
    return (
        Feed(url=urljoin(home, "portal.php?mod=rss"), evidence="by convention"),
        Discuz(url=home, evidence="by convention"),
    )


def arc(home: str) -> tuple[Source, ...]:
    """Feed and sitemap of an Arc site."""
    return (
        Feed(url=urljoin(home, "/arc/outboundfeeds/rss/?outputType=xml"), evidence="by convention"),
        Sitemap(url=urljoin(home, "/arc/outboundfeeds/sitemap-index/?outputType=xml"), evidence="by convention"),
    )


# Platform → the sources its sites have by convention. An outlet that says `platform` and no sources has these.
SOURCES: dict[str, Callable[[str], tuple[Source, ...]]] = {
    "arc": arc,
    "blogger": blogger,
    "discuz": discuz,
    "drupal": drupal,
    "ghost": ghost,
    "joomla": joomla,
    "wordpress": wordpress,
}

# Platforms whose stories we know how to find in the page; the rest have no sources in common.
PLATFORMS = frozenset({*SOURCES, "dedecms", "offshoremedia", "static"})
