"""The lines of a text dump, broken lines joined; and what a line without markup looks like."""

import re
from collections.abc import Iterator, Sequence

from crawler.extract.dates import dates_in
from crawler.extract.markup import fold
from crawler.lexicon.bylines import read_line, read_start
from crawler.lexicon.facts import besides_facts
from crawler.lexicon.others import heads_other_stories
from crawler.lexicon.phrases import is_page_s_own
from crawler.lexicon.plain import plain

SHORT = 12  # characters; a line of fewer, without a mark, may be an entry of a menu
NARROW = 12  # characters; nobody breaks lines at fewer
RAGGED = 6  # half characters that lines broken at one width differ by: a mark or a word is kept whole
APART = 15  # characters of a story that a line which is no paragraph weighs against it
FIRST = 4  # lines, in which a dump that begins with its story has its first paragraph
WHOLE = 90  # characters; a teaser is shorter
LONG = 45  # characters; a line without marks that is longer is no headline

_HAN = re.compile(r"[\u3400-\u9fff]")
_GOES_ON = re.compile(r"[\u3400-\u9fff，、]")
_INDENTED = re.compile(r"(?<=[。！？」』”…）)])[^\S\n]*(?:\u3000{2,}|\u00a0{2,}|\u2003{2,})(?=\S)")
_ENDED = re.compile(r"[。！？；…!?.][」』”\"）)]*$")
_SENTENCE = re.compile(r"。$|[。！？][”」]$")
_WIRED = re.compile(r"^.{2,20}日.{0,6}[電电訊讯]\s?[(（:：]")
_BROKEN_OFF = re.compile(r"[，,、；]$|…$")
_CLAUSES = re.compile(r"[，,。；;](?=.)")
_MARKS = re.compile(r"[，,。；;：:！？!?「」『』“”《》【】]")
_NAVIGATION = re.compile(
    r"[>›»]|^\W*skip to|^(?:\d\.\s)?[跳访訪][转轉至到问問]|^[•*\-–·]\s|首[頁页]|https?:|登[錄录入]|[訂订][閱阅]|"
    r"\.(?:jpe?g|png|gif)$|前$|^[\w-]+_[\w-]+(?:,\s\w+)*$|^(?:category|archives?|tag)\s?:|^(?:網頁|网页)$|"
    r"^site logo|!cdata\[|[|｜].*[|｜]",
    re.IGNORECASE | re.ASCII,
)
_BARS = re.compile(r"[|｜│┃∣︱·•/／]|\s?[-–]\s")
_KEYWORDS = re.compile(r"(?:[^，,、。！？：:]{1,14}[，,、|/]){6,}[^，,、。！？：:]{1,14}")
_CREDIT = re.compile(
    r"^(?:[图圖][片像]?[来來]?[源自]|photo|credit|source)|[攝摄][)）]?$|供[圖图]$|[/／].{0,8}提供$|[（(][^（）()]{2,12}[/／][^（）()]{2,12}[)）]$",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"^\W*(?:日期|时间|发[布表](?:时间|于|日期|者)|来源|稿源|作者|编辑|责编|阅读|浏览|点击|人气|查看|评论|标签|字[号体]|"
    r"tags?|posted|published|by\s)",
    re.IGNORECASE,
)
_SPACED = re.compile(r"\s+")


def lines_of(text: str) -> list[str]:
    """The lines that say something, white space folded; those broken at the width of a page are one again."""
    joined: list[str] = []
    text = _INDENTED.sub("\n\n", text.replace("\r\n", "\n").replace("\r", "\n"))
    for paragraph in re.split(r"\n[ \t\u3000]*\n", text):
        joined += _unbroken([line for line in (fold(raw) for raw in paragraph.split("\n")) if line])
    return joined


def _unbroken(lines: Sequence[str]) -> Iterator[str]:
    """Lines that fill one width and end in mid-sentence belong together: a page set for print was dumped."""
    width = max(map(_width, lines), default=0)
    filled = sum(width - _width(line) <= RAGGED for line in lines)
    set_narrow = len(lines) > 2 and width >= 2 * NARROW and 3 * filled >= 2 * len(lines) - 1
    begun, before = "", set[str]()
    for i, line in enumerate(lines):
        full = set_narrow and i + 1 < len(lines) and width - _width(line) <= RAGGED
        goes_on = full and _GOES_ON.match(line[-1]) and _HAN.match(lines[i + 1][0])
        if goes_on and not lines[i + 1].startswith(line) and lines[i + 1] not in before:
            begun += line
        else:
            yield begun + line
            begun = ""
        before.add(line)


def _width(line: str) -> int:
    """How wide a line is set: a Chinese sign is as wide as two Latin ones."""
    return sum(1 if sign.isascii() else 2 for sign in line)


def story_in(lines: Sequence[str]) -> range:
    """Numbers of the lines from the first to the last paragraph of the story: where most is told with least between.

    The teasers of a page's side are paragraphs too, but stand alone among labels. A dump that opens with a headline and
    a whole paragraph opens with its story. Empty where nothing is told.
    """
    first = lines[:FIRST]
    opening = next((i for i, line in enumerate(first) if len(line) > WHOLE and is_paragraph(line)), -1)
    best, most = range(len(lines), len(lines)), 0
    told, start, others = 0, 0, 1
    for i, line in enumerate(lines):
        if heads_other_stories(line):
            told, others = told - 4 * APART, 2
        worth = len(line) // others if is_paragraph(line) else -APART
        if told <= 0 < worth and not start <= opening < i:
            told, start = 0, i
        told += worth
        if worth > 0 and told > most:
            best, most = range(start, i + 1), told
    return best


def is_paragraph(line: str) -> bool:
    """Whether a line is a sentence, clauses enough for one, the beginning of one, or opens as stories do."""
    if is_navigation(line) or is_ticker(line) or is_page_s_own(line) or _KEYWORDS.fullmatch(line):
        return False
    if is_facts(line):
        return False
    if len(line) > SHORT and read_line(line).empty and (_WIRED.search(line) or not read_start(line).empty):
        return True
    sentence = len(line) >= SHORT and _SENTENCE.search(line) is not None
    clauses = len(line) > 32 and _CLAUSES.search(line) is not None
    broken_off = len(line) > 8 and _BROKEN_OFF.search(line) is not None and _CLAUSES.search(line) is not None
    broken_off = broken_off or (len(line) > SHORT and line.endswith(("，", ",")))
    unmarked = len(line) >= LONG and len(_HAN.findall(line)) >= 24
    return sentence or clauses or broken_off or unmarked or (len(line) > 40 and _ENDED.search(line) is not None)


def is_ticker(line: str) -> bool:
    """Whether a line strings headlines of other stories together: 港口重開 渡輪改期…, parted by blanks alone."""
    parts = [part for part in _SPACED.split(line) if len(_HAN.findall(part)) >= 8]
    if len(line) < LONG or "。" in line or line.endswith(("，", ",")):
        return False
    return len(parts) >= 3 and len(_HAN.findall(line)) > 0.7 * len(line.replace(" ", ""))


def is_facts(line: str) -> bool:
    """Whether a line is the row of date, source and counters under a headline."""
    dated = bool(dates_in(line)) and len(line) < 60
    if not dated and not _LABELLED.match(plain_row(line)):
        return False
    left = list(besides_facts(line))
    told = left[0] if left and line.startswith(left[0]) else ""
    behind = "".join(left[1:]) if told else "".join(left)
    signed = len(_HAN.findall(told)) < (8 if dated and not _HAN.search(behind) else 5)  # 松林新聞網 (2012-01-17 03:10)
    return len(line) < 90 and (signed or _LABELLED.match(plain_row(told)) is not None)


def plain_row(line: str) -> str:
    """A line in the spelling of rules, its blanks kept one."""
    return plain(line[:12]) if line[:3].lower() != "by " else line


def is_navigation(line: str) -> bool:
    """Whether a line is a step of a trail, a link of a menu, a whole menu, an address or the name of a file."""
    if len(line) > LONG and "。" in line:
        return False
    return _NAVIGATION.search(line) is not None or len(_BARS.findall(line)) > 3


def is_label(line: str) -> bool:
    """Whether a line is short and says nothing: an entry of a menu, the name of a section, a button."""
    return len(line) < SHORT and _MARKS.search(line) is None


def is_credit(line: str) -> bool:
    """Whether a line is the caption of a picture, by how it closes."""
    return _CREDIT.search(line) is not None
