"""Bylines in every printed form, and what only looks like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive import Article
from crawler.extract.around import Near
from crawler.extract.byline import read_byline
from crawler.extract.claims import Claims
from crawler.lexicon.bylines import agency_in, read_line, read_start
from crawler.lexicon.names import is_author, name_and_place, name_at_end, names_in


@pytest.mark.parametrize(
    ("line", "byline", "authors", "dateline"),
    [
        ("記者夏彥／舊金山即時報導", "記者夏彥／舊金山即時報導", ("夏彥",), "舊金山"),
        ("記者張禾╱聖蓋博報導", "記者張禾╱聖蓋博報導", ("張禾",), "聖蓋博"),
        ("記者林小滿/松林市報導", "記者林小滿/松林市報導", ("林小滿",), "松林市"),
        ("社長于小琴", "社長于小琴", ("于小琴",), None),
        ("張一雄／亞凱迪亞", "張一雄／亞凱迪亞", ("張一雄",), "亞凱迪亞"),
        ("【星島記者黃一欣報道】", "星島記者黃一欣報道", ("黃一欣",), None),
        ("【星岛综合报道】", "星岛综合报道", (), None),
        ("▍本報記者蘇小禾三藩市報道▍", "本報記者蘇小禾三藩市報道", ("蘇小禾",), "三藩市"),
        ("【明報專訊】", "明報專訊", (), None),
        ("【邱一吉╱台北報導】", "邱一吉╱台北報導", ("邱一吉",), "台北"),
        ("編譯陳一良／綜合報導", "編譯陳一良／綜合報導", ("陳一良",), None),
        ("【KTSF 黃一光報導】", "KTSF 黃一光報導", ("黃一光",), None),
        ("(Boston Orange 周一菊麻州報導)", "Boston Orange 周一菊麻州報導", ("周一菊",), "麻州"),
        ("【侨声周末特约记者李强波士顿报道】", "侨声周末特约记者李强波士顿报道", ("李强",), "波士顿"),
        ("【聯合報╱記者張一芳／台北報導】", "聯合報╱記者張一芳／台北報導", ("張一芳",), "台北"),
        ("【華視新聞╱報導】", "華視新聞╱報導", (), None),
        ("美南新闻|梓溪 报道", "美南新闻|梓溪 报道", ("梓溪",), None),
        ("文/洪雅禾", "文/洪雅禾", ("洪雅禾",), None),
        ("作者:毛 禾", "毛 禾", ("毛禾",), None),
        ("˙盧一溢˙", "˙盧一溢˙", ("盧一溢",), None),
        ("图文:本报特约记者 高小尘", "图文:本报特约记者 高小尘", ("高小尘",), None),
        ("By RNZ中文", "By RNZ中文", ("RNZ中文",), None),
        ("---Wesley Lin 綜合報道---", "---Wesley Lin 綜合報道---", ("Wesley Lin",), None),
        ("TOM BELL2025年9月5日", "TOM BELL2025年9月5日", ("TOM BELL",), None),
        ("记者蒋 青", "记者蒋 青", ("蒋青",), None),
        ("中新社记者 张小冬", "中新社记者 张小冬", ("张小冬",), None),
        ("新华社记者邹一为、唐禾、丁乐山", "新华社记者邹一为、唐禾、丁乐山", ("邹一为", "唐禾", "丁乐山"), None),
        ("記者張一雄 張禾嘉 嘉義報導", "記者張一雄 張禾嘉 嘉義報導", ("張一雄", "張禾嘉"), "嘉義"),
        ("彭青 賀一湘文/圖", "彭青 賀一湘文/圖", ("彭青", "賀一湘"), None),
        ("陳大文／綜合報導", "陳大文／綜合報導", ("陳大文",), None),
        ("記者張一雄／列治文報道", "記者張一雄／列治文報道", ("張一雄",), "列治文"),
        ("文：洪雅禾", "文：洪雅禾", ("洪雅禾",), None),
        ("【本報訊】", "本報訊", (), None),
        ("【本報墨爾本訊】", "本報墨爾本訊", (), "墨爾本"),
        ("環海社長崎電", "環海社長崎電", (), "長崎"),
        ("环海社长崎10月3日电", "环海社长崎10月3日电", (), "长崎"),
        ("洛杉磯訊", None, (), "洛杉磯"),
        ("（古晋13日讯）", None, (), "古晋"),
        ("（台北、吉隆坡29日综合电）", None, (), "台北、吉隆坡"),
    ],
)
def test_whole_line(line: str, byline: str | None, authors: tuple[str, ...], dateline: str | None) -> None:
    found = read_line(line)
    assert (found.byline, found.authors, found.dateline) == (byline, authors, dateline)


def test_section_agency_and_place_in_one_line() -> None:
    found = read_line("【新聞速遞】通訊社 好萊塢報道")
    assert (found.section, found.byline, found.agency, found.dateline) == ("新聞速遞", "通訊社", "通訊社", "好萊塢")


@pytest.mark.parametrize(
    ("start", "byline", "authors", "agency", "dateline", "rest"),
    [
        ("中新社馬尼拉3月15日電:近百名民眾上街", None, (), "中新社", "馬尼拉", "近百名民眾上街"),
        (
            "新华网罗马2月12日电(报道员谢培康)新年",
            "新华网罗马2月12日电(报道员谢培康)",
            ("谢培康",),
            "新华网",
            "罗马",
            "新年",
        ),
        ("環海社曼谷十一月十六日電為期三週的研習班", None, (), "環海社", "曼谷", "為期三週的研習班"),
        ("本报讯港口昨日重开", "本报讯", (), None, None, "港口昨日重开"),
        ("【本報訊】港口昨日重開", "本報訊", (), None, None, "港口昨日重開"),
        ("越通社胡志明市——值此佳节", None, (), "越通社", "胡志明市", "值此佳节"),
        ("本报讯（记者王一硕）昨天下午", "本报讯（记者王一硕）", ("王一硕",), None, None, "昨天下午"),
        ("欧华报消息(记者 易安) 集市", "欧华报消息(记者 易安)", ("易安",), None, None, "集市"),
        ("（中央社記者陳禾君台北3日電）颱風", "中央社記者陳禾君台北3日電", ("陳禾君",), "中央社", "台北", "颱風"),
        ("〔中央社〕天氣轉涼", None, (), "中央社", None, "天氣轉涼"),
        (
            "【大紀元2013年09月23日訊】(大紀元記者鄧蘊詞法國報導) 校園",
            "大紀元記者鄧蘊詞法國報導",
            ("鄧蘊詞",),
            None,
            "法國",
            "校園",
        ),
        ("【七天讯】(记者颜一)清晨", "记者颜一", ("颜一",), None, None, "清晨"),
        ("(吉隆坡17日讯)  首相", None, (), None, "吉隆坡", "首相"),
        ("东方网记者曹石5月13日报道：今年", "东方网记者曹石5月13日报道", ("曹石",), "东方网", None, "今年"),
        ("台海网1月12日讯 （海峡早报记者 梁青 通讯员 李禾）日前", None, ("梁青", "李禾"), "台海网", None, "日前"),
    ],
)
def test_start_of_a_paragraph(
    start: str, byline: str | None, authors: tuple[str, ...], agency: str | None, dateline: str | None, rest: str
) -> None:
    found = read_start(start)
    assert (found.authors, found.agency, found.dateline, found.rest) == (authors, agency, dateline, rest)
    assert byline is None or found.byline == byline


@pytest.mark.parametrize(
    "line",
    [
        "記者會上，他表示感謝。",
        "記者會改期",
        "作者是誰並不重要",
        "【社論】我們的港口",
        "（編者按）本文寫於去年",
        "(資料圖片)",
        "貝塞娜聯合 馬科斯總統主持了典禮",
        "據新華社電 港口昨日重開",
        "圖文並茂",
        "文章來源不明",
        "北京/上海",
        "記者劉一岩／攝影",  # the credit of a picture
        "首頁 / 新聞",
    ],
)
def test_what_only_looks_like_a_byline(line: str) -> None:
    found = read_line(line)
    assert (found.byline, found.authors) == (None, ())
    assert read_start(line + "，後面還有很多字。").authors == ()


@pytest.mark.parametrize(
    "name", ["editor", "admin", "小編", "本網", "綜合報導", "佚名", "user123", "新華網", "編輯部", "a@b.com", "打印"]
)
def test_log_ins_desks_and_buttons_are_no_authors(name: str) -> None:
    assert not is_author(name)


def test_names_are_parted_however_they_are_strung() -> None:
    assert names_in("張禾、李強") == ("張禾", "李強")
    assert names_in("記者 張 禾") == ("張禾",)
    assert names_in("文/張禾 圖/李強")[0] == "張禾"
    assert names_in("Wesley Lin and Ann Wu") == ("Wesley Lin", "Ann Wu")


def test_what_somebody_is_is_no_part_of_the_name() -> None:
    assert names_in("松林大學經濟學院教授方一舟") == ("方一舟",)
    assert names_in("方一舟北京松林大学经济学院教授") == ("方一舟",)
    assert names_in("松林市国际经济交流中心研究部部长") == ()


def test_name_and_place_without_a_sign_between_them() -> None:
    assert name_and_place("李强波士顿") == ("李强", "波士顿")
    assert name_and_place("欧阳文文松林市") == ("欧阳文文", "松林市")
    assert name_and_place("田文雪子") == ("田文雪子", None)


def test_signature_behind_the_last_sentence() -> None:
    assert name_at_end("港口將在秋天重開。（张一峰）") == "张一峰"
    assert name_at_end("港口將在秋天重開。（记者 温如初）") == "记者 温如初"
    assert name_at_end("港口將在秋天重開。记者方禾") == "记者方禾"
    assert name_at_end("他說：“誰也不買。”文/包小禾") == "文/包小禾"
    assert name_at_end("港口將在秋天重開。（完）") is None
    assert name_at_end("港口（又名北港）") is None


def test_agencies_are_told_from_papers() -> None:
    assert agency_in("来源：新华社") == "新华社"
    assert agency_in("來源：中央社") == "中央社"
    assert agency_in("來源：港路報") is None


def test_name_in_its_own_element_of_a_row_signs_and_an_account_there_does_not() -> None:
    """Beside the date, in an element called author: a name of Chinese form is a person's, 財經 may be the section."""
    for author, found in (("何婉", ("何婉",)), ("財經", ()), ("songlin2020", ()), ("關注", ())):
        row = Near(
            f"{author} 2026-11-20 09:12", "div meta", False, True, 0, ((author, "span author"), ("2026-11-20", "b"))
        )
        assert read_byline(Article(url=None), Claims(), [row]).authors == found


def near(*lines: str | tuple[str, str]) -> list[Near]:
    told = [line if isinstance(line, tuple) else (line, "div") for line in lines]
    return [Near(text, names, False, True, i) for i, (text, names) in enumerate(told)]


@pytest.mark.parametrize(
    ("lines", "byline", "authors"),
    [
        (near("2012-01-12 17:48 来源：晨风晚报 作者：方一舟"), "方一舟", ("方一舟",)),
        (near("2019-03-18 23:59聯合報 記者林嘉禾／桃園機場報導"), "聯合報 記者林嘉禾／桃園機場報導", ("林嘉禾",)),
        (near("March 21, 2014 by Bonnie Zhao Leave a Comment"), "by Bonnie Zhao", ("Bonnie Zhao",)),
        (near(("陳小玲", "span author-name")), "陳小玲", ("陳小玲",)),
        (near("文丨港路特约评论员 方一舟"), "文丨港路特约评论员 方一舟", ("方一舟",)),
        (near("方一舟/松林青年报", "2019-09-24 09:10"), "方一舟/松林青年报", ("方一舟",)),
        (near("作者：《港路》綜合報導"), "《港路》綜合報導", ()),
        (near("范姜大佑 2020年03月12日 11:20"), "范姜大佑", ("范姜大佑",)),
        (near("发布时间： 2012-01-17 20:52 来源： 全景网 陈禾"), "全景网 陈禾", ("陈禾",)),
        (near("【聯合報╱記者陳一利", "／即時報導】"), "聯合報╱記者陳一利／即時報導", ("陳一利",)),
        (near("作者：港路編輯部"), "港路編輯部", ()),
        (near("[2026-11-20] [方一舟] [點擊：88]"), "方一舟", ("方一舟",)),
        (near("由 方一舟 提交於 週五, 2026-11-20 09:12"), "由 方一舟 提交於", ("方一舟",)),
        (near("作者是 方一舟"), "方一舟", ("方一舟",)),
        (near("由 市府 主辦的展覽"), None, ()),
        (near("時間：2026-11-16 來源：港路報 作者： 点击： 411次 大 中 小"), None, ()),
        (near("2026/11/18 來源：港路報 記者 方一舟 列印版 字號：大小"), "記者 方一舟", ("方一舟",)),
        (near("2026/11/18 來源：港路報 特約撰稿 方一舟 列印版"), "特約撰稿 方一舟", ("方一舟",)),
        (near("中華民國115年11月18日 記者方一舟 來源：環海社"), "記者方一舟", ("方一舟",)),
        (near("中華民國115年11月18日 文：方一舟"), "文：方一舟", ("方一舟",)),
        (near("時間：2026-11-16 來源：港路報 作者：本報記者 方一舟 点击：411次"), "本報記者 方一舟", ("方一舟",)),
        # not printed as authors
        (near("by editor 0 Comments"), None, ()),
        (near("2020-07-04 来源：晨风网 作者：陈海 责任编辑：陈海"), None, ()),
        (near(("责任编辑：小秦", "div author")), None, ()),
        (near("作者：松林市国际经济交流中心研究部部长"), None, ()),
        (near(("正有 2 人评论", "div author")), None, ()),
        (near("Powered by Discuz! X3.2"), None, ()),
        (near("记者：“我本人不燃放烟花”"), None, ()),
        (near(("作者：裴先生", "div bksinfo")), None, ()),
        (near("港路報", "2020-01-01"), None, ()),
    ],
)
def test_lines_near_the_headline(lines: list[Near], byline: str | None, authors: tuple[str, ...]) -> None:
    found = read_byline(Article(url=None), Claims(), lines)
    assert (found.byline, found.authors) == (byline, authors)


def test_author_told_to_machines_needs_a_witness_in_print() -> None:
    claims = Claims(meta={"author": ("Mei Lan",)})
    assert read_byline(Article(url=None), claims, near("Mei Lan | 2020-01-01")).authors == ("Mei Lan",)
    assert read_byline(Article(url=None), claims, near("2020-01-01")).byline is None


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("2011-12-15 20:06 来源：新华社", "新华社"),
        ("時間：2026-11-16 來源：環海社 作者：", "環海社"),
        ("来源：晨风晚报 作者：方一舟", "晨风晚报"),
        ("来源：港路报 作者：方一舟", None),  # the site itself
        ("来源：综合", None),
        ("来源：", None),
    ],
)
def test_agency_named_as_source(line: str, agency: str | None) -> None:
    claims = Claims(title="港口重開 - 港路报", meta={"og:site_name": ("港路报",)})
    assert read_byline(Article(url=None), claims, near(line)).agency == agency


@given(st.text(alphabet="記者报导報導本文/／【】()（）張禾聖蓋博电電讯日123 ,，。:：by A", max_size=40))
def test_what_is_found_is_printed(text: str) -> None:
    for found in (read_line(text), read_start(text)):
        assert found.byline is None or found.byline in text
        assert found.dateline is None or found.dateline in text
        assert text.endswith(found.rest)
