"""Bylines as Chinese papers print them: who wrote it, for which agency, from where.

記者張禾╱聖蓋博報導 · 【星島記者黃一欣報道】 · ▍本報記者蘇小禾三藩市報道▍ · 文/洪雅禾
中新社馬尼拉3月15日電 · (吉隆坡17日讯) · By RNZ中文

A name is taken only from where a form puts it; what fits no form is no byline.
"""

import re
from dataclasses import dataclass, replace

from crawler.lexicon.credits import credits_in
from crawler.lexicon.forms import AGENCY, AT_START, IN_BRACKETS, SECTIONED, WHOLE_LINES
from crawler.lexicon.names import is_full_name, name_and_place, name_at_end, names_in
from crawler.lexicon.places import PLACES, SURNAMES
from crawler.lexicon.plain import aligned, kept

LONGEST = 60  # characters; the longest byline seen has 41


@dataclass(frozen=True, slots=True)
class Byline:
    """What an opening says, and the text after it.

    `byline` is verbatim; `house` says that it names nobody but the paper itself: 本報訊.
    """

    byline: str | None = None
    authors: tuple[str, ...] = ()
    agency: str | None = None
    dateline: str | None = None
    section: str | None = None
    house: bool = False
    rest: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing was found."""
        return not (self.byline or self.agency or self.dateline or self.section)


_BRACKET = re.compile(r"(?:\(|\[|▍)\s*([^\[\]()▍]{2,50}?)\s*(?:\)|\]|▍)\s*")
_JUST_WORK = re.compile("(?:即时|综合|采访|摄影|编译|专题|整理|连线)+")
_PHOTO_ONLY = re.compile(r"\s*/?\s*(?:摄影|摄)")
_LABEL = re.compile(
    r"^(?:本文|文章)?作\s?者\s?[:：/／|｜]?\s*"
)  # the name of a field; 記者 and 文 are part of the credit
_ORNAMENTS = " \u3000■◆●▲★※◎"
# What stands behind the last sentence: （編譯：王小禾） · （中央社記者王小禾報導）1130808 · 撰文：王小禾
_BEHIND = re.compile(
    r"[。！？”」…]\s*[◇□■◆]?\s*(?:[(（〔【\[](?P<inner>[^()（）〔〕【】\[\]]{2,40})[)）〕】\]]\s*\d{0,8}"
    r"|(?P<bare>[\u4e00-\u9fff、]{1,6}\s?[:：/／]\s?[\u4e00-\u9fff、 ]{2,12}))$"
)
_AFTER = re.compile(r"^[\s:：,，——-]*")


def agency_in(text: str) -> str | None:
    """The news agency a text names, as printed."""
    found = re.search(AGENCY, aligned(text))
    return text[found.start() : found.end()] if found else None


@kept
def read_line(line: str) -> Byline:
    """The byline that a whole line is; empty where the line says anything else."""
    text = line.strip()
    if not 2 <= len(text) <= LONGEST or text[-1] in "。！？；":
        return Byline()
    form = aligned(text)
    if match := SECTIONED.fullmatch(form):
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
    row = credits_in(text)
    if row is not None:
        return Byline(row.printed, row.authors, agency_in(row.printed or ""), row.place)
    return _first(WHOLE_LINES, text)


@kept
def read_start(text: str) -> Byline:
    """The byline a paragraph opens with; `rest` is the paragraph without it. Empty where it opens with the story."""
    bracketed = _brackets(text)
    if not bracketed.empty:
        return bracketed
    head = text[: LONGEST + 20]
    form, lead = aligned(head), _lead(text)
    for pattern in AT_START:
        match = pattern.match(form, lead)
        if match and not (found := _told(head, match)).empty:
            return replace(found, rest=_AFTER.sub("", text[match.end() :]))
    return Byline()


def signature_in(text: str) -> Byline:
    """Who signs a paragraph behind its last sentence; empty where nobody does, or only who edited it."""
    name = name_at_end(text)
    if name is not None:
        return Byline(name, names_in(name))
    found = _BEHIND.search(text[-80:])
    if found is None:
        return Byline()
    printed = found["inner"] or found["bare"]
    read = read_line(printed) if credits_in(printed) is not None or found["bare"] else read_line(f"({printed})")
    return read if read.authors and not read.empty else Byline()


def _first(patterns: tuple[re.Pattern[str], ...], text: str) -> Byline:
    form = aligned(text)
    for pattern in patterns:
        if (match := pattern.fullmatch(form)) and not (found := _told(text, match)).empty:
            return found
    return Byline()


def _brackets(text: str) -> Byline:
    """One or two brackets at the start: 【大紀元2013年09月23日訊】(大紀元記者鄧禾詞法國報導)."""
    found, position = Byline(), _lead(text)
    form = aligned(text[:150])
    for _ in range(2):
        match = _BRACKET.match(form, position)
        inner = _first(IN_BRACKETS, text[match.start(1) : match.end(1)]) if match else Byline()
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
    groups = {group: _cut(text, match, group) for group in match.re.groupindex}
    known, signer = groups.get("known"), groups.get("signer")
    if (known is not None and known not in PLACES) or (signer is not None and signer[0] not in SURNAMES):
        return Byline()
    names = groups.get("names") or signer
    if names is not None and _PHOTO_ONLY.fullmatch(
        aligned(text[match.end("signer" if signer else "names") : match.end()])
    ):
        return Byline()  # 記者劉一岩／攝影 is the credit of a picture
    whole = text[match.start() : match.end()].strip()
    authors, place = _people(text, match, names)
    if signer is not None and not authors:
        return Byline()
    house = groups.get("house")
    named = (groups.get(group) for group in ("desk", "wire", "wired"))
    signed = bool(authors) or house is not None or any(named)
    reporter = aligned(whole).find("记者")
    agency = groups.get("agency") or agency_in(whole[:reporter] if reporter >= 0 else whole)
    byline = house or (_LABEL.sub("", whole) if signed else None)
    return Byline(byline, authors, agency, place, house=house is not None)


def _people(text: str, match: re.Match[str], names: str | None) -> tuple[tuple[str, ...], str | None]:
    """The names a form found, and the place: where it says so, or behind the names with no sign between them."""
    place = _place(text, match) or _cut(text, match, "known")
    printed = _cut(text, match, "place")
    if names and printed and place == printed and text.endswith(printed) and is_full_name(printed):
        return names_in(f"{names}、{printed}"), None  # 記者王小禾/李一文
    if names and not place:
        names, place = name_and_place(names)
    authors = names_in(_cut(text, match, "note") or names or "")
    if place is None and len(authors) > 1 and authors[-1] in PLACES:  # 記者張一雄 張禾嘉 嘉義報導
        authors, place = authors[:-1], authors[-1]
    return tuple(name for name in authors if name not in PLACES), place


def _place(text: str, match: re.Match[str]) -> str | None:
    """The place a form found. 列治文報道: 文 is of the place there, though elsewhere it begins 文報道."""
    place = _cut(text, match, "place")
    if place is None or _JUST_WORK.fullmatch(aligned(place)):
        return None
    start, end = match.span("place")
    longer = (text[start : end + more] for more in (3, 2, 1))
    return next((name for name in longer if name in PLACES), place)
