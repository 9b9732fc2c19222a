"""What the archive has learned of an outlet's boilerplate, removed; and the lines it is to count, so that it learns.

Boilerplate is peeled from the edges of a story inwards, as far as the first sentence that is not known to recur:
nothing above the last words of a story is in reach. Inside a story only whole sentences that stand in every fifth
article go. A notice, a byline, what somebody is quoted with, the mark of a serial and a row of a table are never
counted and never removed, whatever was learned or a person said. A line with other figures is another line: figures are
what news is.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256

from archive import Bar, Candidate, LearnedLine, Place
from crawler.clean.boilerplate import is_prose
from crawler.draft import Block, Draft, Kind, Removed
from crawler.lexicon.bylines import LONGEST as LONGEST_BYLINE
from crawler.lexicon.bylines import read_line, read_start
from crawler.lexicon.plain import bare, plain

RULE = "learned"

HEAD = 3  # blocks from the top
TAIL = 5  # blocks from the end; the longest unknown footers seen have four lines
LONGEST = 420  # characters; the longest disclaimer seen, as in the families of the lexicon
SIGNATURE = 24  # letters and digits, at most, of a line that only says who signs
INSIDE = range(12, 61)  # letters and digits: below are sub-headlines, above is what nobody prints between paragraphs
MOST_INSIDE = 12  # sentences of one story that are counted: a serial has hundreds of short paragraphs

# A line below a story that is no sentence: five articles show that it is no chance, three days that it is no one story
# in instalments; one in thirty is what the rarest template, that of one section, comes to.
LABEL = Bar(articles=5, share=0.03, days=3)
# A sentence may be an author's or an agency's standing phrase, and what stands above a story the title of a column that
# comes daily: one in five, over a week, only a template prints.
WORDS = Bar(articles=10, share=0.2, days=7)

_SENTENCE_END = re.compile(r"[。！？!?…；;]\W*$")
_NOTICE = re.compile(r"^.{0,8}(?:编[者辑]?[按注]|更正|勘误|订正|启事|澄清|致歉|correction|editor'?snote|clarification)")
_SERIAL = re.compile(
    r"待续|未完|[上下]期|[续接][上前下]|连载|系列|第[\d一二三四五六七八九十百]+[回章集期篇]|^\W*[之上中下]\W*$"
)
# Signatures that no form of a byline takes for one, for they name nobody: 本報訊, （中央社）, 本報採訪組報導.
_SIGNED = re.compile(r"记者|通讯员|特派员|撰文|采写|作者|编译|文/|(?:讯|[专日]电|报道|报导|通讯社|中央社|中新社)\W*$")
_QUOTED = re.compile(r"「([^」]*)」|『([^』]*)』|“([^”]*)”|\"([^\"]*)\"")
_OPENED_BY = {"」": "「", "』": "『", "”": "“"}
_QUOTATION_MARKS = re.compile("[「『“」』”]")


def drop_learned(draft: Draft, lines: Sequence[LearnedLine] = ()) -> Draft:
    """Remove the lines learned of the outlet, and say which lines the archive is to count. A story is never emptied."""
    blocks = draft.blocks
    shield = _Shield(draft)
    gone: dict[int, int] = {}
    found: dict[int, Place] = {}
    known = {place: _numbers(lines, place) for place in ("head", "inside", "tail")}
    tail = range(len(blocks) - 1, max(-1, len(blocks) - 1 - TAIL), -1)
    edges: tuple[tuple[Place, range], ...] = (("tail", tail), ("head", range(min(HEAD, len(blocks) // 2))))
    for place, edge in edges:
        for i in _peeled(blocks, edge, shield, known[place]):
            if found.setdefault(i, place) == place and (number := known[place].get(bare(blocks[i].text))) is not None:
                gone[i] = number
    within = [i for i, block in enumerate(blocks) if i not in found and _may_be_inside(block)]
    for n, i in enumerate(within):
        number = known["inside"].get(bare(blocks[i].text))
        if (n < MOST_INSIDE or number is not None) and not shield.covers(i):
            found[i] = "inside"
            gone |= {i: number} if number is not None else {}
    candidates = [_candidate(place, blocks[i]) for i, place in found.items()]
    if not any(block.text for i, block in enumerate(blocks) if i not in gone):
        gone = {}
    return replace(
        draft,
        blocks=tuple(block for i, block in enumerate(blocks) if i not in gone),
        removed=(*draft.removed, *(Removed(f"{RULE} {gone[i]}", blocks[i].text) for i in sorted(gone))),
        candidates=tuple(candidates),
        learned=tuple(sorted({*draft.learned, *gone.values()})),
    )


def digest_of(text: str) -> str:
    """The digest by which the archive counts a line: of its letters and digits alone."""
    return sha256(bare(text).encode()).hexdigest()[:16]


def _numbers(lines: Sequence[LearnedLine], place: str) -> Mapping[str, int]:
    return {bare(line.text): line.id for line in lines if line.place in {place, "any"}}


def _candidate(place: Place, block: Block) -> Candidate:
    bar = LABEL if place == "tail" and not _is_sentence(block.text) else WORDS
    return Candidate(place, digest_of(block.text), block.text, bar)


def _peeled(blocks: Sequence[Block], edge: range, shield: "_Shield", known: Mapping[str, int]) -> Iterator[int]:
    """Numbers of the blocks at an edge that may be boilerplate, inwards, the first unknown sentence included."""
    for i in edge:
        text = blocks[i].text
        covered = shield.covers(i)
        if not covered:
            yield i
        recurs = not covered and bare(text) in known
        if _is_sentence(text) and not recurs and not _NOTICE.match(plain(text)):
            return


def _is_sentence(text: str) -> bool:
    return is_prose(text) or _SENTENCE_END.search(text) is not None


def _may_be_inside(block: Block) -> bool:
    """Whether a block is a sentence short enough. Looked at for every block of a story: the cheapest test is first."""
    short = block.kind is Kind.PARAGRAPH and INSIDE.start <= len(block.text) < 2 * INSIDE.stop
    return short and _is_sentence(block.text) and len(bare(block.text)) in INSIDE


class _Shield:
    """Covers the blocks that are never boilerplate, whatever recurs. Few are asked for, so each is looked at then."""

    def __init__(self, draft: Draft) -> None:
        self._blocks = draft.blocks
        self._quoted = _inside_quotations(draft.blocks)
        self._names = tuple(filter(None, map(bare, (*draft.article.authors, draft.article.byline or ""))))
        self._covered: dict[int, bool] = {}

    def covers(self, i: int) -> bool:
        """Whether the block of this number belongs to the story or is printed about it."""
        if i not in self._covered:
            self._covered[i] = i in self._quoted or _belongs(self._blocks[i], self._names)
        return self._covered[i]


def _belongs(block: Block, names: tuple[str, ...]) -> bool:
    line, form = plain(block.text), bare(block.text)
    if block.kind in {Kind.QUOTE, Kind.ROW, Kind.CAPTION} or len(form) < 2 or len(block.text) > LONGEST:
        return True
    if _NOTICE.match(line) or _quotes(block.text) or (len(form) <= 30 and _SERIAL.search(line)):
        return True
    if len(block.text) <= LONGEST_BYLINE and any(name in form for name in names):
        return True
    if len(form) <= SIGNATURE and _SIGNED.search(line):
        return True
    return not read_line(block.text).empty or not read_start(block.text).empty


def _quotes(text: str) -> bool:
    """Whether a line holds what somebody said, not just the name of something in quotation marks."""
    said = [next(filter(None, groups), "") for groups in _QUOTED.findall(text)]
    return any(_SENTENCE_END.search(words) or "，" in words or 2 * len(words) >= len(text) for words in said)


def _inside_quotations(blocks: Sequence[Block]) -> set[int]:
    """Blocks of speech that runs over several: those that open it and do not close it, up to the one that does."""
    found: set[int] = set()
    opened: dict[str, int] = {}
    for i, block in enumerate(blocks):
        depth = dict.fromkeys(_OPENED_BY.values(), 0)
        for mark in _QUOTATION_MARKS.findall(block.text):
            opening = _OPENED_BY.get(mark, mark)
            depth[opening] += 1 if mark == opening else -1
            if depth[opening] < 0:
                depth[opening] = 0
                found.update(range(opened.pop(opening, i + 1), i + 1))
        for opening in (mark for mark, open_now in depth.items() if open_now):
            opened[opening] = i
            found.add(i)
    return found
