"""From the lines of the chosen element to blocks: pictures with their captions, paragraphs, and what is left out."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from crawler.draft import Block, Kind, Removed
from crawler.extract.lines import Line

# A line under a picture that names who made it, or that points at it, is its caption.
_CREDITED = re.compile(
    r"(?:[攝摄]|(?:提|[資资]料)供|供[圖图]|翻[攝摄拍]|[擷截撷][取圖图自]|取自|[資资]料[照圖图]片?|示意[圖图]"
    r"|[檔档]案?照|[圖图]片?(?:[來来]源|提供|[說说]明)"
    r"|[圖图][/／|｜:：]|[圖图]源|(?:AP|AFP|Getty(?: ?Images)?|Reuters|EPA|路透社?|法新社|美[聯联]社"
    r"|新[華华]社[發发]?|中新社[發发]?|中央社|©.{1,20}|CNA))"
    r"\s*[^。，]{0,12}[)）\]】」]?\s*$",
    re.IGNORECASE,
)
_POINTS = re.compile(
    r"^\s*(?:[▲▼△▽↑↓←→◎■◤●]\s*(?=.*(?:[圖图攝摄照]|翻|提供))|[圖图][說说]?[片]?[:：/／]|[圖图](?:[為为]|"
    r"[中示]|[說说]明)|[上下左右][圖图][:：為为]?|[（(](?:[圖图]|照片)[:：/／])"
)
_ARROW = re.compile(r"\s*[▲▼△▽↑↓◤]")
_WRITES = re.compile(r"[記记]者|[報报][導导道]|[編编][譯译輯辑]|文[/／:：]|作者|[電电讯訊][)）】]|by\s", re.IGNORECASE)
_ICON = re.compile(
    r"(?:logo|icon|spacer|blank|pixel|avatar|loading|button|btn|qrcode|weixin|wechat|share|banner|"
    r"/ads?[/_.-]|emoji|1x1|arrow)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\W*(?:\d{1,2}\W|[一二三四五六七八九十]+[、．.]|第.{1,3}[家名間间位本])")
_ENDED = re.compile(r"[。！？!?：:；…][」』”\"）)]*\s*$")

SURE_LINK = 0.9  # share of a heading
HEADLINE = 8  # signs
LONGEST_CAPTION = 220  # characters; some sites call the box around a whole story a caption


def blocks_of(lines: Sequence[Line]) -> tuple[list[Block], list[Removed]]:
    """The blocks of the story, and the lines left out because they are links or belong to an element that is not it."""
    teasers = _teasers_at(lines)
    removed = [Removed("other stories", line.text) for line in lines[teasers:] if line.text]
    kept = [line for line in lines[:teasers] if _stays(line, removed)]
    blocks = _blocks(kept, unmarked=True)
    if _told(blocks) < 60 or 2 * _told(blocks) < _told(_blocks(kept, unmarked=False)):
        # A page of pictures: what looked like captions is the story.
        blocks = _pictures_are_the_story(_blocks(kept, unmarked=False))
    return blocks, removed


def _teasers_at(lines: Sequence[Line]) -> int:
    """Where the teasers of other stories begin, to the end: headlines that are links, each with a paragraph or two.

    A list of shops or books has linked headings too, but names are shorter than headlines, or are numbered.
    """
    heads = [i for i, line in enumerate(lines) if line.kind is Kind.HEADING and line.links > SURE_LINK]
    if any(_NUMBERED.match(lines[i].text) for i in heads):
        return len(lines)
    for n, i in enumerate(heads[:-1]):
        if median(lines[head].size for head in heads[n:]) < HEADLINE:
            continue
        runs = [b - a - 1 for a, b in pairwise((*heads[n:], len(lines)))]
        if all(0 < run <= 2 for run in runs) and any(line.marks and not line.linked for line in lines[:i]):
            return i
    return len(lines)


def _blocks(lines: Sequence[Line], *, unmarked: bool) -> list[Block]:
    blocks: list[Block] = []
    for i, line in enumerate(lines):
        above = lines[i - 1] if i else None
        pictured = above is not None and (above.image is not None or above.kind is Kind.CAPTION)
        if line.image is not None:
            blocks.append(Block("", Kind.CAPTION, line.image))
        elif line.kind is Kind.CAPTION and line.size > LONGEST_CAPTION:
            blocks.append(Block(line.text))
        elif line.kind is Kind.CAPTION or (unmarked and pictured and _is_caption(line)):
            _put_caption(blocks, line.text, after_picture=pictured)
        else:
            blocks.append(Block(line.text, line.kind))
    return blocks


def _told(blocks: Iterable[Block]) -> int:
    return sum(len(block.text) for block in blocks if block.kind is not Kind.CAPTION)


def _stays(line: Line, removed: list[Removed]) -> bool:
    if line.image is not None:
        return not line.noise and not is_icon(line.image)
    if line.noise or line.links > 0.5:
        removed.append(Removed("another element" if line.noise else "links", line.text))
        return False
    return True


def _is_caption(line: Line) -> bool:
    """Whether an unmarked line right under a picture is its caption."""
    if line.kind is Kind.HEADING or line.size > 120:
        return False
    if _CREDITED.search(line.text) or (_ARROW.match(line.text) and not _ENDED.search(line.text)):
        return True
    return _POINTS.search(line.text) is not None and _WRITES.search(line.text[:30]) is None


def _put_caption(blocks: list[Block], text: str, *, after_picture: bool) -> None:
    """A caption joins the picture above it; a second line, the credit mostly, joins the caption."""
    if after_picture and blocks and blocks[-1].kind is Kind.CAPTION:
        above = blocks[-1]
        if text != above.text:
            blocks[-1] = Block(f"{above.text} {text}".strip(), Kind.CAPTION, above.image)
    else:
        blocks.append(Block(text, Kind.CAPTION))


def _pictures_are_the_story(blocks: list[Block]) -> list[Block]:
    """Where a page says nothing but captions, the captions are the story."""
    if any(block.kind is not Kind.CAPTION and len(block.text) >= 15 for block in blocks):
        return blocks
    return [Block(b.text, Kind.PARAGRAPH, b.image) if b.kind is Kind.CAPTION and _says(b.text) else b for b in blocks]


def _says(text: str) -> bool:
    return len(text) >= 15 and _ENDED.search(text) is not None


def is_icon(address: str) -> bool:
    """Whether the address of a picture says that it is part of the page's furniture."""
    return _ICON.search(address) is not None


def prose(blocks: Iterable[Block]) -> str:
    """The text of the story alone, a line a block."""
    return "\n".join(block.text for block in blocks if block.kind is not Kind.CAPTION)
