"""Rows of credits, each hand with its label: 文：王小禾 圖：李一文 · 採訪、撰文／王小禾 · 編譯/王小禾 審校/李一文."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from crawler.lexicon.forms import AGENCY
from crawler.lexicon.names import ROLE, names_in
from crawler.lexicon.plain import aligned

# In the spelling of `plain.aligned`, which changes no positions. Who writes, asks, translates or tells is an author;
# who takes pictures, edits or checks is not.
_WRITES = (
    rf"(?:本文|文章)?(?:作\s?者|撰\s?文|撰\s?稿|采写|采访|执笔|整理|编译|翻译|译者?|图文|文图|文字|供稿|口述|{ROLE}|文)"
    r"|author|reporter|writer|(?:written |text )?by"
)
_ELSE = (
    r"图片?|摄影?|摄像|影像|(?:本文|责任|值班|执行|网络|[\u4e00-\u9fff]{2,5}[网报社台])?编辑|"
    r"责编|审校|审核|核稿|校对|校稿|监制|统筹|制图|绘图|设计|剪辑|视频"
    r"|photos?|editor|video"
)
_ONE = rf"(?:{_WRITES}|{_ELSE})"
_LABEL = rf"(?P<label>{_ONE}(?:\s?[、&+和及与/]\s?{_ONE})*)\s?[:/|丨]\s?"
_PART = re.compile(
    rf"\s*[/|、,;·]?\s*{_LABEL}(?!{_ONE}\s?[:/|丨])(?P<names>(?:(?!报道|报导)[^:|丨。！？；()]){{2,40}}?)"
    rf"(?:\s?\((?P<place>[\u4e00-\u9fff]{{2,6}}?)(?:综合)?(?:报道|报导|电|讯)\))?"
    rf"(?=\s*[/|、,;·]?\s*{_ONE}(?:\s?[、&+和及与/]\s?{_ONE})*\s?[:/|丨]|\s*$)",
    re.IGNORECASE,
)
_FIELD = re.compile(r"^(?:本文|文章)?作\s?者\s?[:：/／|｜丨︱]?\s*")  # the name of a field is no part of the credit
_PAPER = re.compile(rf"^{AGENCY}\s?")  # 譯者：中央社王小禾
_WRITER = re.compile(_WRITES, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Credits:
    """Who wrote, from where, and the part of the row that says so; all empty where it names other hands only."""

    printed: str | None = None
    authors: tuple[str, ...] = ()
    place: str | None = None


def credits_in(line: str) -> Credits | None:
    """What a line says that is a row of credits and nothing else; None where it is anything else."""
    parts = list(_parts(line))
    if not parts or parts[-1].end() != len(line.rstrip()):
        return None
    writers = [part for part in parts if _WRITER.search(part["label"]) is not None]
    edited = {name for part in parts if part not in writers for name in _names(line, part)}
    authors = tuple(name for part in writers for name in _names(line, part) if name not in edited)
    if not authors:  # who also edits is the editor
        return Credits()
    printed = line[writers[0].start("label") : writers[-1].end()].strip()
    printed = _FIELD.sub("", printed) if len(writers) == 1 else printed
    places = (line[part.start("place") : part.end("place")] for part in writers if part["place"])
    return Credits(printed, tuple(dict.fromkeys(authors)), next(places, None))


def _names(line: str, part: re.Match[str]) -> tuple[str, ...]:
    printed = line[part.start("names") : part.end("names")]
    return names_in(_PAPER.sub("", printed))


def _parts(line: str) -> Iterator[re.Match[str]]:
    form = aligned(line)
    position = 0
    while position < len(form) and (part := _PART.match(form, position)) is not None:
        yield part
        position = part.end()
