"""The story's own blocks: kinds, captions, what is declared, and pages made to break a reader."""

import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from crawler.draft import Block, Kind, Page
from crawler.errors import PageUnreadable
from crawler.extract.body import read_body
from crawler.outlet import Outlet, Source
from crawler.pipeline import read
from tests.quality.corpus import Case, own_pages

HEADLINE = "渡輪復航 首班載客九十人"
LEAD = "停航三年的南岸渡輪昨日清晨復航，首班船於六時半離開碼頭，船上坐了九十名乘客。"
SECOND = "船公司經理說，頭一個月每天開六班，若乘客多於預期，五月起會加到每天十班。"
MENU = "".join(f"<li><a href='/{i}'>欄目{i}</a></li>" for i in range(20))


def page(story: str, before: str = "", after: str = "") -> html.HtmlElement:
    """A page with a menu, a headline and that story."""
    return html.document_fromstring(
        f"<html><head><title>{HEADLINE}</title></head><body><ul>{MENU}</ul>{before}<h1>{HEADLINE}</h1>"
        f"<div>{story}</div>{after}</body></html>"
    )


def blocks(story: str, **around: str) -> list[tuple[str, Kind]]:
    body = read_body(page(story, **around), None, HEADLINE)
    return [(block.text, block.kind) for block in body.blocks]


def outlet(**declared: object) -> Outlet:
    return Outlet(
        name="南岸華報",
        home="https://south.example/",
        country="CA",
        script="Hant",
        timezone="America/Vancouver",
        article=".*",
        sources=(Source(url="https://south.example/"),),
        **declared,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize("case", own_pages(), ids=lambda case: case.id)
def test_own_pages_give_just_the_story(case: Case) -> None:
    """The paragraphs a person reads on the page, and no others."""
    article = read(Page(body=case.body)).article
    assert (article.headline, list(article.body)) == (case.headline, case.gold.strip().split("\n"))


def test_teasers_of_other_stories_below_the_story_go_and_a_list_of_shops_stays() -> None:
    """Both are linked headings with a paragraph each; a headline is longer than a name."""
    told = f"<p>{LEAD}</p><p>{SECOND}</p>"

    def listed(*names: str) -> str:
        return "".join(
            f"<h3><a href='/{name}'>{name}</a></h3><p>{name}：老闆說，三十年來天天開門。</p>" for name in names
        )

    teasers = blocks(told + listed("商會換屆選出新會長", "冬衣義賣週六開鑼", "步道封閉兩週"))
    assert [text for text, _ in teasers] == [LEAD, SECOND]
    for names in (("橋頭豆漿", "燈下書屋"), ("1. 橋頭街上的豆漿店", "2. 燈下開到半夜的書屋")):
        assert any(names[0] in text and "三十年" in text for text, _ in blocks(told + listed(*names)))


def test_kinds_survive_in_order() -> None:
    """Sub-headlines, quotations and lists are what they are on the page."""
    story = f"<p>{LEAD}</p><h3>加班在望</h3><p>{SECOND}</p>"
    story += "<ul><li>首班六時半開出。</li></ul><blockquote>「二十分鐘就到了。」</blockquote>"
    assert blocks(story) == [
        (LEAD, Kind.PARAGRAPH),
        ("加班在望", Kind.HEADING),
        (SECOND, Kind.PARAGRAPH),
        ("首班六時半開出。", Kind.ITEM),
        ("「二十分鐘就到了。」", Kind.QUOTE),
    ]


@pytest.mark.parametrize("indent", ["　　", "\n　　", "&nbsp;&nbsp;&nbsp;&nbsp;", "&emsp;&emsp;"])
def test_paragraphs_that_only_their_indent_parts_are_paragraphs(indent: str) -> None:
    """Old editors wrote a whole story into one element, each paragraph begun by two blanks."""
    quoted = "街坊們說：「等了三年，終於等到了。」"
    told = indent + indent.join((LEAD, quoted, SECOND))
    assert blocks(told) == [(line, Kind.PARAGRAPH) for line in (LEAD, quoted, SECOND)]


def test_two_blanks_within_a_sentence_part_nothing() -> None:
    verse = "港口晨光照水明　　渡輪載客過江行　　三年一別潮聲裡　　又聽街坊笑語聲"
    assert blocks(f"<p>{LEAD}</p><p>{verse}</p><p>{SECOND}</p>")[1][0].replace(" ", "") == verse.replace("　", "")


def test_everything_a_story_is_made_of_stays_in_order() -> None:
    """Sub-headlines, quotations, lists, a table and lines parted by <br>, as they stand on the page."""
    story = (
        f"<h3>清晨第一班</h3>{LEAD}<br><br>{SECOND}<blockquote><p>「二十分鐘就到了，比從前快。」</p></blockquote>"
        "<ol><li>成人票價三元，長者半價。</li><li>孩子跟著大人坐，不必買票。</li></ol>"
        "<table><tr><th>時間</th><th>班次</th></tr><tr><td>清晨六時半</td><td>首班</td></tr>"
        "<tr><td>晚上九時</td><td>末班</td></tr></table><h3>往後的打算</h3><p>下一艘船明年春天下水，名字由街坊來起。</p>"
    )
    assert [text for text, _ in blocks(story)] == [
        "清晨第一班",
        LEAD,
        SECOND,
        "「二十分鐘就到了，比從前快。」",
        "成人票價三元，長者半價。",
        "孩子跟著大人坐，不必買票。",
        "時間\t班次",
        "清晨六時半\t首班",
        "晚上九時\t末班",
        "往後的打算",
        "下一艘船明年春天下水，名字由街坊來起。",
    ]


def test_caption_joins_its_picture() -> None:
    """The picture's address and its caption are one block, and no paragraph."""
    story = f'<p>{LEAD}</p><figure><img src="/p/1.jpg"><figcaption>乘客排隊登船。何田攝</figcaption></figure>'
    story += f"<p>{SECOND}</p>"
    found = read_body(page(story), None, HEADLINE).blocks
    assert Block("乘客排隊登船。何田攝", Kind.CAPTION, "/p/1.jpg") in found


def test_credited_line_under_a_picture_is_its_caption() -> None:
    """Without any markup a line right under a picture that closes with a credit is a caption."""
    story = f'<p>{LEAD}</p><p><img src="/p/1.jpg"></p><p>乘客排隊登船。（記者何田攝）</p><p>{SECOND}</p>'
    assert ("乘客排隊登船。（記者何田攝）", Kind.CAPTION) in blocks(story)


def test_table_that_says_something_is_rows() -> None:
    """A timetable stays a table: a line a row, cells parted by tabs."""
    table = "<table><tr><th>船</th><th>開出</th></tr><tr><td>首班</td><td>六時半</td></tr>"
    table += "<tr><td>末班</td><td>十時</td></tr></table>"
    found = [text for text, kind in blocks(f"<p>{LEAD}</p>{table}<p>{SECOND}</p>") if kind is Kind.ROW]
    assert found == ["船\t開出", "首班\t六時半", "末班\t十時"]


@pytest.mark.parametrize(
    "broken",
    ["南<a href='/x'>加 </a>州", "南加<a href='/x'> 州</a>", "<a href='/x'>南加 州</a>", "南加\n   州"],
)
def test_words_broken_by_markup_are_whole(broken: str) -> None:
    """A blank left by a link's edge, in a linked keyword, or by a line break in the source is none to a reader."""
    assert blocks(f"<p>{broken}的渡輪停航三年，首班船於六時半離開碼頭。</p><p>{SECOND}</p>")[0][0].startswith(
        "南加州的渡輪"
    )


def test_a_linked_name_of_two_words_keeps_its_blank() -> None:
    linked = f"<p>{LEAD[:-1]}，班次見<a href='/x'>南岸渡輪 復航時刻表</a>。</p><p>{SECOND}</p>"
    assert blocks(linked)[0][0] == f"{LEAD[:-1]}，班次見南岸渡輪 復航時刻表。"


def test_icons_are_no_pictures() -> None:
    """A share button inside the story is not one of its pictures."""
    assert blocks(f'<p>{LEAD}</p><img src="/img/share-icon.png"><p>{SECOND}</p>') == [
        (LEAD, Kind.PARAGRAPH),
        (SECOND, Kind.PARAGRAPH),
    ]


def test_story_inside_a_box_called_comment_is_believed() -> None:
    """An element's name is not believed against what it holds."""
    assert [text for text, _ in blocks(f'<div class="comment-box"><p>{LEAD}</p><p>{SECOND}</p></div>')] == [
        LEAD,
        SECOND,
    ]


def test_other_stories_of_a_list_stay_out() -> None:
    """Teasers under a heading of related stories are longer than the story itself, and still not it."""
    teaser = "<h4><a href='/o'>老街面館換了第三代掌櫃，味道還是老樣子</a></h4>"
    teaser += "<p>掌櫃說，湯頭要熬八個小時，少一刻鐘都不行，街坊都知道。</p>"
    text = " ".join(text for text, _ in blocks(f"<p>{LEAD}</p>", after=f"<div><h3>熱門新聞</h3>{teaser * 6}</div>"))
    assert LEAD in text
    assert "掌櫃" not in text


def test_declared_element_is_the_story() -> None:
    """What an outlet declares is read, whatever else the page holds; what it drops is shown as dropped."""
    tree = page(
        f"<p>{SECOND}</p>" * 5,
        after=f'<div id="zoom"><p>{LEAD}</p><p>{SECOND}</p><p class="house">本報地址在河邊。</p></div>',
    )
    body = read_body(tree, outlet(body="#zoom", drop=(".house",)), HEADLINE)
    assert [block.text for block in body.blocks] == [LEAD, SECOND]
    assert [(r.rule, r.text) for r in body.removed] == [("declared by the outlet", "本報地址在河邊。")]


def test_known_platform_is_read_by_its_own_names() -> None:
    """A WordPress outlet's story is the entry's content, without what its plug-ins add."""
    story = f'<div class="entry-content"><p>{LEAD}</p><p>{SECOND}</p>'
    story += '<div class="sharedaddy"><p>喜歡就分享給朋友們看看吧。</p></div></div>'
    body = read_body(page(story), outlet(platform="wordpress"), HEADLINE)
    assert [block.text for block in body.blocks] == [LEAD, SECOND]
    assert body.removed[0].rule == "known of wordpress"


def test_page_without_a_sentence_is_doubtful() -> None:
    """A page of links has no story, and says so."""
    body = read_body(html.document_fromstring(f"<body><ul>{MENU}</ul></body>"), None, None)
    assert body.doubtful
    assert not any(block.text for block in body.blocks if block.kind is Kind.PARAGRAPH)


HOSTILE = {
    "deep": b"<html><body>" + b"<div class=ad>" * 1_900 + f"<p>{LEAD}</p>".encode() + b"</div>" * 1_900,
    "many tags": b"<html><body>" + b"<p><b>x</b></p>" * 150_000,
    "many lists": b"<html><body>" + "<div><h3>相關新聞</h3><a href=/x>別的故事在這裡</a></div>".encode() * 20_000,
    "one long line": b"<html><body><p>" + "大中小分享微信".encode() * 300_000 + b"</p>",
    "endless attributes": b"<html><body><p "
    + b"".join(b'a%d="x" ' % i for i in range(50_000))
    + f">{LEAD}</p>".encode(),
    "long class": b'<html><body><div class="' + b"ad-share " * 200_000 + f'"><p>{LEAD}</p></div>'.encode(),
    "nulls": f"<html><body><p>{LEAD}\0\0</p><p>\0{SECOND}</p>".encode(),
    "entities": b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><html><body><p>&b;&b;&b;</p>',
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_pages_end_in_time(body: bytes) -> None:
    """A page made to break a reader is read or refused, soon; it never crashes."""
    start = time.process_time()
    with suppress(PageUnreadable):
        read(Page(body=body))
    assert time.process_time() - start < 20


PIECES = [
    "<div>",
    "</div>",
    "<p>",
    "</p>",
    "<a href=x>",
    "</a>",
    "<br>",
    "<table>",
    "<td>",
    "<li>",
    "<img src=x>",
    "</b>",
    "<!--",
    "-->",
    "<![CDATA[",
    "&#0;",
    "&#xD800;",
    "相關新聞",
    LEAD,
    "\0",
    "\ud800",
    "<h1>",
    "<font class=jammer>",
    "<script>",
]


@given(st.lists(st.sampled_from(PIECES), max_size=60))
@settings(max_examples=300, deadline=None)
def test_any_soup_is_read_or_refused(pieces: list[str]) -> None:
    """No order of tags and texts makes the reader crash."""
    soup = "<html><body>" + "".join(pieces)
    try:
        draft = read(Page(body=soup.encode("utf-8", "surrogatepass")))
    except PageUnreadable:
        return
    assert all(text.strip() for text in draft.article.body)
