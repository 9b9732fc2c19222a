"""Pages as the platforms lay them out: the story alone is read, with the platform declared or told by the page."""

import pytest

from crawler.draft import Page
from crawler.extract.markup import parse
from crawler.extract.platforms import PLATFORMS, platform_of
from crawler.outlet import Feed, Outlet
from crawler.pipeline import read

TITLE = "渡輪復航 首班載客九十人"
STORY = [
    "停航三年的南岸渡輪昨日清晨復航，首班船於六時半離開碼頭，船上坐了九十名乘客。",
    "船公司經理說，頭一個月每天開六班，若乘客多於預期，五月起會加到每天十班。",
    "街坊們清晨就在碼頭等候，有人帶了熱湯，有人帶了相機，要把第一班船拍下來。",
]
P = [f"<p>{line}</p>" for line in STORY]
# Lines that platforms put into the element of the story, and that no story says.
OWN = [
    "喜歡這篇報導就分享給您的朋友",
    "相關文章：港口的一百年往事",
    "作者簡介：住在南岸的寫作人，愛看船",
    "本文共有三百二十人評過分",
    "把南岸週報送到您的信箱，每星期五",
    "上一篇：花市開鑼　下一篇：麵店慶生",
]
A, B, C, D, E, F = (f"<p>{line}</p>" for line in OWN)

PAGES = {
    "wordpress": f"""<article class="post type-post"><h1 class="entry-title">{TITLE}</h1><div class="entry-content">
        <div class="addtoany_share_save_container">{A}</div>{P[0]}<div class="crp_related">{B}</div>{P[1]}{P[2]}
        <div class="post-ratings">{D}</div><div class="saboxplugin-wrap">{C}</div></div>
        <nav class="post-navigation">{F}</nav></article>""",
    "wordpress, Newspaper theme": f"""<article class="post"><h1 class="entry-title">{TITLE}</h1>
        <div class="td-post-sharing">{A}</div><div class="td-post-content">{P[0]}<div class="td-a-rec">{E}
        </div>{P[1]}{P[2]}
        </div><div class="td-post-next-prev">{F}</div></article>""",
    "wordpress, JNews theme": f"""<div class="jeg_main_content"><h1 class="jeg_post_title">{TITLE}</h1>
        <div class="content-inner">{P[0]}<div class="jnews_inline_related_post">{B}</div>{P[1]}{P[2]}</div>
        <div class="jnews_prev_next_container">{F}</div><div class="jeg_authorbox">{C}</div></div>""",
    "wordpress, block theme": f"""<main><h1 class="wp-block-post-title">{TITLE}</h1>
        <div class="wp-block-post-content">
        {P[0]}{P[1]}{P[2]}<div class="wp-block-jetpack-subscriptions">{E}</div></div></main>""",
    "ghost": f"""<article class="gh-article"><h1>{TITLE}</h1><section class="gh-content">{P[0]}
        <div class="kg-card kg-audio-card"><p>0:00 /2:31</p></div>{P[1]}<div class="kg-card kg-signup-card">{E}
        </div>{P[2]}
        <figure class="kg-card kg-bookmark-card">{B}</figure></section><div class="author-card">{C}</div>
        </article>""",
    "joomla": f"""<div class="item-page"><div class="page-header"><h2>{TITLE}</h2></div><dl class="article-info">
        <dd>作者</dd></dl>
        <div itemprop="articleBody"><div class="content_rating">{D}</div>{P[0]}{P[1]}
        <div class="jllikeproSharesContayner">{A}
        </div>{P[2]}</div><ul class="pager pagenav"><li>{F}</li></ul></div>""",
    "joomla, K2": f"""<div id="k2Container" class="itemView"><div class="itemHeader"><h2 class="itemTitle">{TITLE}
        </h2></div>
        <div class="itemBody"><div class="itemRatingBlock">{D}</div><div class="itemFullText">{P[0]}{P[1]}{P[2]}</div>
        <div class="itemRelated">{B}</div></div><div class="itemAuthorBlock">{C}</div></div>""",
    "drupal": f"""<article class="node"><h1>{TITLE}</h1><div class="node__content"><div class="node__meta">{C}</div>
        <div class="field field--name-body">{P[0]}{P[1]}{P[2]}<div class="addtoany_list">{A}</div></div>
        <div class="field--name-field-related">{B}</div></div></article>""",
    "discuz": f"""<div class="bm vw"><h1 class="ph">{TITLE}</h1><div id="article_content">{P[0]}
        <font class="jammer">; Z/ l4 }}! Z. S/ F</font>{P[1]}<div class="attach_tips">{E}</div>{P[2]}
        <div id="click_div">{D}</div></div></div>""",
    "discuz, a thread": f"""<h1>{TITLE}</h1><table><tr><td class="t_f" id="postmessage_1">
        <i class="pstatus">{OWN[2]}</i><br>
        {STORY[0]}<br><br>{STORY[1]}<br><br>{STORY[2]}<div class="a_pr">{A}</div></td></tr></table>
        <div class="sign">{E}</div>""",
    "blogger": f"""<div class="post hentry"><h3 class="post-title">{TITLE}</h3>
        <div class="post-body entry-content">{P[0]}{P[1]}
        {P[2]}<div class="post-share-buttons">{A}</div><div class="linkwithin_div">{B}</div></div>
        <div class="post-footer">{C}</div><div class="blog-pager">{F}</div></div>""",
    "dedecms": f"""<div class="viewbox"><div class="title"><h2>{TITLE}</h2></div>
        <div class="info">時間：2026-03-01 點擊：31次</div>
        <div class="content"><div id="artbody">{P[0]}{P[1]}{P[2]}<div class="dede_pages">{F}</div></div></div>
        <div class="newdigg">{D}</div><div class="boxoff">{B}</div></div>""",
    "arc": f"""<h1>{TITLE}</h1><article class="article-body-wrapper">{P[0]}<div class="interstitial-link">{B}
        </div>{P[1]}
        <div class="newsletter-signup">{E}</div>{P[2]}<div class="article-related">{F}</div></article>""",
    "offshoremedia": f"""<div class="detail"><h1 class="article_title">{TITLE}</h1><div class="article_content">{P[0]}
        <div class="share_box">{A}</div>{P[1]}{P[2]}<div class="relatedNews">{B}</div></div></div>""",
    "offshoremedia, pictures": f"""<h1>{TITLE}</h1><div class="graphicArticle">{P[0]}{P[1]}{P[2]}
        <div class="article_editor">{C}</div></div>""",
}
MENU = "".join(f"<li><a href='/{i}'>欄目{i}</a></li>" for i in range(12))
GENERATORS = {
    "wordpress": "WordPress 6.4.2",
    "ghost": "Ghost 5.8",
    "joomla": "Joomla! - Open Source Content Management",
    "drupal": "Drupal 10 (https://www.drupal.org)",
    "discuz": "Discuz! X3.4",
    "blogger": "blogger",
}


def page(story: str, head: str = "") -> Page:
    told = (
        f"<html><head><meta charset=utf-8><title>{TITLE}</title>{head}</head><body><ul>{MENU}</ul>{story}"
        "<footer><p>南岸週報 版權所有</p></footer></body></html>"
    )
    return Page(body=told.encode(), url="https://south.example/1")


@pytest.mark.parametrize("layout", PAGES)
def test_declared_platform_gives_the_story_alone(layout: str) -> None:
    name = layout.partition(",")[0]
    outlet = Outlet(
        name="南岸週報",
        home="https://south.example/",
        script="Hant",
        article=".*",
        sources=(Feed(url="https://south.example/feed"),),
        platform=name,
    )
    found = read(page(PAGES[layout]), outlet)
    assert found.article.headline == TITLE
    assert list(found.article.body) == STORY
    printed = [line for line in OWN if line in PAGES[layout]]
    shown = " ".join(removed.text for removed in found.removed)
    assert [line for line in printed if line in "".join(found.article.body)] == []
    assert not printed or any(f"known of {name}" == removed.rule for removed in found.removed), shown


@pytest.mark.parametrize("layout", [layout for layout in PAGES if layout.partition(",")[0] in GENERATORS])
def test_page_that_names_its_maker_needs_no_declaration(layout: str) -> None:
    head = f"<meta name=generator content='{GENERATORS[layout.partition(',')[0]]}'>"
    assert list(read(page(PAGES[layout], head)).article.body) == STORY


@pytest.mark.parametrize("layout", PAGES)
def test_story_is_whole_where_nothing_is_known(layout: str) -> None:
    body = list(read(page(PAGES[layout])).article.body)
    assert [line for line in body if line in STORY] == STORY


def test_maker_that_nobody_knows_is_none() -> None:
    for said in ("Hugo 0.120", "", "MSHTML"):
        assert (
            platform_of(parse(f"<html><head><meta name=generator content='{said}'></head><p>x</p></html>"), None)
            is None
        )


def test_every_platform_has_a_page() -> None:
    assert {layout.partition(",")[0] for layout in PAGES} | {"static"} == set(PLATFORMS)


@pytest.mark.parametrize(
    ("maker", "name"),
    [
        ("DedeCMS", "info"),
        ("Drupal 9", "tabs"),
        ("WordPress 6.4", "entry-meta"),
        ("Joomla! 3", "tags"),
        ("Discuz! X3", "tip"),
    ],
)
@pytest.mark.parametrize("inner", ["", "content field-name-body item-page entry-content message"])
def test_story_is_kept_where_a_theme_calls_it_by_the_name_of_an_addition(maker: str, name: str, inner: str) -> None:
    html = f"""<html><head><meta name="generator" content="{maker}"><title>{TITLE}</title></head><body>
        <div><a href="/">首頁</a></div><h1>{TITLE}</h1><div class="{name}"><div class="{inner}">{"".join(P)}</div></div>
        </body></html>"""

    assert list(read(Page(body=html.encode(), content_type="text/html; charset=utf-8")).article.body) == STORY


def test_maker_is_told_beside_its_plugins() -> None:
    metas = "".join(f'<meta name="generator" content="{said}">' for said in ("Elementor 3.1", "WordPress 6.1"))

    assert platform_of(parse(f"<html><head>{metas}</head><body>x</body></html>"), None) == "wordpress"
