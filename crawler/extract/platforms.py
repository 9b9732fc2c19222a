"""What the makers of sites call the element that holds the story, platform by platform, and what they put into it."""

from dataclasses import dataclass
from functools import lru_cache

from lxml.cssselect import CSSSelector
from lxml.html import HtmlElement

from crawler.draft import Removed
from crawler.outlet import Outlet


@dataclass(frozen=True, slots=True)
class Platform:
    """The selectors of a platform: its story, the surest first, and what its themes and plug-ins add inside."""

    body: tuple[str, ...]
    drop: tuple[str, ...] = ()


PLATFORMS = {
    "wordpress": Platform(
        (
            ".entry-content",
            ".td-post-content",
            ".elementor-widget-theme-post-content",
            ".post-content",
            ".jeg_post_content",
            ".single-content",
            ".post-entry",
            ".the-content",
            ".article-content",
            "article.post",
        ),
        (
            ".sharedaddy",
            ".jp-relatedposts",
            ".yarpp-related",
            ".yarpp",
            ".heateor_sss_sharing_container",
            ".addtoany_share_save_container",
            ".post-navigation",
            ".nav-links",
            ".author-box",
            ".rp4wp-related-posts",
            ".crp_related",
            ".wp-block-buttons",
            ".code-block",
            ".td-a-rec",
            ".jeg_ad",
            ".post-views",
            ".lwptoc",
            ".ez-toc-container",
            "#toc_container",
            ".comments-area",
            ".entry-footer",
        ),
    ),
    "ghost": Platform(
        (".gh-content", ".post-full-content", ".post-content"),
        (".kg-audio-card", ".kg-signup-card", ".kg-cta-card", ".subscribe-form"),
    ),
    "joomla": Platform(
        ("[itemprop=articleBody]", ".com-content-article__body", ".item-page", ".itemFullText", ".article-content"),
        (".pager", ".pagenav", ".article-info", ".icons", ".jllikeproSharesContayner", ".itemRelated", ".tags"),
    ),
    "drupal": Platform(
        (".field--name-body", ".field-name-body", ".node__content", ".node .content"),
        (".links", ".field--name-field-tags", ".book-navigation"),
    ),
    "discuz": Platform(
        ("#article_content", ".t_f", ".message", ".t_msgfont", ".postmessage"),
        (".jammer", ".pstatus", ".attach_nopermission", ".quote_user", ".sign", ".a_pr"),
    ),
    "blogger": Platform((".post-body", ".entry-content"), (".post-share-buttons", ".blog-pager", ".post-footer")),
    "dedecms": Platform(
        ("#artbody", ".viewbox .content", "#content .content", ".article-content", "#content"),
        (".dede_pages", ".pagebreak", ".boxoff", ".newdigg", ".context"),
    ),
    "arc": Platform(
        (
            ".article-body-wrapper",
            "article .article-body",
            "[data-testid=article-body]",
            ".article-body",
            "section.article-body",
        ),
        (".article-related", ".ad-slot", ".newsletter-signup", ".b-article-body__promo"),
    ),
    "static": Platform(
        (
            "[itemprop=articleBody]",
            ".TRS_Editor",
            "#ozoom",
            "#Zoom",
            "#zoom",
            "#artibody",
            "#endText",
            "#js_content",
            "#articleContent",
            "#vsb_content",
            "#p_content",
            "#main_content",
            ".article-body",
            ".article_content",
            ".article-content",
            ".story-body",
            "#story_body",
        ),
    ),
}


def known_root(tree: HtmlElement, outlet: Outlet | None) -> HtmlElement | None:
    """The element that holds the story on a page whose outlet or platform is known; None where nothing is, or fits."""
    if outlet is None:
        return None
    platform = PLATFORMS.get(outlet.platform or "")
    for selector in (*filter(None, (outlet.body,)), *(platform.body if platform else ())):
        for element in _found(tree, selector):
            if sum(map(len, element.itertext())) >= 60:
                return element
    return None


def drop_declared(tree: HtmlElement, outlet: Outlet | None) -> list[Removed]:
    """Cut what the outlet says, and what its platform is known, to put around and into a story."""
    if outlet is None:
        return []
    platform = PLATFORMS.get(outlet.platform or "")
    rules = [(selector, "declared by the outlet") for selector in outlet.drop]
    rules += [(selector, f"known of {outlet.platform}") for selector in (platform.drop if platform else ())]
    removed = []
    for selector, rule in rules:
        for element in _found(tree, selector):
            if element.getparent() is not None:
                text = " ".join(str(element.text_content()).split())
                removed += [Removed(rule, text[:500])] if text else []
                element.drop_tree()
    return removed


def _found(tree: HtmlElement, selector: str) -> list[HtmlElement]:
    found = _select(selector)(tree)
    return [element for element in found if isinstance(element, HtmlElement)] if isinstance(found, list) else []


@lru_cache(maxsize=1024)
def _select(selector: str) -> CSSSelector:
    return CSSSelector(selector, translator="html")
