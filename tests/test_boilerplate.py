"""Lines that are the page's and not the story's go, with the rule's name; the story's own stay, however they look."""

import pytest

from archive import Article
from crawler.clean.boilerplate import drop_boilerplate
from crawler.clean.jammers import drop_jammers
from crawler.clean.repeats import drop_repeats
from crawler.clean.spacing import heal
from crawler.draft import Block, Draft, Kind
from crawler.lexicon.phrases import FAMILIES

LEAD = "停航三年的南岸渡輪昨日清晨復航，首班船於六時半離開碼頭，船上坐了九十名乘客。"
THIRD = "街坊們清晨就在碼頭等候，有人帶了熱湯，有人帶了相機，要把首班船拍下來。"
SECOND = "船公司經理說，頭一個月每天開六班，若乘客多於預期，五月起會加到每天十班。"


def draft(*lines: str | Block, headline: str | None = None) -> Draft:
    blocks = tuple(line if isinstance(line, Block) else Block(line) for line in lines)
    return Draft(Article(url=None, headline=headline), blocks)


def kept(done: Draft) -> list[str]:
    return [block.text for block in done.blocks]


ANYWHERE = [
    ("字號：大 中 小", "controls"),
    ("分享到：微信 微博 Facebook", "controls"),
    ("閱讀 (11140次)", "controls"),
    ("上一篇｜下一篇", "controls"),
    ("Skip to main content", "controls"),
    ("找回密码", "controls"),
    ("廣告", "controls"),
    ("0", "controls"),
    ("责任编辑：小舟", "editor"),
    ("[编辑:页舟]", "editor"),
    ("（完）", "editor"),
    ("扫一扫，访问微社区", "share and follow"),
    ("請按讚加入我們的粉絲專頁", "share and follow"),
    ("长按识别二维码关注我们", "share and follow"),
    ("0:00 /0:36 1×", "controls"),
    ("您的浏览器不支持HTML5", "audio and video"),
    ("Leave a Reply", "controls"),
    ("The reCAPTCHA verification period has expired. Please reload the page.", "comments"),
    ("發佈留言必須填寫的電子郵件地址不會公開。", "comments"),
    ("IMG_5285.JPG", "site leftovers"),
    ("article_img", "site leftovers"),
    ("页面未找到", "site leftovers"),
    ("Joom!Fish config error: Default language is inactive!", "site leftovers"),
    ("您的位置 首页 英国", "site leftovers"),
    ("每年的檔案: 2022", "site leftovers"),
    ("Reference: https://news.example/350382796", "address"),
]

AT_THE_HEAD = [
    "2024-03-02 09:15 來源：南岸華報",
    "2024年05月05日 星期日 14:47:39",
    "March 21, 2014 by Lin Leave a Comment",
    "星期四, 9月 14, 2017",
    "日期:2014-02-03 09:05:11 阅读:  来源:河城网编译",
    "3小时前",
]

AT_THE_TAIL = [
    "本網站內容嚴禁未經授權轉載、複製。",
    "免责声明：文章内容不代表本站立场，仅供读者参考。",
    "Copyright © 2024 南岸華報 All rights reserved.",
    "標籤：渡輪, 碼頭, 南岸",
    "來源：南岸華報",
    "電話：02-5550-1234 傳真：02-5550-1235",
    "【2012/01/12 河城晚報】@ http://hecheng.example/",
    "登入後可閱讀全文",
    "中文新闻,河城经济,时事,论坛动态,码头,渡轮,南岸新闻",
]

NEVER = [
    "編按：本文受訪者要求不具全名，本報已核實其身分。",
    "更正：昨日本版所刊船期有誤，首班應為六時半，未經查證之處謹此致歉。",
    "「未經授權的轉載，我們一律不追究。」船公司經理笑著說，他希望更多人知道復航的消息，也歡迎鄉親把照片傳給朋友。",
    "（吉隆坡17日讯）首班船於六時半開出。",
    "美國新聞中心8/28/2022 南岸市報導，渡輪昨日復航。",
    "中新社馬尼拉3月15日電：渡輪復航",
    "2025年7月6日，據河城晚報報道，渡輪復航。",
    "7月2日，南岸商會在碼頭設宴，",
    "碼頭大火已有30人送醫，消防員仍在現場。",
    "記者致電船公司，對方沒有回應。",
    "在鎮公所新聞發布會上，他說不。",
    "在電視新聞中發表談話時，他落淚了。",
    "活動免費，市民可按此報名。",
    "刊登廣告的商家表示滿意。",
    "在過去十年中關注渡輪的人越來越多。",
    "他把照片分享到網上，引來熱議。",
    "請遵守規定，船長對乘客說。",
    "在海上追蹤走私船",
    "關注渡輪新聞的人都知道這件事。",
    "成為我們的一員，是他多年的夢想。",
    "下載應用程式的人增加了。",
    "收看節目的人越來越多。",
    "船長發表評論後離場。",
    "她收到驗證碼簡訊，錢就被轉走了。",
]


@pytest.mark.parametrize(("line", "rule"), ANYWHERE)
def test_families_anywhere(line: str, rule: str) -> None:
    """Between two paragraphs too."""
    done = drop_boilerplate(draft(LEAD, line, SECOND))
    assert kept(done) == [LEAD, SECOND]
    assert [(removed.rule, removed.text) for removed in done.removed] == [(rule, line)]


@pytest.mark.parametrize("line", AT_THE_HEAD)
def test_families_at_the_head(line: str) -> None:
    """Above the first paragraph they go; between paragraphs the same words may be the story's."""
    assert kept(drop_boilerplate(draft(line, LEAD, SECOND))) == [LEAD, SECOND]


@pytest.mark.parametrize("line", AT_THE_TAIL)
def test_families_at_the_tail(line: str) -> None:
    """Below the last paragraph."""
    assert kept(drop_boilerplate(draft(LEAD, SECOND, line))) == [LEAD, SECOND]


@pytest.mark.parametrize("line", NEVER)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_the_storys_own_words_stay(line: str, place: int) -> None:
    """Notices, quotations, datelines and days told of stay wherever they stand."""
    lines = [LEAD, SECOND]
    lines.insert(place, line)
    assert kept(drop_boilerplate(draft(*lines))) == lines


def test_captions_are_left_to_their_own_rule() -> None:
    """A caption is never boilerplate, whatever it says."""
    caption = Block("廣告", Kind.CAPTION, "/1.jpg")
    assert caption in drop_boilerplate(draft(LEAD, caption, SECOND)).blocks


def test_other_stories_after_the_story_go() -> None:
    """From the heading of related stories to the end, prose or not."""
    others = [
        "延伸閱讀：",
        "老街麵館換了第三代掌櫃",
        "掌櫃說，湯頭要熬八個小時，少一刻鐘都不行，街坊們都知道，也都願意排隊等。",
    ]
    done = drop_boilerplate(draft(LEAD, SECOND, LEAD + "又", *others))
    assert kept(done) == [LEAD, SECOND, LEAD + "又"]
    assert {removed.rule for removed in done.removed} == {"related stories"}


def test_list_of_other_stories_inside_the_story_ends_where_prose_goes_on() -> None:
    """A box in the middle takes only its own lines."""
    assert kept(drop_boilerplate(draft(LEAD, "相关新闻", "老街面馆换了掌柜", SECOND, SECOND + "又"))) == [
        LEAD,
        SECOND,
        SECOND + "又",
    ]


def test_link_to_another_story_near_the_end_takes_itself_alone() -> None:
    """What goes on below it does not say again what the link's headline says."""
    done = drop_boilerplate(draft(LEAD, SECOND, SECOND + "又", "READ MORE", "老街麵館換了掌櫃", THIRD))
    assert kept(done) == [LEAD, SECOND, SECOND + "又", THIRD]


def test_nothing_follows_the_end() -> None:
    """What stands behind the editor's line is not the story, but a correction is."""
    notice = "更正：首班船應為六時半開出。"
    done = drop_boilerplate(
        draft(
            LEAD,
            SECOND,
            "責任編輯：小舟",
            "掌櫃說，湯頭要熬八個小時，少一刻鐘都不行，街坊們都知道，也都願意排隊等。",
            notice,
        )
    )
    assert kept(done) == [LEAD, SECOND, notice]


def test_closing_words_are_cut_from_a_paragraph() -> None:
    """The editor's name at the end of the last paragraph goes, the paragraph stays."""
    assert kept(drop_boilerplate(draft(LEAD, SECOND + "（責任編輯：小舟）"))) == [LEAD, SECOND]


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_no_family_takes_a_paragraph(family: object) -> None:
    """Plain prose is in nobody's reach."""
    assert kept(drop_boilerplate(draft(LEAD, SECOND))) == [LEAD, SECOND]


def test_said_twice_is_kept_once() -> None:
    """The headline, a cut lead above itself, a caption above itself, a story in two tabs."""
    cut = "停航三年的南岸渡輪昨日清晨復航..."
    done = drop_repeats(draft("渡輪復航", cut, LEAD, SECOND, LEAD, SECOND, headline="渡輪復航"))
    assert kept(done) == [LEAD, SECOND]
    captions = [Block("乘客排隊登船…", Kind.CAPTION), Block("乘客排隊登船。何田攝", Kind.CAPTION)]
    assert kept(drop_repeats(draft(*captions))) == ["乘客排隊登船。何田攝"]


def test_refrain_is_no_repeat() -> None:
    """A short line that comes back later is the author's."""
    lines = ["船來了。", LEAD, SECOND, "船來了。"]
    assert kept(drop_repeats(draft(*lines))) == lines


@pytest.mark.parametrize(
    ("line", "healed"),
    [
        ("三 藩 市 一 年 一 度", "三藩市一年一度"),
        ("他說 ，船 來了。", "他說，船 來了。"),
        ("美國知名製片人 Kim Holland 主持", "美國知名製片人 Kim Holland 主持"),
        ("\u3000\u3000停航\u200b三年", "停航三年"),
        ("Harmony  Gold   Theater", "Harmony Gold Theater"),
    ],
)
def test_spacing(line: str, healed: str) -> None:
    """White space inside Chinese words goes, white space beside Latin words stays."""
    assert heal(line) == healed


@pytest.mark.parametrize(
    ("line", "heard"),
    [
        ("盼着明年去看龙舟。; Z/ l4 }! Z. S/ F", "盼着明年去看龙舟。"),
        ("% g6 e3 M4 h5 l5 j以捕鱼为生", "以捕鱼为生"),
        ("他用 C++ 和 R 写了一个 A/B 测试", "他用 C++ 和 R 写了一个 A/B 测试"),
        ("影片 A Tale of Two Cities 明晚上映", "影片 A Tale of Two Cities 明晚上映"),
    ],
)
def test_jammers(line: str, heard: str) -> None:
    """Noise strewn against copying goes; Latin words, formulas and titles stay."""
    assert kept(drop_jammers(draft(line))) == [heard]


def test_heading_below_which_nothing_is_left_goes() -> None:
    """It headed a list of other stories, or references; one with text below it stays."""
    heading = Block("參考資料", Kind.HEADING)
    assert kept(drop_boilerplate(draft(LEAD, SECOND, heading))) == [LEAD, SECOND]
    assert kept(drop_boilerplate(draft(LEAD, heading, SECOND))) == [LEAD, "參考資料", SECOND]
