"""A text dump, as researchers hold them from web corpora: the same draft as from a page, without its markup."""

import re
from collections.abc import Sequence

from archive import Article
from crawler.draft import Block, Draft, Removed
from crawler.extract.around import Near
from crawler.extract.byline import read_byline
from crawler.extract.claims import Claims
from crawler.extract.plain_lines import (
    is_credit,
    is_facts,
    is_label,
    is_navigation,
    is_paragraph,
    is_ticker,
    lines_of,
    story_in,
)
from crawler.lexicon.bylines import read_line
from crawler.lexicon.phrases import NOTICE, is_page_s_own
from crawler.lexicon.plain import bare, plain

ABOVE = 40  # lines above the story among which the headline is looked for
NEAR = 12  # lines below the headline in which a byline is looked for
ENOUGH = 200  # characters; of a shorter story nobody can say where it ends
SIGNED = 4  # lines below the story in which a signature may stand
LEAST = 0.3  # of `_worth`: below, a line has nothing of a headline but its place

_TITLED = re.compile(r"^(?:標題|标题|title)\s*[:：]\s*", re.IGNORECASE)
_LEAD = "》>»›·•■◆ "
_TRAIL = re.compile(r"首[頁页]|[>›»＞]|^category:?", re.IGNORECASE)
_DESK = re.compile(r"(?:編輯|编辑|採訪|采访|新聞|新闻|評論|评论)[部組组室]$")
_PLACES = re.compile(r"[/／].*(?:消息|[訊讯])$")  # 甲城/乙城消息


def read_text(text: str, url: str | None = None) -> Draft:
    """The lines of a dump as blocks. Its dates are those of events in the text: none is that of publication."""
    lines = lines_of(text)
    story = story_in(lines)
    at = _headline_at(lines, story.start)
    headline = _TITLED.sub("", lines[at]).lstrip(_LEAD) if at is not None else None
    begin = 0 if at is None else at + 1
    gone = dict.fromkeys(range(begin), "above the headline") | _furniture(lines, begin, story.start)
    gone |= _below(lines, story)
    blocks = (Block(line) for i, line in enumerate(lines) if i not in gone)
    kept = tuple(block for block in blocks if headline is None or bare(block.text) != bare(headline))
    removed = tuple(Removed(rule, lines[i]) for i, rule in sorted(gone.items()) if i != at)
    article = Article(url=url, headline=headline)
    if at is not None:
        near = [Near(line, "", False, True, i) for i, line in enumerate(lines[begin : story.start][:NEAR])]
        article = read_byline(article, Claims(), near)
    return Draft(article, kept, removed)


def _furniture(lines: Sequence[str], begin: int, story: int) -> dict[int, str]:
    """Lines between headline and story, or above a story without one, that are the page's own."""
    found = {}
    for i in range(begin, story):
        if is_ticker(lines[i]):
            found[i] = "other headlines"
        elif is_navigation(lines[i]) or (is_label(lines[i]) and read_line(lines[i]).empty):
            found[i] = "menu"
    return found


def _below(lines: Sequence[str], story: range) -> dict[int, str]:
    """Lines below a story of some length: what a page puts there, but for a signature and a notice."""
    told = sum(len(lines[i]) for i in story)
    below = range(story.stop, len(lines))
    more = sum(len(lines[i]) for i in below if is_paragraph(lines[i]))
    if told < ENOUGH or more > told:  # too little to say where the story ends, or to believe that it ends there
        return {}
    signed = (i for i in below[:SIGNED] if not read_line(lines[i]).empty)
    noticed = (i for i in below if NOTICE.match(plain(lines[i])))
    kept = {*signed, *noticed, *(i for i in below[:SIGNED] if is_credit(lines[i]))}
    return dict.fromkeys((i for i in below if i not in kept), "below the story")


def _headline_at(lines: Sequence[str], first: int) -> int | None:
    """Number of the line that is most like a headline, of those above the story; None where no line is like one."""
    if first == len(lines):
        return None
    told = _told(lines, first)
    worth = {i: _worth(lines, i, first, told) for i in range(max(0, first - ABOVE), first)}
    best = max(worth, key=lambda i: (worth[i], i), default=None)
    return best if best is not None and worth[best] >= LEAST else None


def _told(lines: Sequence[str], first: int) -> str:
    """What the first paragraphs say, and the captions between them."""
    return bare("".join(line for line in lines[first : first + 6] if not is_facts(line) and not is_page_s_own(line)))


def _worth(lines: Sequence[str], i: int, first: int, told: str) -> float:
    """How much a line is like a headline, by what it speaks of and where it stands; 0 for what cannot be one."""
    line = lines[i]
    if not _may_be_headline(line) or _is_step(lines, i):
        return 0
    form = bare(line)
    pairs = [form[k : k + 2] for k in range(len(form) - 1)]
    spoken = sum(pair in told for pair in pairs) / len(pairs) if pairs else 0.0
    twice = any(bare(other) == form for other in (*lines[max(0, i - 3) : i], *lines[i + 1 : i + 3])) and len(form) > 5
    behind_trail = i > 0 and is_navigation(lines[i - 1]) and _TRAIL.search(lines[i - 1]) is not None
    above_facts = any(is_facts(other) or not read_line(other).empty for other in lines[i + 1 : min(i + 4, first)])
    sized = 0.25 if len(form) >= 10 else 0.15 if len(form) >= 7 else 0.0
    below_facts = any(is_facts(other) for other in lines[max(0, i - 6) : i])  # a sub-headline stands there
    spoken = spoken if len(form) > 5 else 0.3 * spoken
    near = 1 - 0.04 * min(first - i, 20)  # menus stand further off
    return (
        (min(spoken, 0.5) * 2 + 0.4 * twice + 0.4 * above_facts + 0.3 * behind_trail + sized)
        * near
        * (0.8 if below_facts else 1)
    )


def _may_be_headline(line: str) -> bool:
    if not 4 <= len(line) <= 80 or line.endswith(("。", ":", "：", "，", ",")):
        return False
    if is_navigation(line) or is_ticker(line) or is_credit(line) or is_facts(line) or is_page_s_own(line):
        return False
    if _DESK.search(line) or _PLACES.search(line):
        return False
    return read_line(line).empty


def _is_step(lines: Sequence[str], i: int) -> bool:
    """Whether a line only repeats a step of the trail above it: the name of a section. A story's is long."""
    form = bare(lines[i])
    steps = (bare(step) for line in lines[max(0, i - 4) : i] for step in _TRAIL.split(line) if _TRAIL.search(line))
    return len(form) < 10 and form in steps
