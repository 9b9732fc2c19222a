"""Captions out of the body, and the credit out of the caption."""

import re
from dataclasses import replace

from archive import Image
from crawler.draft import Block, Draft, Kind, Removed
from crawler.lexicon.places import SURNAMES
from crawler.lexicon.plain import aligned, bare, kept

LONGEST = 160  # characters; a line with a credit that is longer is a paragraph

# In the spelling of `plain.aligned`, which changes no positions: caption and credit are cut verbatim out of the line.
_SHOT = "(?:摄影|拍摄|摄|供图|提供)"
_LABEL = (
    "(?:图片来源|图像来源|照片来源|图片出处|图源|图自|图片|图|照片|摄影|摄|来源|"
    "photos?(?: by| courtesy of)?|credit|source|image(?: source| credit)?|courtesy of)"
)
_WHO = r"[^\s。！？!?，,、;；:()\[\]由]"
_WIRE = "(?:中新社|新华社|法新社|路透社?|美联社)"
# The ways a credit closes a caption.
_BRACKETED = re.compile(r"^(?P<caption>.*?)\s*[(\[]\s*(?P<credit>[^()\[\]]{1,40}?)\s*[)\]]\s*(?:T\d+)?[。.]?$")
_WIRED = re.compile(rf"^(?P<caption>.*?)\s*(?P<credit>{_WIRE}发\s?\([^()]{{2,20}}摄\))。?$")
_ENDS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        # 。龐可揚攝 · 本报记者 陈一才 摄 · 曹嘉超 攝, alone
        rf"^(?P<caption>.*?[。！？!?」』”)\s])\s*"
        rf"(?P<credit>(?:\S{{0,6}}(?:记者|通讯员)\s?)?{_WHO}{{2,12}}?\s?/?\s?{_SHOT})。?$",
        rf"^(?P<caption>)(?P<credit>{_WHO}{{2,8}}\s?/?\s?{_SHOT})$",
        # 图自越通社 · 图源:CTV · Photo: Pool / Iain McGregor · 圖片來源: AFP
        rf"^(?P<caption>.*?)[\s，,;；|(]*(?P<credit>(?:图自|{_LABEL}\s?[:/@])\s?[^。]{{2,50}})$",
        # © AP
        r"^(?P<caption>.*?)\s*(?P<credit>(?:©|\(c\)|copyright)\s?[^。]{2,40})$",
        # 中新社发 · 新华社记者某某摄
        rf"^(?P<caption>.*[，,。])\s*(?P<credit>{_WIRE}\s?(?:记者)?\s?{_WHO}{{0,6}}\s?(?:发|摄))。?$",
    )
)
# Credits that no other line than a caption is closed by: 图自越通社 · (圖:加通社)T10 · © AP · (李歐/大紀元)
_PICTURED = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?:(?:图[片像]?来源|照片来源|图片出处|图源|图自)\s?[:/@]|photos?(?: by| credit| courtesy of)?\s?:|"
        r"image (?:source|credit)\s?[:/@]?)\s?[^。，,！？]{2,50}$",
        # without a sign behind them the words may be parts of others: 企圖自立, 版圖源自
        r"(?<![\u4e00-\u9fff])(?:图[片像]?来源|照片来源|图片出处|图源|图自(?![杀殺尽盡焚残殘立制製救首行我]))"
        r"\s?[^\s。，,！？][^。，,！？]{1,49}$",
        r"^.{0,60}\((?:图|图片|照片)\s?[:/]\s?[^()]{2,20}\)(?:T\d+)?$",
        r"^[^©]{4,}(?:©|\(c\))\s?(?!\s?(?:\d|copyright|版权))[A-Za-z\u4e00-\u9fff][^。，]{1,30}$",
        rf"^.{{4,60}}\((?!.*(?:报道|报导|编译|综合|整理|讯|电|文|记者))[{''.join(sorted(SURNAMES))}]"
        r"[\u4e00-\u9fff]{1,2}/[\u4e00-\u9fff]{2,8}\)$",
    )
)
_IS_CREDIT = re.compile(
    rf"{_SHOT}$|[图发]$|^{_LABEL}\s?[:/@ ]|^(?:图自|图源)|/|资料|档案|网路|网络|"
    r"[社报网]$|通讯|AFP|\bAP\b|Getty|Reuters|CBC|CTV|unsplash|pixabay|shutterstock",
    re.IGNORECASE,
)
# The words of a credit that only say that it is one.
_BEFORE = re.compile(rf"^(?:(?:图自|图源|{_LABEL}\s*[:/@])\s*|(?:©|\(c\)|copyright)\s*|本?报?记者\s?)+", re.IGNORECASE)
_BEHIND = re.compile(rf"\s*/?\s*{_SHOT}$")
_SENTENCE = re.compile(r"[。！？]")
_TOLD = re.compile(r"^[■◎▲△▼●\s]*(?:(?:图片说明|图说|图片)\s?:\s*)?")


def mark_captions(draft: Draft) -> Draft:
    """Call those blocks captions that are, though no markup says so: short lines closed by a photographer's credit."""
    if not _prose_besides(draft.blocks):
        return draft
    blocks = (replace(block, kind=Kind.CAPTION) if is_caption(block.text) else block for block in draft.blocks)
    return replace(draft, blocks=tuple(blocks))


def take_captions(draft: Draft) -> Draft:
    """Captions become images with caption and credit apart; the body keeps prose alone."""
    images: list[Image] = []
    blocks: list[Block] = []
    removed: list[Removed] = []
    waiting: str | None = None  # a picture whose caption may be the next block
    for block in draft.blocks:
        if block.kind is Kind.CAPTION and not block.text:
            waiting = _place(images, waiting, block.image)
        elif block.kind is Kind.CAPTION:
            caption, credit = split_credit(block.text)
            images.append(Image(block.image or waiting, caption, credit))
            waiting = None
            removed.append(Removed("caption", block.text))
        else:
            waiting = _place(images, waiting, None)
            blocks.append(block)
    _place(images, waiting, None)
    article = replace(draft.article, images=draft.article.images + tuple(_once(images)))
    return replace(draft, article=article, blocks=tuple(blocks), removed=draft.removed + tuple(removed))


def split_credit(text: str) -> tuple[str | None, str | None]:
    """A caption without its credit, and the credit without the words that only say it is one: 。龐可揚攝 → 龐可揚."""
    text = text[_start(text) :].strip()
    form = aligned(text)
    for pattern in (_WIRED, _BRACKETED, *_ENDS):
        match = pattern.match(form)
        if match is None or (pattern is _BRACKETED and not _IS_CREDIT.search(match["credit"])):
            continue
        credit = text[match.start("credit") : match.end("credit")]
        return text[: match.end("caption")].strip(" ，,") or None, _bare_credit(credit)
    return text or None, None


@kept
def is_caption(text: str) -> bool:
    """Whether an unmarked line is a caption: short, and closed by the credit of who took the picture."""
    if len(text) > LONGEST or len(_SENTENCE.findall(text)) > 2:
        return False
    form = aligned(text)
    if any(pattern.search(form) for pattern in _PICTURED):
        return True
    found = (pattern.match(form) for pattern in (*_ENDS[:2], _BRACKETED))
    return any(match is not None and _BEHIND.search(match["credit"]) is not None for match in found)


def _prose_besides(blocks: tuple[Block, ...]) -> bool:
    """Whether a story is left without its unmarked captions. On a page of pictures they are all there is to read."""
    prose = [len(block.text) for block in blocks if block.kind is not Kind.CAPTION and not is_caption(block.text)]
    total = [len(block.text) for block in blocks if block.kind is not Kind.CAPTION]
    return sum(prose) >= 30 and 2 * sum(prose) >= sum(total)


def _start(text: str) -> int:
    match = _TOLD.match(aligned(text))
    return match.end() if match else 0


def _bare_credit(credit: str) -> str | None:
    form = aligned(credit)
    before, behind = _BEFORE.match(form), _BEHIND.search(form)
    start = before.end() if before else 0
    end = behind.start() if behind and behind.start() else len(credit)
    if start >= end:  # 本報記者攝 names nobody but the paper, and that stays
        start = 0
    return credit[start:end].strip(" :：/／╱") or None


def _place(images: list[Image], waiting: str | None, following: str | None) -> str | None:
    """A picture without a caption is kept as such; the next one waits for its caption."""
    if waiting is not None:
        images.append(Image(waiting))
    return following


def _once(images: list[Image]) -> list[Image]:
    """The same picture with the same words is one, whether it is printed in the text, in a gallery or in a lightbox."""
    kept: list[Image] = []
    seen: set[tuple[str, str]] = set()
    for image in images:
        key = (image.url or "", bare(image.caption or ""))
        again = key in seen if image.url else bool(kept) and bare(kept[-1].caption or "") == key[1]
        if not again:
            kept.append(image)
        seen.add(key)
    return kept
