"""What the makers of sites call the element that holds the story, platform by platform, and what they put into it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from lxml.cssselect import CSSSelector
from lxml.etree import XPath
from lxml.html import HtmlElement

from crawler.draft import Removed
from crawler.outlet import Outlet

LEAST = 60  # characters; an element with fewer holds no story, whatever it is called


@dataclass(frozen=True, slots=True)
class Platform:
    """A platform by the classes (`.x`) and ids (`#x`) of its elements.

    `body` are those that hold a story, the surest first; `drop` what its themes and plug-ins add inside.
    """

    body: tuple[str, ...]
    drop: tuple[str, ...] = ()


_SHOWN = XPath(".//text()[not(parent::script or parent::style)]")


def _platform(body: str, drop: str = "") -> Platform:
    return Platform(tuple(body.split()), tuple(drop.split()))


PLATFORMS = {
    "wordpress": _platform(
        # themes: the default ones, tagDiv, JNews, Divi, Elementor, Beaver, Bricks, MVP, blocks, a print plug-in
        """.entry-content .td-post-content .tdb_single_content .jeg_main_content .et_pb_post_content
        .elementor-widget-theme-post-content .wp-block-post-content .fl-post-content .brxe-post-content
        .mvp-content-main .post-content .single-content .post-entry .the-content .article-content .post_content
        .entry-inner .storycontent .pf-content .entry""",
        """.sharedaddy .jp-relatedposts #jp-relatedposts .jetpack_subscription_widget
        .wp-block-jetpack-subscriptions .yarpp .yarpp-related .rp4wp-related-posts .crp_related
        .jnews_inline_related_post .jeg_post_related .inline-related .heateor_sss_sharing_container
        .addtoany_share_save_container .addtoany_content .essb_links .ssba .swp_social_panel .shariff
        .sfsi_widget .td-post-sharing .td-post-sharing-top .td-post-sharing-bottom .jeg_share_button
        .post-navigation .nav-links .post-nav .td-post-next-prev .jnews_prev_next_container .author-box
        .saboxplugin-wrap .td-author-name .td-post-author-name .jeg_authorbox .about-author .td-a-rec .jeg_ad
        .code-block .adsbygoogle .wp-block-buttons .mc4wp-form .wpcf7 .post-views .tptn_counter .post-ratings
        .kk-star-ratings .kksr-legend .wpulike .simplefavorite-button .printfriendly .lwptoc .ez-toc-container
        #ez-toc-container #toc_container .comments-area .wpdiscuz_top_clearing #wpdcom #respond #comments
        .fb-comments .entry-footer .entry-meta .post-tags .tags-links .cat-links .jeg_post_tags
        .jeg_meta_container .screen-reader-text .td-post-source-tags""",
    ),
    "ghost": _platform(
        ".gh-content .post-full-content .post-content .kg-canvas .article-content",
        """.kg-audio-card .kg-signup-card .kg-cta-card .kg-email-cta-card .kg-bookmark-card .kg-button-card
        .subscribe-form .gh-post-upgrade-cta .gh-subscribe .gh-signup .gh-comments .gh-article-meta
        .post-full-footer .read-next .author-card .gh-toc .gh-share""",
    ),
    "joomla": _platform(
        """[itemprop=articleBody] .com-content-article__body .itemFullText .itemBody .item-page .article-content
        .contentpaneopen""",
        """.pager .pagenav .article-info .icons .buttonheading .createdate .modifydate .createby .content_rating
        .content_vote .article-index .article_index .jllikeproSharesContayner .jfb .addthis_toolbox .itemRelated
        .itemToolbar .itemRatingBlock .itemTagsBlock .itemNavigation .itemAuthorBlock .itemAuthorLatest
        .itemSocialSharing .itemComments .itemHeader .tags .jcomments #jc .jmoddiv .page-header""",
    ),
    "drupal": _platform(
        ".field--name-body .field-name-body .node__content .node-content .text-formatted .content-body",
        """.links .field--name-field-tags .field-name-field-tags .field--name-field-related
        .field-name-field-related .book-navigation .addtoany_list .service-links .submitted .node__meta
        .node__links .print_html .fivestar-widget .comment-wrapper #comments .field--type-comment
        .easy-breadcrumb .tabs .contextual-links""",
    ),
    "discuz": _platform(
        "#article_content .t_f .message .t_msgfont .postmessage .defaultpost",
        """.jammer .pstatus .attach_nopermission .attach_tips .aimg_tip .tip .quote_user .sign .a_pr .rate .cm
        .psth .ratl .locked .modact .tattl .pgbtn .pgs #click_div .ptg .mvw_vote .sharelogin""",
    ),
    "blogger": _platform(
        ".post-body .entry-content .post-content",
        """.post-share-buttons .blog-pager .post-footer .post-labels .post-timestamp .post-author .comments
        #comments .linkwithin_div .related-posts .byline .jump-link .goog-inline-block .reaction-buttons""",
    ),
    "dedecms": _platform(
        "#artbody .viewbox .article-content .content_text #content .content .body",
        """.dede_pages .pagebreak .boxoff .newdigg .diggbox .context .actbox .handle .mood .share .bdsharebuttonbox
        #bdshare .tags .title .info .intro .infoline .dede_comment .ad .place""",
    ),
    "arc": _platform(
        ".article-body-wrapper [data-testid=article-body] .article-body .b-article-body .article-body__content",
        """.article-related .ad-slot .arcad .newsletter-signup .b-article-body__promo .b-read-more
        .interstitial-link .related-links .inline-promo .b-social-share .article-tags
        .b-article-body__interstitial""",
    ),
    "offshoremedia": _platform(
        ".article_content .graphicArticle .articleContent #articleContent",
        """.article_title .article_info .article_source .article_editor .articleEditor .share_box .bdsharebuttonbox
        .recommend_list .relatedNews .related_news .hot_news .qrcode .copyright .page_nav""",
    ),
    "static": _platform(
        """[itemprop=articleBody] .TRS_Editor #ozoom #Zoom #zoom #artibody #endText #js_content #articleContent
        #vsb_content #p_content #main_content .article-body .article_content .article-content .story-body
        #story_body""",
    ),
}

_GENERATORS = tuple(
    (re.compile(form, re.IGNORECASE), name)
    for form, name in (
        (r"^WordPress", "wordpress"),
        (r"^Ghost", "ghost"),
        (r"^Joomla", "joomla"),
        (r"^Drupal", "drupal"),
        (r"^Discuz!", "discuz"),
        (r"^blogger", "blogger"),
        (r"^DedeCMS|织梦", "dedecms"),
        (r"^Arc\b|Arc XP", "arc"),
    )
)


def platform_of(tree: HtmlElement, outlet: Outlet | None) -> str | None:
    """The platform an outlet declares, or that the page itself says it was made with."""
    if outlet is not None and outlet.platform is not None:
        return outlet.platform
    head = tree.find("head")
    metas = head.iter("meta") if head is not None else ()
    # Plug-ins call themselves generators too.
    said = [(m.get("content") or "").strip() for m in metas if (m.get("name") or "").lower() == "generator"]
    return next((name for words in said for form, name in _GENERATORS if form.search(words)), None)


def known_root(tree: HtmlElement, outlet: Outlet | None) -> HtmlElement | None:
    """The element that holds the story on a page whose outlet or platform is known; None where nothing is, or fits."""
    if outlet is not None and outlet.body is not None:
        for element in _selected(tree, outlet.body):
            if _holds_a_story(element):
                return element
    platform = PLATFORMS.get(platform_of(tree, outlet) or "")
    if platform is None:
        return None
    found = _named(tree, platform.body)
    return next((element for name in platform.body for element in found[name] if _holds_a_story(element)), None)


def drop_declared(tree: HtmlElement, outlet: Outlet | None) -> list[Removed]:
    """Cut what the outlet says, and what its platform is known, to put around and into a story."""
    removed: list[Removed] = []
    for selector in outlet.drop if outlet is not None else ():
        _cut(_selected(tree, selector), "declared by the outlet", removed)
    name = platform_of(tree, outlet)
    platform = PLATFORMS.get(name or "")
    if platform is not None and platform.drop:
        stories = [e for found in _named(tree, platform.body).values() for e in found if _holds_a_story(e)]
        found = _named(tree, platform.drop)
        added = (e for elements in found.values() for e in elements if _is_added(e, stories, tree))
        _cut(added, f"known of {name}", removed)
    return removed


def _is_added(element: HtmlElement, stories: Iterable[HtmlElement], tree: HtmlElement) -> bool:
    """Whether an element that a platform adds is no more than that: a theme may call the story itself so.

    `stories` are the elements that may hold it: one must be left, with a story in it. Where there are none, the element
    must not be most of the page.
    """
    if element.tag in {"html", "body"}:  # themes write the names of everything into their class
        return False
    size = _size(element)
    if size < LEAST:
        return True
    above, known = set(element.iterancestors()), False
    for story in stories:
        around = set(story.iterancestors())
        if tree in around:  # not cut by now
            known = True
            left = 0 if story is element or element in around else _size(story) - (size if story in above else 0)
            if left >= LEAST:
                return True
    return not known and 2 * size <= _size(tree)


def _named(tree: HtmlElement, names: Iterable[str]) -> dict[str, list[HtmlElement]]:
    """The elements that bear each of these names, in one pass over the page."""
    found: dict[str, list[HtmlElement]] = {name: [] for name in names}
    for name in found:
        if name.startswith("["):
            found[name] = _selected(tree, name)
    for element in tree.iter():
        for word in (element.get("class") or "").split():
            if (name := f".{word}") in found:
                found[name].append(element)
        if (name := f"#{element.get('id')}") in found:
            found[name].append(element)
    return found


def _cut(elements: Iterable[HtmlElement], rule: str, removed: list[Removed]) -> None:
    gone: set[HtmlElement] = set()
    for element in elements:
        if element.getparent() is not None and gone.isdisjoint(element.iterancestors()):
            gone.add(element)
            text = " ".join(str(element.text_content()).split())
            removed += [Removed(rule, text[:500])] if text else []
            element.drop_tree()


def _size(element: HtmlElement) -> int:
    """How many characters an element shows."""
    shown = _SHOWN(element)
    return sum(len(text.strip()) for text in shown if isinstance(text, str)) if isinstance(shown, list) else 0


def _holds_a_story(element: HtmlElement) -> bool:
    return element.tag not in {"html", "body"} and sum(map(len, element.itertext())) >= LEAST


def _selected(tree: HtmlElement, selector: str) -> list[HtmlElement]:
    found = _select(selector)(tree)
    return [element for element in found if isinstance(element, HtmlElement)] if isinstance(found, list) else []


@lru_cache(maxsize=1024)
def _select(selector: str) -> CSSSelector:
    return CSSSelector(selector, translator="html")
