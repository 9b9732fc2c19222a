"""The forms of bylines, as data: regular expressions whose groups name what they find.

In the spelling of `plain.aligned`. A form's groups: names (of people), signer (one, with a known surname), place, known
(a place that must be in the table, for the form itself proves nothing), agency, desk (a paper or its desk signs), wire
(a paper prints an agency's story), section, house (the paper itself, 本報訊), note (a bracket that names the
reporters), day.
"""

import re

from crawler.lexicon.names import PAPER, ROLE

_SIGNED = (
    "(?:(?:即时|综合|采访|现场|专题|连线|摄影|编译|特稿|专访|独家|外电|联合|深度|整理|直击|撰文|(?<=[\\s/])文)*/?"
    "(?:报道|报导|报告|专电|专讯|专稿|特稿|摄影|摄|整理|编译|电|讯|撰文|专访|特写|(?<=[\\s/])文|综合外电|综合))"
)
_BY_NAME = "(?:本文作者|采写|作者|撰文|撰稿|编译|执笔|采访|整理|记者|图文|文字?)"
_WIRES = "中新社|中国新闻社|新华社|中央社|越通社|中评社|加通社|马新社|欧洲新闻社|歐洲新闻社|通讯社"
_FOREIGN_WIRES = (
    "法新社|路透社?|美联社|俄新社|塔斯社|共同社|韩联社|韓联社|彭博社?|德新社|埃菲社|安莎社|"
    "自由亚洲电台|自由亞洲电台|RFA|AFP|AP|CNA|Reuters"
)
_WEB_WIRES = "中新网|中国新闻网|新华网|人民网|中广网|央视网|中国青年网|中国台湾网|台海网|每日甘肃网|东方网|天维网"
AGENCY = f"(?:{_WIRES}|{_FOREIGN_WIRES}|{_WEB_WIRES})"
# An agency nobody listed: what calls itself 社, is not the paper itself, and wires from a place on a day.
_ANY_AGENCY = f"(?:{AGENCY}|(?![本该旅报])[\u4e00-\u9fff]{{2,4}}社)"
_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十廿]{1,3})"
_DAY = rf"(?:(?:(?:19|20)?\d{{2}}年)?(?:{_NUMBER}月)?{_NUMBER}日|\d{{1,2}}[-/]\d{{1,2}}(?:[-/]\d{{2,4}})?)"
_ONLY_DAY = r"(?:(?:\d{1,2}月)?\d{1,2}日)"
_PLACE = r"[\u4e00-\u9fff·]{2,8}"
_WIRED = "(?:综合|专)?(?:报道|报导|讯|电|消息)"
_REPORTER = rf"(?:{PAPER}[\s/]*)?(?:{ROLE}|编译)(?![会们节证])\s*[/:|丨]?\s*(?P<names>[^，。,;；:]{{2,40}}?)"
_SLASH_PLACE = rf"(?:\s*/\s*(?P<place>{_PLACE}?))?"
_HOUSE = "(?:本[报台站刊网]|新报)"
_NOTE = rf"(?:\s*\((?P<note>(?:{PAPER}{ROLE}|编译|报道|文)[^)]{{2,36}})\))"
_HAN = "[\u4e00-\u9fff]"
_NAMES = rf"{_HAN}{{2,3}}(?:[、\s]{_HAN}{{2,3}}){{0,3}}"


def _forms(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in patterns)


IN_BRACKETS = _forms(
    # 聯合報╱記者張一芳／台北報導 · 中央社記者陳禾君台北3日電 · 芝加哥時報記者/郭一榮/採訪報導 · 記者易安
    rf"{_REPORTER}{_SLASH_PLACE}(?P<day>{_DAY})?(?:/?{_SIGNED})?",
    # KTSF 黃一光報導 · Boston Orange 周一菊麻州報導
    rf"[A-Z][A-Za-z ]{{1,20}}?\s?(?P<names>{_HAN}{{2,9}}){_SLASH_PLACE}{_SIGNED}",
    # 邱一吉╱台北報導 · 張文祿報導
    rf"(?P<signer>{_HAN}{{2,4}})\s?/\s?(?P<place>{_PLACE}?)?{_SIGNED}",
    rf"(?P<signer>{_HAN}{{3}})(?:综合|采访|摄影|编译)*报[道导]",
    # 王小禾編譯
    rf"(?P<signer>{_HAN}{{2,3}})\s?(?:编译|翻译|整理|撰稿|采写|供稿)",
    # 世界日報╱法新社華盛頓9日電 · 世界日報╱廣州12日電
    rf"(?P<wire>{PAPER})/(?P<agency>{AGENCY})?(?P<place>{_PLACE}?)?(?P<day>{_DAY}){_WIRED}",
    # 作者：方禾经济学教授
    r"(?:作者|撰文|文)\s?[:/]\s?(?P<names>[^，。；:]{2,40})",
    # 全景网/陈禾
    rf"{_HAN}{{2,6}}[网报社台]/(?P<names>{_HAN}{{2,3}})",
    # 中央社 · 中央社台北3日電
    rf"(?P<agency>{AGENCY})(?:(?P<place>{_PLACE}?)?(?P<day>{_DAY}){_WIRED})?",
    # 本報訊 · 本報墨爾本訊
    rf"(?P<house>{_HOUSE}(?P<place>{_HAN}{{2,5}}?)?(?:综合|专)?(?:报道|报导|讯|电|消息))",
    # 吉隆坡17日讯 · 台北、吉隆坡29日综合电 · 洛杉磯訊
    rf"(?P<place>{_HAN}{{2,5}}(?:、{_HAN}{{2,5}}){{0,2}}?)(?P<day>{_ONLY_DAY}){_WIRED}",
    rf"(?P<known>{_HAN}{{2,6}}?)(?:综合)?[讯电]",
    # 星島綜合報道 · 明報專訊 · 華視新聞╱報導 · 芝加哥時報 / 快訊 · 大紀元2013年09月23日訊
    rf"(?P<desk>(?!新闻|重磅|最新|突发|独家|重大)[\u4e00-\u9fffA-Z][^\s,，。]{{1,11}}?)\s?(?:{_DAY})?\s?/?\s?(?:综合|专|"
    rf"快)?(?:报道|报导|讯|电|消息)",
)
WHOLE_LINES = _forms(
    # 記者夏彥／舊金山即時報導 · 本報記者 方红 · 中央社記者陳禾君台北3日電
    rf"[□■◎]?{_REPORTER}{_SLASH_PLACE}(?P<day>{_DAY})?(?:/?{_SIGNED})?",
    # 文/洪雅禾 · 作者:毛 芃 · 图文:本报特约记者 高小尘 · 執筆/某某
    rf"{_BY_NAME}\s?[:/|丨]\s?(?P<names>[^，。；:]{{2,40}})",
    r"[Bb][Yy]:?\s+(?P<names>[A-Z\u4e00-\u9fff][^，。,|@]{1,40}?)(?:\s*\|.*)?",
    # ---Wesley Lin 綜合報道--- · ˙盧一溢˙
    rf"[-—–─]{{2,}}\s*(?P<names>[^-—–─]{{2,30}}?)\s*{_SIGNED}\s*[-—–─]{{2,}}",
    rf"[˙‧•]\s*(?P<names>{_HAN}{{2,4}})\s*[˙‧•]",
    # 王小禾 編譯 · 王小禾綜合報導 · ◎王小禾 · 王小禾 發自紐約
    rf"(?P<signer>{_HAN}{{2,3}})\s?(?:编译|翻译|撰稿|采写|供稿|特约撰稿)",
    rf"(?P<signer>{_HAN}{{3}})\s?(?:综合|采访|摄影|编译|专题)+报[道导]",
    rf"◎\s?(?P<signer>{_HAN}{{3}})",
    rf"(?P<signer>{_HAN}{{2,3}})\s?[发發]自\s?(?P<place>{_PLACE})",
    # 作者 王小禾 李一文
    rf"(?:作者|撰文|采访撰文)\s(?P<signer>{_NAMES})",
    # 黃一容 賴一杰 台中
    rf"(?P<signer>{_HAN}{{3}}(?:\s{_HAN}{{3}}){{0,2}})\s(?P<known>{_HAN}{{2,3}})",
    # 張一雄／亞凱迪亞 · 彭青 賀一湘文/圖
    rf"(?P<signer>{_HAN}{{2,4}})\s?/\s?(?P<known>{_PLACE})",
    rf"(?P<names>(?:{_HAN}{{2,4}}\s){{0,3}}{_HAN}{{2,4}}?)\s?(?:文\s?/?\s?[图摄]|图\s?/?\s?文)",
    # 石小佳/松林青年报
    rf"(?P<signer>{_HAN}{{2,3}})\s?/\s?(?P<paper>{_HAN}{{2,8}}(?:报|网|社|台|周刊|杂志))",
    # 陳大文／綜合報導
    rf"(?P<signer>{_HAN}{{2,4}})\s?/\s?(?P<place>{_PLACE}?)?{_SIGNED}",
    # 本報訊
    rf"(?P<house>{_HOUSE}(?:讯|消息))",
    # 《松林週報》編輯部
    r"(?P<desk>《[^《》]{2,12}》\s?(?:编辑|采访|评论|新闻|編輯|編辑)(?:部|组|室|中心|組))",
    # 環華社長崎電 · 中新社馬尼拉3月15日電
    rf"(?P<wired>(?P<agency>{_ANY_AGENCY})(?P<place>(?!记者){_HAN}{{2,6}}?)(?:{_DAY})?专?电)",
    # 社長于小琴 · 美南新闻|梓溪 报道 · 洛杉磯訊
    rf"(?:社长|主笔|总编辑)(?P<names>{_HAN}{{2,4}})",
    rf"{PAPER}(?:报|网|新闻|社)\s?[|丨]\s?(?P<names>{_HAN}{{2,4}})\s?{_SIGNED}",
    rf"(?P<known>{_HAN}{{2,6}})讯",
    # TOM BELL2025年9月5日
    r"(?P<names>[A-Z][A-Za-z.'’-]+(?:\s[A-Z][A-Za-z.'’-]+){1,3})\s?(?:19|20)\d\d年\d{1,2}月\d{1,2}日",
)
# 【新聞速遞】通訊社 好萊塢報道
SECTIONED = re.compile(
    rf"\((?P<section>[^)]{{2,8}})\)\s*(?P<desk>{AGENCY}|{_HAN}{{2,8}})\s+(?P<place>{_PLACE}?)(?:报道|报导|讯|电)"
)
AT_START = _forms(
    # 中新社北京1月12日电 (王小禾) 港口
    rf"(?P<agency>{_ANY_AGENCY})(?P<place>(?!记者){_PLACE}?)?(?P<day>{_DAY})电\s?\((?P<signer>{_NAMES})\)",
    # 港路网讯 实习生王小禾、记者李一文报道：
    rf"{_HAN}{{2,8}}[网报社台]讯\s(?P<names>(?:{ROLE}\s?{_HAN}{{2,3}}[、\s]?){{1,4}})报[道导](?=:)",
    # 中新社馬尼拉3月15日電 · 新华网罗马2月12日电(报道员谢禾) · 越通社胡志明市——
    rf"(?P<agency>{_ANY_AGENCY})(?P<place>(?!记者){_PLACE}?)?(?P<day>{_DAY})(?:专?电|讯|消息|报道|报导){_NOTE}?",
    rf"(?P<agency>{AGENCY})(?P<place>{_PLACE}?)(?P<day>{_DAY})?(?=——|--)",
    # 中央社記者陳禾君台北3日電
    rf"{AGENCY}{ROLE}(?P<names>[\u4e00-\u9fff、]{{2,20}}?)(?P<day>{_DAY})(?:专?电|讯|报道|报导)",
    # 东方网记者曹石5月13日报道 · 羊城晚报讯 记者方鹏报道
    rf"[\u4e00-\u9fffA-Z]{{1,10}}?[网报社]讯?\s?{ROLE}\s?(?P<names>{_HAN}{{2,4}})(?P<day>{_DAY})?(?:报道|"
    rf"报导)(?=[:，,\s])",
    # 本报讯（记者王一硕） · 欧华报消息(记者 易安) · 北京商报讯（记者 岳青 董禾）
    rf"(?:[\u4e00-\u9fffA-Z]{{2,10}}?(?:讯|消息|电)|{_HAN}{{2,6}}(?P<day>{_DAY})(?:电|讯|消息)){_NOTE}",
    # 本報訊: · 新报讯 · 本报讯 glued to the sentence
    rf"(?P<house>{_HOUSE}(?:讯|消息))(?=[:\s])",
    rf"(?P<house>{_HOUSE}讯)(?!息)",
    # 七天记者 梓禾 自2017年
    rf"{_HAN}{{2,6}}记者\s(?P<names>{_HAN}{{2,3}})(?=\s)",
    # 欧亚社-华语广播10月14日罗马电(记者 谢禾 综合报道)
    rf"{_HAN}[\u4e00-\u9fff—-]{{3,16}}?(?P<day>{_DAY})(?P<place>{_HAN}{{2,4}})电{_NOTE}?",
    # WINK网综合消息: · 每日港口(Harbour-daily)报道,
    r"(?P<desk>(?!据|依)(?:[\u4e00-\u9fffA-Za-z]{1,10}[网报社台]|[\u4e00-\u9fff]{2,6}(?=\()))"
    r"(?:\([A-Za-z -]{2,20}\))?(?:综合|专)?(?:消息|讯|报道|报导)(?=[:]|(?<=\)报道)[,，])",
    # 美國新聞中心8/28/2022 亞凱迪亞市報導
    rf"{_HAN}{{2,10}}(?P<day>{_DAY})\s?(?P<place>{_PLACE}?)(?:报导|报道)(?=[,，:])",
)
