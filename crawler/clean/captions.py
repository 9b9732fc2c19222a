"""Captions out of the body, and the credit out of the caption."""

import re
from dataclasses import replace

from archive import Image
from crawler.draft import Block, Draft, Kind, Removed
from crawler.plain import bare

LONGEST = 160  # characters; a line with a credit that is longer is a paragraph

_WHO = r"[^\s。！？!?,，、;；:：()（）\[\]【】]"
_MAKER = r"(?:攝影|摄影|攝|摄|拍攝|拍摄|供圖|供图|提供|翻攝|翻摄|製圖|制图|繪圖|绘图|圖|图|發|发)"
_SOURCE = (
    r"(?:圖片來源|图片来源|圖像來源|图像来源|照片來源|图片出处|圖源|图源|圖自|图自|圖片|图片|圖|图|照片|攝影|摄影|攝|摄|photo(?:s)?(?: by| courtesy of)?|"
    r"credit|source|image(?: source| credit)?|courtesy of|資料圖片?來源|来源|來源)"
)
_SENTENCE = re.compile(r"[。！？]")
# The ways a credit closes a caption; group `credit` is who made the picture, as printed.
_ENDS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        # （記者楊青/攝影） (圖:加通社) (主辦方提供) (李歐/大紀元) （刘通摄）
        r"^(?P<caption>.*?)\s*[（(\[【〔﹝](?P<credit>[^（()）\[\]【】〔〕﹝﹞]{1,40}?)[)）\]】〕﹞]\s*(?:T\d+)?[。.]?$",
        # 。龐可揚攝  ！龐可揚攝  本报记者 陈元才 摄
        rf"^(?P<caption>.*[。！？!?」』”）)\s])\s*(?P<credit>(?:(?:本報|本报|特約|特约|通訊社|新华社|新華社)?(?:記者|记者)\s?)?{_WHO}{{2,12}}?\s?[/／╱]?\s?(?:攝影|摄影|拍攝|拍摄|攝|摄|供圖|供图|提供))[。]?$",
        # 图自越通社 · 图源:CTV · Photo: Pool / Iain McGregor · 圖片來源: AFP
        r"^(?P<caption>.*?)[\s。，,;；|（(]*(?P<credit>(?:圖片來源|图片来源|圖像來源|图像来源|照片來源|圖源|图源|圖自|图自|圖片|图片|圖/|图/|圖／|图／|photo(?: by| courtesy of)?|credit|source|image(?: source| credit)?)\s?[:：/／@]?\s?[^。]{2,50})$",
        # © AP
        r"^(?P<caption>.*?)\s*(?P<credit>(?:©|\(c\)|copyright)\s?[^。]{2,40})$",
        # 中新社发 …摄 at the very end of a sentence
        rf"^(?P<caption>.*[，,。])\s*(?P<credit>(?:中新社|新华社|新華社|法新社|路透社?|美聯社|美联社)\s?(?:记者|記者)?\s?{_WHO}{{0,6}}\s?(?:[发發]|攝|摄))[。]?$",
    )
)
_IS_CREDIT = re.compile(
    rf"(?:{_MAKER}$)|^{_SOURCE}\s?[:：/／@ ]|^(?:圖自|图自|圖源|图源)|/|／|╱|資料|资料|檔案|档案|網路|网络|社$|報$|报$|網$|网$|通訊|AFP|AP\b|Getty|Reuters|CBC|CTV|unsplash|pixabay|shutterstock",
    re.IGNORECASE,
)
_WORDS = re.compile(
    rf"^(?:{_SOURCE})\s*[:：/／@]\s*|^(?:圖自|图自|圖源|图源)\s*|^(?:©|\(c\)|copyright)\s*|"
    r"^(?:本報|本报)?(?:記者|记者)\s?(?=.*(?:攝|摄))|\s*[/／╱]?\s*(?:攝影|摄影|拍攝|拍摄|攝|摄|供圖|供图|提供)$",
    re.IGNORECASE,
)


def take_captions(draft: Draft) -> Draft:
    """Captions become images with caption and credit apart; the body keeps prose alone.

    A caption block is one by its markup. Without markup, a short line that closes with a photographer's credit is one.
    """
    images: list[Image] = []
    blocks: list[Block] = []
    removed: list[Removed] = []
    unmarked = _prose_besides(draft.blocks)
    waiting: str | None = None  # a picture whose caption may be the next block
    for block in draft.blocks:
        if block.kind is Kind.CAPTION and not block.text:
            waiting = _place(images, waiting, block.image)
        elif block.kind is Kind.CAPTION or (unmarked and is_caption(block.text)):
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
    text = text.strip().lstrip("■◎▲△▼●")
    text = re.sub(r"^(?:圖片說明|图片说明|圖說|图说|圖片|图片)\s?[:：]\s*", "", text)
    for form in _ENDS:
        match = form.match(text)
        if match and _is_credit(match["credit"], bracketed=form is _ENDS[0]):
            credit = _WORDS.sub("", _WORDS.sub("", match["credit"].strip())).strip(" :：/／") or None
            return match["caption"].strip() or None, credit
    return text or None, None


def is_caption(text: str) -> bool:
    """Whether an unmarked line is a caption: short, and closed by a photographer's credit."""
    if len(text) > LONGEST or len(_SENTENCE.findall(text)) > 2:
        return False
    match = _ENDS[1].match(text) or _ENDS[0].match(text)
    return bool(match) and re.search(r"(?:攝影|摄影|攝|摄|供圖|供图|提供)[)）】\]]?[。]?$", text) is not None


def _prose_besides(blocks: tuple[Block, ...]) -> bool:
    """Whether a story is left without its unmarked captions. On a page of pictures they are all there is to read."""
    prose = [len(block.text) for block in blocks if block.kind is not Kind.CAPTION and not is_caption(block.text)]
    total = [len(block.text) for block in blocks if block.kind is not Kind.CAPTION]
    return sum(prose) >= 60 and 2 * sum(prose) >= sum(total)


def _is_credit(text: str, bracketed: bool) -> bool:
    return not bracketed or (_IS_CREDIT.search(text) is not None and not text.endswith(("。", "！")))


def _place(images: list[Image], waiting: str | None, following: str | None) -> str | None:
    """A picture without a caption is kept as such; the next one waits for its caption."""
    if waiting is not None:
        images.append(Image(waiting))
    return following


def _once(images: list[Image]) -> list[Image]:
    """The same picture with the same words is one, whether it is printed in the text, in a gallery or in a lightbox."""
    kept: list[Image] = []
    seen: set[tuple[str | None, str]] = set()
    for image in images:
        key = (image.url, bare(image.caption or ""))
        if image.url is None or key not in seen:
            kept.append(image)
        seen.add(key)
    return kept
