"""Bylines as Chinese papers print them: who wrote it, for which agency, from where.

記者張宏╱聖蓋博報導 · 【星島記者黃憶欣報道】 · ▍本報記者蘇婕雅三藩市報道▍ · 文/洪雅芳 · 中新社馬尼拉3月15日電 · (吉隆坡17日讯) · By RNZ中文.
A name is taken only from where a form puts it; what fits no form is no byline.
"""

import re
import unicodedata
from dataclasses import dataclass, replace

from crawler.places import PLACES

LONGEST = 60  # characters; the longest byline seen has 41


@dataclass(frozen=True, slots=True)
class Byline:
    """What an opening says, and the text after it. `byline` is verbatim; `formula` is an opening that names nobody, 本報訊."""

    byline: str | None = None
    authors: tuple[str, ...] = ()
    agency: str | None = None
    dateline: str | None = None
    section: str | None = None
    formula: str | None = None
    rest: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing was found."""
        return not (self.byline or self.agency or self.dateline or self.section or self.formula)


# Slashes of three kinds and their look-alikes, bars, middle dots.
_SLASH = r"[/／╱∕⁄|｜︱]"
_OPEN, _CLOSE = r"[\[【〔［(（﹝▍〖˙]", r"[\]】〕］)）﹞▍〗˙]"
_PAPER = r"[^\s,，。、:：()（）/／╱【】〔〕\d]{0,10}?"
_ROLE = (
    r"(?:特約|特约|駐[^\s記记]{0,6}|驻[^\s記记]{0,6}|實習|实习|首席|見習|见习|攝影|摄影|文字|資深|资深|本報|本报|本刊|通訊|新聞|新闻|地方)?"
    r"(?:記者|记者|通訊員|通讯员|特派員|特派员|報道員|报道员|撰稿人|撰稿|採訪團隊|評論員|评论员|特約作者)"
)
_VERB = (
    r"(?:(?:即時|即时|綜合|综合|採訪|采访|現場|现场|專題|专题|連線|连线|攝影|摄影|編譯|编译|特稿|專訪|专访|獨家|独家|外電|外电|台北|聯合|联合|深度|"
    r"整理|直擊|直击|撰文|文)*[/／╱]?(?:報道|報導|报道|报导|報告|專電|专电|專訊|专讯|專稿|专稿|特稿|攝影|摄影|攝|整理|編譯|编译|電|电|訊|讯|撰文|專訪|专访|特寫|特写|文|綜合外電|摘譯|綜合))"
)
_VERB_ALONE = r"(?:即時|即时|綜合|综合|採訪|采访|攝影|摄影|編譯|编译|專題|专题|整理|連線|连线)+"
_NAME = r"[\u4e00-\u9fff·‧•]{2,12}|[A-Z][\w.'’-]+(?:\s+[A-Z][\w.'’-]+){0,3}"
_NAMES = rf"(?:{_NAME})(?:[\s、，,&＆和與与及/／╱]+(?:{_NAME}))*"
_AGENCY = (
    r"(?:中新社|中新網|中新网|中国新闻网|中國新聞網|中国新闻社|新華社|新华社|新華網|新华网|中央社|人民網|人民网|越通社|法新社|路透社?|美聯社|美联社|"
    r"俄新社|塔斯社|共同社|韓聯社|韩联社|彭博社?|德新社|加通社|埃菲社|安莎社|馬新社|马新社|中廣網|中广网|央视网|央視網|自由亞洲電台|自由亚洲电台|"
    r"RFA|AFP|AP|CNA|Reuters|通訊社|通讯社|中国青年网|中国台湾网|台海网|每日甘肃网|东方网|天维网|歐洲新聞社|欧洲新闻社|中評社|中评社|僑務電子報)"
)
_DAY = r"(?:(?:(?:19|20)?\d{2}年)?(?:\d{1,2}月)?\d{1,2}日|\d{1,2}[-/]\d{1,2}(?:[-/]\d{2,4})?)"
_PLACE = r"[\u4e00-\u9fff·]{2,8}"

_NOT_NAMES = re.compile(
    r"^(?:綜合|综合|本報|本报|網絡|网络|編輯|编辑|佚名|匿名|未知|本站|本網|本网|原創|原创|admin|editor|administrator|author|webmaster|root|user\w*|"
    r"guest|anonymous|staff|小編|小编|管理員|管理员|轉載|转载|無|无|none|null|即時|即时|記者|记者|作者|整理|報導|报道|採訪|采访|特約|中心|新聞|新闻|讯|訊)+$",
    re.I,
)
_COMPOUND = "歐陽欧阳司馬司马上官諸葛诸葛司徒皇甫東方东方夏侯公孫公孙慕容令狐尉遲尉迟范姜端木長孫长孙南宮"
_SPLIT = re.compile(
    r"[、，,&＆;；]|\s+(?:and|和|與|与|及)\s+|(?<=[\u4e00-\u9fff])[和與与及](?=[\u4e00-\u9fff]{2})|\s*[/／╱]\s*|(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])"
)


def agency_in(text: str) -> str | None:
    """The news agency a text names, as printed."""
    found = re.search(_AGENCY, text)
    return found[0] if found else None


def is_author(name: str) -> bool:
    """Whether a name is a person's or a desk's, and not a log-in of the CMS, a role or a word for nobody."""
    bare = name.strip()
    return (
        1 < len(bare) <= 30 and not _NOT_NAMES.match(bare) and not re.search(r"[@\d<>{}:：。!?！？]|https?|www\.", bare)
    )


def names_in(text: str) -> tuple[str, ...]:
    """The names in a list of names, however parted. A blank inside a two-character name (毛 芃) is no parting."""
    text = unicodedata.normalize("NFKC", text).strip(" :,.;/")
    text = re.sub(r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff])\s+([\u4e00-\u9fff])(?![\u4e00-\u9fff])", r"\1\2", text)
    text = re.sub(
        rf"(?:(?<![^\s、,/]){_PAPER})?{_ROLE}|^(?:作者|撰文|文|圖文|图文|編譯|编译|by)\s*[:/]?\s*",
        " ",
        text,
        flags=re.I,
    )
    return tuple(
        dict.fromkeys(name for part in _SPLIT.split(text) if (name := part.strip(" ·.:()")) and is_author(name))
    )


def _name_and_place(text: str) -> tuple[str, str | None]:
    """蘇婕雅三藩市 → 蘇婕雅, 三藩市. A known place at the end decides; else a name has three characters."""
    text = text.strip()
    if not re.fullmatch(r"[\u4e00-\u9fff·]+", text):
        return text, None
    for size in (2, 3, 4):
        if text[size:] in PLACES:
            return text[:size], text[size:]
    compound = text[:2] in {_COMPOUND[i : i + 2] for i in range(0, len(_COMPOUND), 2)}
    size = 4 if compound else 3
    return (text[:size], text[size:]) if len(text) >= size + 2 else (text, None)


def _form(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.I if "by" in pattern[:8] else 0)


_REPORTERS = rf"(?:{_PAPER}[\s/／╱]*)?{_ROLE}\s*[/／╱:：|｜丨]?\s*(?P<names>[^，。,;；：:]{{2,40}}?)"
_IN_BRACKETS = (
    # 聯合報╱記者張嘉芳／台北報導 · 中央社記者陳妍君台北3日電 · 芝加哥時報記者/郭笑榮/採訪報導 · 記者易安
    _form(rf"(?P<who>{_REPORTERS})(?:\s*{_SLASH}\s*(?P<place>{_PLACE}?))?(?P<day>{_DAY})?(?:{_SLASH}?{_VERB})?"),
    # KTSF 黃恩光報導 · Boston Orange 周菊子麻州報導
    _form(
        rf"(?P<who>[A-Z][\w ]{{1,20}}?\s?(?P<names>[\u4e00-\u9fff]{{2,9}}))(?:\s*{_SLASH}\s*(?P<place>{_PLACE}?))?{_VERB}"
    ),
    # 星島綜合報道 · 明報專訊 · 華視新聞╱報導 · 芝加哥時報 / 快訊 · 大紀元2013年09月23日訊
    _form(
        rf"(?P<desk>[\u4e00-\u9fffA-Z][^\s,，。]{{1,11}}?)\s?(?P<day>{_DAY})?\s?{_SLASH}?\s?(?:綜合|综合|專|专|快)?(?:報道|報導|报道|报导|訊|讯|電|电|消息)"
    ),
    # 吉隆坡17日讯 · 台北、吉隆坡29日综合电
    _form(rf"(?P<place>[\u4e00-\u9fff、]{{2,14}}?)(?P<day>{_DAY})?(?:綜合|综合|專|专)?(?:訊|讯|電|电)"),
    _form(rf"(?P<agency>{_AGENCY})"),
)
_WHOLE_LINES = (
    # 【新聞速遞】通訊社 好萊塢報道
    _form(
        rf"【(?P<section>[^】]{{2,8}})】\s*(?P<who>{_AGENCY}|[\u4e00-\u9fff]{{2,8}})\s+(?P<place>{_PLACE}?)(?:報道|報導|报道|报导|訊|讯|電|电)"
    ),
    # 記者夏彥／舊金山即時報導 · 本報記者 邓红阳 · 記者孫慶璋／嘉義報導
    _form(rf"(?P<who>{_REPORTERS}(?:\s*{_SLASH}\s*(?P<place>{_PLACE}?))?(?P<day>{_DAY})?(?:{_SLASH}?{_VERB})?)"),
    # 文/洪雅芳 · 作者:毛 芃 · 图文:本报特约记者 高冰尘 · 執筆/叨叨姐
    _form(
        rf"(?P<who>(?:文字?|圖文|图文|作者|撰文|撰稿|編譯|编译|執筆|执笔|採訪|采访|整理|記者|记者)\s?[:：/／╱|｜丨]\s?(?P<names>[^，。；:：]{{2,40}}))"
    ),
    _form(r"by\s+(?P<names>[A-Z\u4e00-\u9fff][^，。,|@]{1,40}?)(?:\s*\|.*)?"),
    # ---Wesley Li 綜合報道--- · ˙盧維溢˙
    _form(rf"[-—–─]{{2,}}\s*(?P<who>(?P<names>[^-—–─]{{2,30}}?)\s*{_VERB})\s*[-—–─]{{2,}}"),
    _form(r"[˙‧•]\s*(?P<who>(?P<names>[\u4e00-\u9fff]{2,4}))\s*[˙‧•]"),
    # 張勝雄／亞凱迪亞 · 彭瑜 賀懷湘文/圖
    _form(rf"(?P<who>(?P<names>[\u4e00-\u9fff]{{2,4}})\s?{_SLASH}\s?(?P<known>{_PLACE}))"),
    _form(
        rf"(?P<who>(?P<names>(?:[\u4e00-\u9fff]{{2,4}}\s){{0,3}}[\u4e00-\u9fff]{{2,4}}?)\s?(?:文\s?{_SLASH}?\s?[圖图攝摄]|[圖图]\s?{_SLASH}?\s?文))"
    ),
    # 社長于趾琴 · 美南新闻|梓溪 报道
    _form(r"(?P<who>(?:社長|社长|主筆|主笔|總編輯|总编辑)(?P<names>[\u4e00-\u9fff]{2,4}))"),
    _form(rf"(?P<who>{_PAPER}(?:報|报|網|网|新聞|新闻|社)\s?[|｜丨]\s?(?P<names>[\u4e00-\u9fff]{{2,4}})\s?{_VERB})"),
    # 洛杉磯訊
    _form(r"(?P<known>[\u4e00-\u9fff]{2,6})[訊讯]"),
    # TIM BALK2025年9月5日
    _form(r"(?P<who>(?P<names>[A-Z][A-Za-z.'’-]+(?:\s[A-Z][A-Za-z.'’-]+){1,3}))\s?(?:19|20)\d\d年\d{1,2}月\d{1,2}日"),
)
_REPORTER_NOTE = rf"(?:\s*[（(](?P<note>(?:{_PAPER}{_ROLE}|編譯|编译|報道|报道|文)[^）)]{{2,36}})[）)])"
_AT_START = (
    # 中新社馬尼拉3月15日電 · 新华网罗马2月12日电(报道员谢培康) · 越通社胡志明市——
    _form(
        rf"(?P<agency>{_AGENCY})(?P<place>(?!記者|记者){_PLACE}?)?(?P<day>{_DAY})(?:專?電|专?电|訊|讯|消息|報道|报道|報導){_REPORTER_NOTE}?"
    ),
    _form(rf"(?P<agency>{_AGENCY})(?P<place>{_PLACE}?)(?P<day>{_DAY})?(?=——|--)"),
    # 中央社記者陳妍君台北3日電
    _form(
        rf"(?P<who>{_AGENCY}{_ROLE}(?P<names>[\u4e00-\u9fff、]{{2,20}}?)(?P<day>{_DAY})(?:專?電|专?电|訊|讯|報導|报道))"
    ),
    # 东方网记者曹磊5月13日报道 · 羊城晚报讯 记者帅鹏坤报道
    _form(
        rf"(?P<who>[\u4e00-\u9fffA-Z]{{2,10}}?(?:网|網|报|報|社)(?:讯|訊)?\s?{_ROLE}\s?(?P<names>[\u4e00-\u9fff]{{2,4}})(?P<day>{_DAY})?(?:報道|報導|报道|报导))(?=[:：，,\s])"
    ),
    # 本报讯（记者王硕） · 欧华报消息(记者 易安) · 北京商报讯（记者 岳品瑜 董晗萱）
    _form(
        rf"(?:[\u4e00-\u9fffA-Z]{{2,10}}?(?:讯|訊|消息|电|電)|[\u4e00-\u9fff]{{2,6}}(?P<day>{_DAY})(?:电|電|讯|訊|消息)){_REPORTER_NOTE}"
    ),
    # 本報訊: · 新报讯
    _form(r"(?P<formula>(?:本[報报台站刊網网]|新[報报])(?:訊|讯|消息))(?=[:：\s])"),
    # 美國新聞中心8/28/2022 亞凱迪亞市報導
    _form(rf"(?P<who>[\u4e00-\u9fff]{{2,10}})(?P<day>{_DAY})\s?(?P<place>{_PLACE}?)(?:報導|報道|报道)(?=[,，:：])"),
)
_ORNAMENTS = " \u3000■◆●▲★※◎"
_BRACKET = re.compile(rf"{_OPEN}\s*([^\[\]【】〔〕()（）▍〖〗]{{2,50}}?)\s*{_CLOSE}\s*")
_AFTER = re.compile(r"^[\s:：,，——-]*")


def read_line(line: str) -> Byline:
    """The byline that a whole line is; empty where the line says anything else."""
    text = line.strip()
    if not 2 <= len(text) <= LONGEST or text[-1] in "。！？；":
        return Byline()
    for form in _WHOLE_LINES[:1]:
        if match := form.fullmatch(text):
            return _told(match, "")
    bracketed = _brackets(text)
    if not bracketed.empty:
        return bracketed if not bracketed.rest.strip(" :：") else Byline()
    for form in _WHOLE_LINES[1:]:
        if (match := form.fullmatch(text)) and not (found := _told(match, "")).empty:
            return found
    return Byline()


def read_start(text: str) -> Byline:
    """The byline a paragraph opens with; `rest` is the paragraph without it. Empty where it opens with the story."""
    bracketed = _brackets(text)
    if not bracketed.empty:
        return bracketed
    for form in _AT_START:
        match = form.match(text, _lead(text))
        if match and not (found := _told(match, text[match.end() :])).empty:
            return found
    return Byline()


def _lead(text: str) -> int:
    return len(text) - len(text.lstrip(_ORNAMENTS))


def _brackets(text: str) -> Byline:
    """One or two brackets at the start: 【大紀元2013年09月23日訊】(大紀元記者鄧蘊詞法國報導)."""
    found, position = Byline(), _lead(text)
    for _ in range(2):
        match = _BRACKET.match(text, position)
        inner = _inner(match[1]) if match else Byline()
        if match is None or inner.empty:
            break
        position = match.end()
        better = inner if inner.authors or not found.byline else found
        found = replace(
            better,
            authors=found.authors or inner.authors,
            agency=found.agency or inner.agency,
            dateline=found.dateline or inner.dateline,
        )
    return found if found.empty else _with_rest(found, text[position:])


def _inner(text: str) -> Byline:
    for form in _IN_BRACKETS:
        if (match := form.fullmatch(text)) and not (found := _told(match, "")).empty:
            return found
    return Byline()


def _with_rest(found: Byline, rest: str) -> Byline:
    return replace(found, rest=_AFTER.sub("", rest))


def _told(match: re.Match[str], rest: str) -> Byline:
    """What a form's groups say. A place must be a known one where the form itself proves nothing."""
    parts = {k: v for k, v in match.groupdict().items() if v}
    known = parts.get("known")
    if known is not None and known not in PLACES:
        return Byline()
    names, place = parts.get("names", ""), parts.get("place") or known
    if place and re.fullmatch(_VERB_ALONE, place):
        place = None
    elif names and not place:
        names, place = _name_and_place(names)
    authors = names_in(names) if names else ()
    note = parts.get("note")
    if note:
        authors = names_in(note)
    agency = parts.get("agency") or agency_in(match[0].split("記者")[0].split("记者")[0])
    byline = match[0].strip() if authors or "desk" in parts else None
    if "section" in parts:
        byline, authors = parts["who"], ()
    if "desk" in parts:
        desk = parts["desk"]
        if desk in PLACES or any(p in PLACES for p in desk.split("、")):
            return _with_rest(Byline(None, (), None, desk), rest)
        own = re.match(r"本[報报台站刊網网]|新[聞闻報报]", desk)
        return _with_rest(Byline(None if own else byline, (), agency, formula=match[0] if own else None), rest)
    if place and place not in PLACES and not (names or agency or "day" in parts or "section" in parts):
        return Byline()
    return _with_rest(Byline(byline, authors, agency, place, parts.get("section"), parts.get("formula")), rest)
