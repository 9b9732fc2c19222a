"""The headline, without the site's name."""

import pytest

from crawler.extract.around import Near
from crawler.extract.claims import Claims, canonical_url, read_claims
from crawler.extract.headline import headline_above, headline_of_body, read_headline, without_site
from crawler.extract.markup import parse
from crawler.extract.section import read_section
from crawler.extract.tags import keywords_of, read_tags
from crawler.outlets import outlet


def headline(title: str, body: str, head: str = "") -> str | None:
    tree = parse(f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>")
    return read_headline(tree, read_claims(tree)).text


@pytest.mark.parametrize(
    ("title", "body", "wanted"),
    [
        ("渡輪加班 - 港灣報", "<h1>渡輪加班</h1>", "渡輪加班"),
        # a section's heading is in the title too; the longer one is the headline
        ("市集九月開張 | 社區新聞 | 港灣報", "<h1>社區新聞</h1><h2>市集九月開張</h2>", "市集九月開張"),
        # widths and blanks differ
        ("市集 九月開張!_港灣報", "<h1>市集　九月開張！</h1>", "市集 九月開張！"),
        # no heading: any text that begins the title
        ("舊橋重開迎三千人-港灣報", "<table><td><font><b>舊橋重開迎三千人</b></font></td></table>", "舊橋重開迎三千人"),
        # the site's name first
        ("港灣報：舊橋重開迎三千人", "<strong>舊橋重開迎三千人</strong>", "舊橋重開迎三千人"),
        # the title is cut short
        (
            "圖書館週末延長開放時間添購中文...",
            "<h1>圖書館週末延長開放時間添購中文書三百冊</h1>",
            "圖書館週末延長開放時間添購中文書三百冊",
        ),
        # the hour and the page's number are no part of it
        ("渡輪加班 - 港灣報", "<h2>渡輪加班 <span>16:15</span></h2>", "渡輪加班"),
        ("渡輪加班 【16:15】 - 港灣報", "<h2>渡輪加班 <span>【16:15】</span></h2>", "渡輪加班 【16:15】"),
        # a crumb's arrow in the same element
        ("渡輪加班疏運旅客", "<div class='title'>》渡輪加班疏運旅客</div>", "渡輪加班疏運旅客"),
        # the paper words title and heading differently
        ("互助會確保年底前發還會費_港灣報", "<h1>互助會：確保年底前發還會費</h1>", "互助會：確保年底前發還會費"),
        # the title names the site alone
        ("港灣報", "<h1>舊橋重開，三千人來走一走</h1>", "舊橋重開，三千人來走一走"),
        # a button hangs inside the heading
        (
            "舊橋重開，三千人來走一走",
            "<h1>舊橋重開，三千人來走一走<i>播放這則新聞的語音給我聽</i></h1>",
            "舊橋重開，三千人來走一走",
        ),
        # nothing prints it
        ("舊橋重開迎三千人 - 港灣報", "<p>正文從這裡開始。</p>", "舊橋重開迎三千人"),
    ],
)
def test_headline(title: str, body: str, wanted: str) -> None:
    assert headline(title, body) == wanted


def test_a_dash_within_a_headline_stays() -> None:
    assert (
        headline("鑽石公主號 - 一艘船的旅程 - 港灣報", "<h1>鑽石公主號 - 一艘船的旅程</h1>")
        == "鑽石公主號 - 一艘船的旅程"
    )


def test_page_without_any_title_has_no_headline() -> None:
    assert headline("", "<p>文字</p>") is None


def test_site_name_that_the_page_gives_is_taken_off() -> None:
    claims = Claims(meta={"og:site_name": ("港灣報",)})
    assert without_site("港灣報 | 渡輪加班", claims) == "渡輪加班"


def test_line_above_the_story_stands_in_for_a_title_that_names_the_site() -> None:
    story = "渡輪公司週五起加開夜班，港口的旅客不必再等到天亮。"
    above = [Near("本地新聞", "div", False, False, 0), Near("渡輪加開夜班 旅客不必等", "div", False, False, 1)]
    assert headline_above("港灣電視台", above, story) == "渡輪加開夜班 旅客不必等"
    assert headline_above("渡輪夜班", above, story) == "渡輪夜班"


SITE = "https://www.gangwan.com.tw/news/1?from=line"


@pytest.mark.parametrize(
    ("named", "wanted"),
    [
        ("https://www.gangwan.com.tw/news/1", "https://www.gangwan.com.tw/news/1"),
        ("/news/1", "https://www.gangwan.com.tw/news/1"),
        ("https://m.gangwan.com.tw/news/1#top", "https://m.gangwan.com.tw/news/1"),
        ("https://elsewhere.com.tw/news/1", SITE),  # another site under the same registry
        ("https://www.gangwan.com.tw/", SITE),  # the front page is no story's address
        ("javascript:void(0)", SITE),
        ("http://[broken", SITE),
    ],
)
def test_canonical_address(named: str, wanted: str) -> None:
    assert canonical_url(Claims(canonical=named), SITE) == wanted


def test_an_outlet_may_have_several_hosts() -> None:
    known = outlet("ushealthlifestyle")
    named = "https://ushealthlifestyle.com/archives/1"
    assert canonical_url(Claims(canonical=named), "https://mirror.example/1", known) == named


def test_address_stays_unknown_where_nobody_says_it() -> None:
    assert canonical_url(Claims(), None) is None


@pytest.mark.parametrize(
    ("page", "wanted"),
    [
        ("<div class='breadcrumb'><a>首頁</a> &gt; <a>社區</a> &gt; <span>渡輪加班</span></div>", "社區"),
        ("<td class='path'>首页 &gt; 侨社 &gt; 正文</td>", "侨社"),
        ("<nav class='breadcrumb'><a>Home</a><a>Local News</a></nav>", "Local News"),
        ("<div class='place'><b>当前位置:</b> <a>主页</a> &gt; <a>侨社</a> &gt; 正文</div>", "侨社"),
        (
            "<div class='crumb'>您现在所在：<a>首页</a> » <a>渡輪</a> » 正文</div>",
            "渡輪",
        ),  # the headline names it as well
        ("<tr><td><a>首頁</a> &gt; <a>澳洲</a> &gt; 內文</td></tr>", "澳洲"),
        ("<p><a>首頁</a> | <a>新聞</a> | <a>體育</a></p>", None),  # a menu
        ("<meta property='article:section' content='Uncategorized'>", None),
        ("<p>位置不明</p>", None),
    ],
)
def test_section(page: str, wanted: str | None) -> None:
    tree = parse(f"<html><title>渡輪加班</title><body>{page}<p>文</p></body></html>")
    assert read_section(tree, read_claims(tree), "渡輪加班") == wanted


def test_tags_are_the_story_s_and_not_the_site_s_cloud() -> None:
    tree = parse("<p><a rel='tag' href='/t/1'>#渡輪</a> <a rel='tag' href='/t/2'>港口</a></p>")
    assert read_tags(tree, read_claims(tree)) == ("渡輪", "港口")
    row = parse("<div class='tags'>关键词：<a>渡轮</a> <a>港口</a></div>")
    assert read_tags(row, read_claims(row)) == ("渡轮", "港口")
    plain_row = parse("<p><b>標籤：</b>渡輪、港口</p>")
    assert read_tags(plain_row, read_claims(plain_row)) == ("渡輪", "港口")
    cloud = parse("".join(f"<a rel='tag' href='/t/{i}'>標籤{i}</a>" for i in range(40)))
    assert read_tags(cloud, read_claims(cloud)) == ()


@pytest.mark.parametrize(
    ("keywords", "wanted"),
    [
        ("渡輪,港口", ("渡輪", "港口")),
        ("渡輪,港口,社團,僑務", ("渡輪", "港口", "社團", "僑務")),
        ("港路報,渡輪", ()),  # the site's
        ("新聞,財經,體育,渡輪", ()),
        ("渡輪,港口,新,聞,財,經,體,育,副,刊", ()),
        ("", ()),
    ],
)
def test_keywords_of_the_meta_tag_where_they_are_the_story_s(keywords: str, wanted: tuple[str, ...]) -> None:
    claims = Claims(title="渡輪加班_港路報", meta={"keywords": (keywords,)})
    assert keywords_of(claims, "渡輪加班", "港口的渡輪昨日加班，直到夜裡。") == wanted


def test_a_headline_that_a_list_cut_short_is_not_the_headline() -> None:
    page = "<h4><a>渡輪加班到深夜 乘客還..</a></h4><div class='t'>渡輪加班到深夜 乘客還在排隊</div>"
    assert headline("渡輪加班到深夜 乘客還在排隊_港灣報", page) == "渡輪加班到深夜 乘客還在排隊"
    own = "<h4><a>渡輪加班到深夜 乘客竟然……</a></h4><p>渡輪加班到深夜</p>"
    assert headline("渡輪加班到深夜 乘客竟然……_港灣報", own) == "渡輪加班到深夜 乘客竟然……"


def test_the_headline_is_where_the_story_is_and_not_in_a_list_of_the_newest() -> None:
    tree = parse(
        "<title>港灣報 - 渡輪加班到深夜兩點</title>"
        "<table><tr><td><marquee><a href='/1'>渡輪加班到深夜兩點</a></marquee></td></tr>"
        "<tr><td><span class='hd'>渡輪加班到深夜兩點</span></td></tr></table>"
    )
    found = read_headline(tree, read_claims(tree))
    assert found.element is not None
    assert found.element.tag == "span"


def test_broken_json_ld_costs_nothing_else() -> None:
    tree = parse("<title>渡輪加班</title><script type='application/ld+json'>{'oops': </script><h1>渡輪加班</h1>")
    assert read_headline(tree, read_claims(tree)).text == "渡輪加班"
    assert read_claims(tree).story == {}


def test_first_line_of_a_body_is_the_headline_where_the_page_names_the_site_alone() -> None:
    """Set in large type, in no heading; the story speaks of what it says."""
    story = "渡輪公司週五起加開夜班，港口的旅客不必再等到天亮。"
    assert headline_of_body("港灣報", ["渡輪加開夜班 旅客不必等", story]) == "渡輪加開夜班 旅客不必等"
    assert headline_of_body("港灣報", ["讀者來信", story]) is None
    assert headline_of_body("渡輪加開夜班 旅客不必等", ["渡輪公司說明", story]) is None


def test_brief_heading_that_begins_the_title() -> None:
    assert headline("霧橋 - 副刊 - 港灣報", "<h1>霧橋</h1><p>橋在霧裡</p>") == "霧橋"
