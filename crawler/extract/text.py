"""A text dump, as researchers hold them from web corpora: the same draft as from a page, without its markup."""

import re

from archive import Article
from crawler.draft import Block, Draft
from crawler.extract.dates import dates_in
from crawler.extract.markup import fold
from crawler.lexicon.bylines import read_line
from crawler.lexicon.plain import bare

_ENDED = re.compile(r"[。！？；…」』”!?.]$")
_NAVIGATION = re.compile(
    r"[>›»|]|^\W*skip to|^[跳访訪][转轉至到问問]|^[•*\-–·]\s|首[頁页]|https?:|登[錄录入]|[訂订][閱阅]|"
    r"\.(?:jpe?g|png|gif)$|前$",
    re.IGNORECASE,
)
_CREDIT = re.compile(r"^(?:[图圖]片?[来來]?[源自]|photo|credit|source)|[攝摄][)）]?$", re.IGNORECASE)
_CLAUSES = re.compile(r"[，,。；;](?=.)")
_TITLED = re.compile(r"^(?:標題|标题|title)\s*[:：]\s*", re.IGNORECASE)


def read_text(text: str, url: str | None = None) -> Draft:
    """The lines of a dump as blocks. Its dates are those of events in the text: none is that of publication."""
    lines = [line for line in (fold(raw) for raw in text.splitlines()) if line]
    at = _headline_at(lines)
    headline = _TITLED.sub("", lines[at]) if at is not None else None
    story = lines[at + 1 :] if at is not None else lines
    blocks = tuple(Block(line) for line in story if headline is None or bare(line) != bare(headline))
    return Draft(Article(url=url, headline=headline), blocks)


def _headline_at(lines: list[str]) -> int | None:
    """Number of the line that is most like a headline, of those above the first paragraph: the last of the longest."""
    first = _first_paragraph(lines)
    best, most = None, 0.0
    for i, line in enumerate(lines[: min(first, 60)]):
        worth = _worth(line, lines[first:]) * (1 - 0.04 * min(first - i, 20))  # menus stand further off
        if worth >= most > 0 or (worth > 0 and best is None):
            best, most = i, worth
    return best


def _first_paragraph(lines: list[str]) -> int:
    """Number of the first line that is a paragraph: a whole sentence, or clauses enough for one."""
    for i, line in enumerate(lines):
        sentence = len(line) >= 20 and line.endswith(("。", "”", "」"))
        clauses = len(line) > 32 and _CLAUSES.search(line)
        if sentence or clauses or (len(line) > 40 and _ENDED.search(line)):
            return i
    return len(lines)


def _worth(line: str, story: list[str]) -> float:
    """How much a line is like a headline: it speaks of what the story speaks of; a menu does not."""
    other = _NAVIGATION.search(line) or _CREDIT.search(line) or (dates_in(line) and len(line) < 40)
    if other or not 4 <= len(line) <= 80 or line.endswith(("。", ":", "：")) or not read_line(line).empty:
        return 0
    told = "".join(story[:6])
    signs = [c for c in line if c.isalnum()]
    share = sum(c in told for c in signs) / len(signs) if signs else 0.0
    return share * min(len(signs), 12) if share > 0.2 else 0.0
