"""Bylines as Chinese papers print them: who wrote it, for which agency, from where.

記者張宏╱聖蓋博報導 · 【星島記者黃憶欣報道】 · ▍本報記者蘇婕雅三藩市報道▍ · 文/洪雅芳
中新社馬尼拉3月15日電 · (吉隆坡17日讯) · By RNZ中文

A name is taken only from where a form puts it; what fits no form is no byline.
"""

import re
from dataclasses import dataclass, replace

from crawler.lexicon.names import PAPER, ROLE, name_and_place, names_in, plain
from crawler.lexicon.places import PLACES, SURNAMES

LONGEST = 60  # characters; the longest byline seen has 41


@dataclass(frozen=True, slots=True)
class Byline:
    """What an opening says, and the text after it.

    `byline` is verbatim; `formula` is an opening that names nobody, 本報訊.
    """

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


# The parts of forms, in the spelling of `names.plain`. A form's groups: names (of people), signer (one, with a
# known surname), place, known (a place that
# must be in the table, for the form itself proves nothing), agency, desk (a paper or its desk signs), wire (a paper
# prints an agency's story), section, formula, note (a bracket that names the reporters), day.
_SIGNED = (
    "(?:(?:即时|综合|采访|现场|专题|连线|摄影|编译|特稿|专访|独家|外电|联合|深度|整理|直击|撰文|文)*/?"
    "(?:报道|报导|报告|专电|专讯|专稿|特稿|摄影|摄|整理|编译|电|讯|撰文|专访|特写|文|综合外电|综合))"
)
_BY_NAME = "(?:本文作者|采写|作者|撰文|撰稿|编译|执笔|采访|整理|记者|图文|文字?)"
_AGENCY = (
    "(?:中新[社网]|中国新闻[网社]|新[华華]社|新[华華][网網]|中央社|人民网|越通社|法新社|路透社?|美[联聯]社|俄新社|塔斯社|共同社|韩[联聯]社|韓联社|彭博社?|"
    "德新社|加通社|埃菲社|安莎社|[马馬]新社|中[广廣]网|央视网|自由亚洲电台|自由亞洲电台|RFA|AFP|AP|CNA|Reuters|通讯社|中国青年网|中国台湾网|台海网|"
    "每日甘肃网|东方网|天维网|欧洲新闻社|歐洲新闻社|中评社)"
)
_DAY = r"(?:(?:(?:19|20)?\d{2}年)?(?:\d{1,2}月)?\d{1,2}日|\d{1,2}[-/]\d{1,2}(?:[-/]\d{2,4})?)"
_ONLY_DAY = r"(?:(?:\d{1,2}月)?\d{1,2}日)"
_PLACE = r"[\u4e00-\u9fff·]{2,8}"
_WIRED = "(?:综合|专)?(?:报道|报导|讯|电|消息)"
_REPORTER = rf"(?:{PAPER}[\s/]*)?{ROLE}(?![会會们們节節证證])\s*[/:|丨]?\s*(?P<names>[^，。,;；:]{{2,40}}?)"
_SLASH_PLACE = rf"(?:\s*/\s*(?P<place>{_PLACE}?))?"
_NOTE = rf"(?:\s*\((?P<note>(?:{PAPER}{ROLE}|编译|报道|文)[^)]{{2,36}})\))"
_HAN = "[\u4e00-\u9fff]"


def _forms(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in patterns)


_IN_BRACKETS = _forms(
    # 聯合報╱記者張一芳／台北報導 · 中央社記者陳禾君台北3日電 · 芝加哥時報記者/郭一榮/採訪報導 · 記者易安
    rf"{_REPORTER}{_SLASH_PLACE}(?P<day>{_DAY})?(?:/?{_SIGNED})?",
    # KTSF 黃一光報導 · Boston Orange 周一菊麻州報導
    rf"[A-Z][A-Za-z ]{{1,20}}?\s?(?P<names>{_HAN}{{2,9}}){_SLASH_PLACE}{_SIGNED}",
    # 世界日報╱法新社華盛頓9日電 · 世界日報╱廣州12日電
    rf"(?P<wire>{PAPER})/(?P<agency>{_AGENCY})?(?P<place>{_PLACE}?)?(?P<day>{_DAY}){_WIRED}",
    # 作者：方禾经济学教授
    r"(?:作者|撰文|文)\s?[:/]\s?(?P<names>[^，。；:]{2,40})",
    # 全景网/陈禾
    rf"{_HAN}{{2,6}}[网报社台]/(?P<names>{_HAN}{{2,3}})",
    # 中央社 · 中央社台北3日電
    rf"(?P<agency>{_AGENCY})(?:(?P<place>{_PLACE}?)?(?P<day>{_DAY}){_WIRED})?",
    # 吉隆坡17日讯 · 台北、吉隆坡29日综合电 · 洛杉磯訊
    rf"(?P<place>{_HAN}{{2,5}}(?:、{_HAN}{{2,5}}){{0,2}}?)(?P<day>{_ONLY_DAY}){_WIRED}",
    rf"(?P<known>{_HAN}{{2,6}})[讯电]",
    # 星島綜合報道 · 明報專訊 · 華視新聞╱報導 · 芝加哥時報 / 快訊 · 大紀元2013年09月23日訊 · 本報訊
    rf"(?P<desk>[\u4e00-\u9fffA-Z][^\s,，。]{{1,11}}?)\s?(?:{_DAY})?\s?/?\s?(?:综合|专|快|專)?(?:报道|报导|讯|电|消息)",
)
_WHOLE_LINES = _forms(
    # 記者夏彥／舊金山即時報導 · 本報記者 方红 · 中央社記者陳禾君台北3日電
    rf"[□■◎]?{_REPORTER}{_SLASH_PLACE}(?P<day>{_DAY})?(?:/?{_SIGNED})?",
    # 文/洪雅芳 · 作者:毛 芃 · 图文:本报特约记者 高小尘 · 執筆/某某
    rf"{_BY_NAME}\s?[:/|丨]\s?(?P<names>[^，。；:]{{2,40}})",
    r"[Bb][Yy]:?\s+(?P<names>[A-Z\u4e00-\u9fff][^，。,|@]{1,40}?)(?:\s*\|.*)?",
    # ---Wesley Li 綜合報道--- · ˙盧一溢˙
    rf"[-—–─]{{2,}}\s*(?P<names>[^-—–─]{{2,30}}?)\s*{_SIGNED}\s*[-—–─]{{2,}}",
    rf"[˙‧•]\s*(?P<names>{_HAN}{{2,4}})\s*[˙‧•]",
    # 張一雄／亞凱迪亞 · 彭青 賀一湘文/圖
    rf"(?P<signer>{_HAN}{{2,4}})\s?/\s?(?P<known>{_PLACE})",
    rf"(?P<names>(?:{_HAN}{{2,4}}\s){{0,3}}{_HAN}{{2,4}}?)\s?(?:文\s?/?\s?[图摄]|图\s?/?\s?文)",
    # 陳大文／綜合報導
    rf"(?P<signer>{_HAN}{{2,4}})\s?/\s?(?P<place>{_PLACE}?)?{_SIGNED}",
    # 社長于小琴 · 美南新闻|梓溪 报道 · 洛杉磯訊
    rf"(?:社长|主笔|总编辑|总编輯)(?P<names>{_HAN}{{2,4}})",
    rf"{PAPER}(?:报|网|新闻|社)\s?[|丨]\s?(?P<names>{_HAN}{{2,4}})\s?{_SIGNED}",
    rf"(?P<known>{_HAN}{{2,6}})讯",
    # TOM BELL2025年9月5日
    r"(?P<names>[A-Z][A-Za-z.'’-]+(?:\s[A-Z][A-Za-z.'’-]+){1,3})\s?(?:19|20)\d\d年\d{1,2}月\d{1,2}日",
)
# 【新聞速遞】通訊社 好萊塢報道
_SECTIONED = re.compile(
    rf"\((?P<section>[^)]{{2,8}})\)\s*(?P<desk>{_AGENCY}|{_HAN}{{2,8}})\s+(?P<place>{_PLACE}?)(?:报道|报导|讯|电)"
)
_AT_START = _forms(
    # 中新社馬尼拉3月15日電 · 新华网罗马2月12日电(报道员谢禾) · 越通社胡志明市——
    rf"(?P<agency>{_AGENCY})(?P<place>(?!记者){_PLACE}?)?(?P<day>{_DAY})(?:专?电|讯|消息|报道|报导){_NOTE}?",
    rf"(?P<agency>{_AGENCY})(?P<place>{_PLACE}?)(?P<day>{_DAY})?(?=——|--)",
    # 中央社記者陳禾君台北3日電
    rf"{_AGENCY}{ROLE}(?P<names>[\u4e00-\u9fff、]{{2,20}}?)(?P<day>{_DAY})(?:专?电|讯|报道|报导)",
    # 东方网记者曹石5月13日报道 · 羊城晚报讯 记者方鹏报道
    rf"[\u4e00-\u9fffA-Z]{{2,10}}?[网报社]讯?\s?{ROLE}\s?(?P<names>{_HAN}{{2,4}})(?P<day>{_DAY})?(?:报道|报导)(?=[:，,\s])",
    # 本报讯（记者王一硕） · 欧华报消息(记者 易安) · 北京商报讯（记者 岳青 董禾）
    rf"(?:[\u4e00-\u9fffA-Z]{{2,10}}?(?:讯|消息|电)|{_HAN}{{2,6}}(?P<day>{_DAY})(?:电|讯|消息)){_NOTE}",
    # 本報訊: · 新报讯
    r"(?P<formula>(?:本[报台站刊网]|新报)(?:讯|消息))(?=[:\s])",
    # 美國新聞中心8/28/2022 亞凱迪亞市報導
    rf"{_HAN}{{2,10}}(?P<day>{_DAY})\s?(?P<place>{_PLACE}?)(?:报导|报道)(?=[,，:])",
)
_BRACKET = re.compile(r"(?:\(|\[|▍)\s*([^\[\]()▍]{2,50}?)\s*(?:\)|\]|▍)\s*")
_JUST_WORK = re.compile("(?:即时|综合|采访|摄影|编译|专题|整理|连线)+")
_PHOTO_ONLY = re.compile(r"\s*/?\s*(?:摄影|摄)")
_OWN = re.compile("本[报台站刊网]|新[闻报]")
_ORNAMENTS = " \u3000■◆●▲★※◎"
_AFTER = re.compile(r"^[\s:：,，——-]*")


def agency_in(text: str) -> str | None:
    """The news agency a text names, as printed."""
    found = re.search(_AGENCY, plain(text))
    return text[found.start() : found.end()] if found else None


def read_line(line: str) -> Byline:
    """The byline that a whole line is; empty where the line says anything else."""
    text = line.strip()
    if not 2 <= len(text) <= LONGEST or text[-1] in "。！？；":
        return Byline()
    form = plain(text)
    if match := _SECTIONED.fullmatch(form):
        return Byline(
            _cut(text, match, "desk"),
            (),
            agency_in(_cut(text, match, "desk") or ""),
            _cut(text, match, "place"),
            _cut(text, match, "section"),
        )
    bracketed = _brackets(text)
    if not bracketed.empty:
        return bracketed if not bracketed.rest.strip(" :：") else Byline()
    return _first(_WHOLE_LINES, text)


def read_start(text: str) -> Byline:
    """The byline a paragraph opens with; `rest` is the paragraph without it. Empty where it opens with the story."""
    bracketed = _brackets(text)
    if not bracketed.empty:
        return bracketed
    head = text[: LONGEST + 20]
    form = plain(head)
    for pattern in _AT_START:
        match = pattern.match(form, _lead(text))
        if match and not (found := _told(head, match)).empty:
            return replace(found, rest=_AFTER.sub("", text[match.end() :]))
    return Byline()


def _first(patterns: tuple[re.Pattern[str], ...], text: str) -> Byline:
    form = plain(text)
    for pattern in patterns:
        if (match := pattern.fullmatch(form)) and not (found := _told(text, match)).empty:
            return found
    return Byline()


def _brackets(text: str) -> Byline:
    """One or two brackets at the start: 【大紀元2013年09月23日訊】(大紀元記者鄧禾詞法國報導)."""
    found, position = Byline(), _lead(text)
    form = plain(text[:150])
    for _ in range(2):
        match = _BRACKET.match(form, position)
        inner = _first(_IN_BRACKETS, text[match.start(1) : match.end(1)]) if match else Byline()
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
    return found if found.empty else replace(found, rest=_AFTER.sub("", text[position:]))


def _lead(text: str) -> int:
    return len(text) - len(text.lstrip(_ORNAMENTS))


def _cut(text: str, match: re.Match[str], group: str) -> str | None:
    """What a group found, out of the text as printed."""
    if group not in match.re.groupindex or match.start(group) < 0:
        return None
    return text[match.start(group) : match.end(group)].strip() or None


def _told(text: str, match: re.Match[str]) -> Byline:
    """What a form's groups say."""
    names, place, known = _cut(text, match, "names"), _cut(text, match, "place"), _cut(text, match, "known")
    signer = _cut(text, match, "signer")
    if (known is not None and known not in PLACES) or (signer is not None and signer[0] not in SURNAMES):
        return Byline()
    names = names or signer
    whole = text[match.start() : match.end()].strip()
    if names is not None and _PHOTO_ONLY.fullmatch(
        plain(text[match.end("signer" if signer else "names") : match.end()])
    ):
        return Byline()  # 記者劉一岩／攝影 is the credit of a picture
    place = None if place and _JUST_WORK.fullmatch(plain(place)) else place or known
    if names and not place:
        names, place = name_and_place(names)
    authors = names_in(_cut(text, match, "note") or names or "")
    if place is None and len(authors) > 1 and authors[-1] in PLACES:  # 記者張一雄 張禾嘉 嘉義報導
        authors, place = authors[:-1], authors[-1]
    reporter = plain(whole).find("记者")
    agency = _cut(text, match, "agency") or agency_in(whole[:reporter] if reporter >= 0 else whole)
    desk = _cut(text, match, "desk")
    if desk is not None and _OWN.match(plain(desk)):
        return Byline(agency=agency, formula=whole)
    signed = bool(authors) or desk is not None or _cut(text, match, "wire") is not None
    return Byline(whole if signed else None, authors, agency, place, formula=_cut(text, match, "formula"))
