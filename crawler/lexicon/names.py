"""Names of those who write: parted from each other, told from log-ins, desks and papers."""

import re
import unicodedata

from crawler.lexicon.places import PLACES, SURNAMES
from crawler.lexicon.plain import aligned

ROLE = (
    "(?:特约|驻[^\\s记]{0,6}|实习|首席|见习|摄影|文字|资深|本报|本刊|本站|通讯|新闻|地方)?"
    "(?:记者|实习生|通讯员|特派员|报道员|撰稿人|撰稿|采访团队|评论员|特约作者)"
)
PAPER = r"[^\s,，。、:：()/\d]{0,10}?"

_NOT_NAMES = re.compile(
    r"^(?:综合|本报|网络|编辑|佚名|匿名|未知|本站|本网|原创|admin|editor|administrator|author|webmaster|"
    r"root|user\w*|guest|"
    r"anonymous|staff|小编|管理员|管理員|转载|轉載|无|none|null|即时|报导|报道|外电|记者|作者|整理|采访|"
    r"特约|中心|新闻|讯|時間|[时時][事政]|[华華][文人]|文[化教]|中文|金融|连载|周末|[上下左右]图|时评|方便|高兴|安[静息]|关[注于闭]|简介)+$",
    re.IGNORECASE,
)
# Signs no name has, and words on buttons that stand beside names.
_NO_NAME = re.compile(
    r"[《》@\d<>{}:。!?！？“”「」\[\]()#=+*]|https?|www\.|\.com|时间|日期|来源|打印|列印|手[机機]|"
    r"字[号体]|评论|分享|收藏|阅读|订阅|"
    # 記者：謝謝您接受採訪 is a line of an interview
    r"[您吗嗎呢]|[你我他她][们們说說]|[谢謝]{2}|大家|[怎什][么麼]|^一[位名]|[局区區省县縣]$"
)
# What papers and desks are called.
_DESK = re.compile(
    "(?:网|网站|报|社|台|频道|中心|新闻|快讯|动态|综合报[道导]|电视|集团|公司|[部组組]|客户端|周刊|週刊|杂志)$"
)
_COMPOUND = frozenset(
    re.findall("..", "歐陽欧阳司馬司马上官諸葛诸葛司徒皇甫東方东方夏侯公孫公孙慕容令狐尉遲尉迟范姜端木南宮")
)
_HAN = "[\u4e00-\u9fff]"
_SPLIT = re.compile(
    rf"[、，,&＆;；]|\s+(?:and|和|與|与|及)\s+|(?<={_HAN})[和與与及](?={_HAN}{{2}})|\s*[/／╱]\s*|"
    rf"(?<={_HAN})\s+(?={_HAN})"
)
# What somebody is: 松林大學經濟學院教授方一舟, or behind the name.
_TITLE = "(?:教授|研究[员員]|博士|主任|院[长長]|所[长長]|部[长長]|[会會][长長]|律[师師]|[医醫][师師生]|[学學]者)"
_OFFICE = re.compile(rf"^{_HAN}{{2,}}{_TITLE}(?={_HAN}{{2,3}}$)")
_OFFICE_BEHIND = re.compile(rf"^({_HAN}{{2,3}})({_HAN}{{4,}}{_TITLE})$")
_QUOTED = str.maketrans("", "", "《》")
_TOO_LONG = 9  # Chinese characters in a row; 彭青侯小婷, two names that nothing parts, has five
_ONE_NAME = re.compile(rf"(?<!{_HAN})({_HAN})\s+({_HAN})(?!{_HAN})")
_LABEL = re.compile(
    rf"(?:(?<![^\s、,/]){PAPER})?{ROLE}|摄影|^(?:作者|撰文|文|图文|编译|by)\s*[:/|丨]?\s*", re.IGNORECASE
)
_AT_END = re.compile(
    rf"(?:[。！？”」]\s*|^\W?)(?:[（(](?P<name>[^（()）]{{2,12}})[)）]|(?P<signed>(?:本[报報])?(?:[记記]者\s?|"
    rf"文/)(?:{_HAN}{{2,3}})))$"
)


def is_author(name: str) -> bool:
    """Whether a name may be a person's, and is not a log-in of the CMS, a role, a desk or a paper."""
    form = aligned(name.strip())
    if re.fullmatch(f"{_HAN}{{{_TOO_LONG},}}", form):  # an office, a sentence
        return False
    return 1 < len(form) <= 30 and not any(p.search(form) for p in (_NOT_NAMES, _NO_NAME, _DESK))


def is_desk(name: str) -> bool:
    """Whether a name is that of a paper or its desk, which signs in place of a person."""
    form = aligned(name.strip()).translate(_QUOTED)
    return (
        2 < len(form) <= 20 and _DESK.search(form) is not None and not (_NOT_NAMES.match(form) or _NO_NAME.search(form))
    )


def is_full_name(text: str) -> bool:
    """Whether a text is a Chinese name of the commonest form: a surname of one sign and two more, or of two and two."""
    formal = (len(text) == 3 and text[0] in SURNAMES) or (len(text) == 4 and text[:2] in _COMPOUND)
    return formal and re.fullmatch(f"{_HAN}+", text) is not None and text not in PLACES and is_author(text)


def is_short_name(text: str) -> bool:
    """Whether a text is a Chinese name of two signs or more. Many words of two signs begin with a surname as well, so
    the text must stand where names do.
    """
    two = len(text) == 2 and text[0] in SURNAMES and text not in PLACES and is_author(text)
    return is_full_name(text) or (two and re.fullmatch(f"{_HAN}+", text) is not None)


def names_in(text: str) -> tuple[str, ...]:
    """The names in a list of names, however parted. A blank inside a two-character name (毛 芃) is no parting."""
    text = unicodedata.normalize("NFKC", text).strip(" :,.;/")
    text = _ONE_NAME.sub(r"\1\2", text)
    kept, last = [], 0
    for label in _LABEL.finditer(aligned(text)):
        kept.append(text[last : label.start()])
        last = label.end()
    text = " ".join((*kept, text[last:]))
    parts = (_without_office(part.strip(" ·.:()|丨")) for part in _SPLIT.split(text))
    found = (name for part in parts for name in (_run_together(part) or (part,)))
    return tuple(dict.fromkeys(name for name in found if is_author(name)))


def _without_office(name: str) -> str:
    """方一舟北京大學教授 → 方一舟: the name ends where the office begins with a known place."""
    for size in (2, 3):
        begins = any(name[size : size + more] in PLACES for more in (2, 3))
        if begins and name[0] in SURNAMES and _OFFICE_BEHIND.match(name):
            return name[:size]
    return _OFFICE.sub("", name)


def name_and_place(text: str) -> tuple[str, str | None]:
    """蘇小禾三藩市 → 蘇小禾, 三藩市. A known place at the end decides; else a name has three characters."""
    text = text.strip()
    if not re.fullmatch(rf"(?:{_HAN}|·)+", text):
        return text, None
    for size in range(2, len(text) - 1):
        if text[size:] in PLACES and (size <= 4 or _run_together(text[:size])):
            return text[:size], text[size:]
    size = 4 if text[:2] in _COMPOUND else 3
    named = size == 4 or text[:1] in SURNAMES
    return (text[:size], text[size:]) if named and size + 2 <= len(text) <= size + 5 else (text, None)


def _run_together(text: str) -> tuple[str, ...]:
    """Full names that nothing parts: 王小禾李一文. Empty where the text is not made of such alone."""
    found = []
    while text:
        size = 4 if text[:2] in _COMPOUND else 3
        if not is_full_name(text[:size]):
            return ()
        found.append(text[:size])
        text = text[size:]
    return tuple(found)


def name_at_end(text: str) -> str | None:
    """The reporter named after the last sentence of a story: 。（张一峰） 。记者张一峰 ”文/张一峰."""
    found = _AT_END.search(text)
    if found is None:
        return None
    printed = found["name"] or found["signed"]
    names = names_in(printed)
    if len(names) > 1 and all(map(is_full_name, names)) and re.fullmatch(rf"(?:{_HAN}|[、，,/／\s])+", printed):
        return printed
    alone = bool(names) and len(names[0]) in (2, 3) and names[0][0] in SURNAMES and names[0] not in PLACES
    labelled = found["signed"] is not None or re.match(rf"{PAPER}{ROLE}", aligned(printed)) is not None
    return printed if alone and (labelled or names[0] == printed) else None
