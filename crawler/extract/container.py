"""Which element holds the story: the one whose lines read most like sentences and least like lists of links."""

import re
from collections.abc import Iterable
from itertools import accumulate
from unicodedata import is_normalized

from crawler.draft import Kind
from crawler.extract.lines import Line, Lines, Span
from crawler.lexicon.others import heads_other_stories
from crawler.lexicon.phrases import is_imprint
from crawler.lexicon.plain import bare

# The opening words of another story, cut off before a link to it.
_TEASER = re.compile(
    r"(?:\.{3,}|…)\s*[\[(（【]?\s*(?:[详詳][情细細]|更多|全文|[阅閱][读讀]|read more|more|查看|繼續|继续).{0,6}$",
    re.IGNORECASE,
)

# How much an element suffers for what it holds besides prose: 0 not at all, 1 in proportion.
PURITY = 0.75


def worth(line: Line) -> float:
    """How much a line speaks for the element around it: its length in sentences, or a fine for links and stubs."""
    if not line.size:
        return 0.0
    if line.links > 0.5:
        return -10.0 - 0.5 * min(line.size, 40)
    if line.kind is not Kind.CAPTION and _is_no_prose(line):
        return -10.0 if _TEASER.search(line.text[-40:]) else -5.0
    return float(line.size - line.linked) * _share_of_prose(line)


def _is_no_prose(line: Line) -> bool:
    """Whether a line is the beginning of another story, or about the site."""
    return (line.size < 200 and _TEASER.search(line.text[-40:]) is not None) or (
        line.size < 400 and is_imprint(line.text)
    )


def _share_of_prose(line: Line) -> float:
    if line.kind is Kind.CAPTION:
        return 0.5
    if line.marks and line.size >= 15:
        return 1.0
    return 0.5 if line.size >= 30 else -2.0 / line.size


def anchor_of(found: Lines, worths: list[float], headline: str | None) -> int | None:
    """The number of the line that prints the headline, if there is one: a heading rather than any other line."""
    wanted = bare(headline or "")
    if len(wanted) < 4:
        return None
    most = 1.5 * len(headline or "") + 20
    hits = [i for i, line in enumerate(found.lines) if 0 < line.size <= most and _prints(line, wanted)]
    headings = [i for i in hits if found.lines[i].kind is Kind.HEADING]
    goods = _running(worths)
    for hit in (*headings, *hits):
        if goods[-1] - goods[hit] > 0.3 * goods[-1]:
            return hit
    return None


def _prints(line: Line, wanted: str) -> bool:
    short = line.kind is not Kind.HEADING and len(line.text) < len(wanted)
    if short and is_normalized("NFKC", line.text):  # else it may be longer in plain spelling: … is three signs there
        return False
    if not wanted.startswith(bare(line.text[0])):  # nearly every line of a page is another from its first letter on
        return False
    have = bare(line.text)
    if line.kind is Kind.HEADING and len(have) >= 8 and wanted.startswith(have):
        return True
    return have == wanted or (have.startswith(wanted) and len(have) <= len(wanted) + 12)


def nearness(found: Lines, anchor: int | None) -> list[float]:
    """How much each line counts by its place, 0 to 1: little before the headline, less behind other stories' links."""
    if anchor is None:
        return [1.0] * len(found.lines)
    near = []
    passed = headings = 0
    for i, line in enumerate(found.lines):
        near.append(0.1 if i < anchor else max(0.2, 0.96**passed) * 0.35**headings)
        if i > anchor and line.links > 0.5:
            passed += 1
        elif i > anchor and headings < 3 and _heads_links(found, i):
            headings += 1
    return near


def _heads_links(found: Lines, i: int) -> bool:
    """Whether a line is the heading of a list of other stories, with a link to one of them right below."""
    line = found.lines[i]
    if not 0 < line.size <= 20 or not any(other.links > 0.5 for other in found.lines[i + 1 : i + 5]):
        return False
    return heads_other_stories(line.text)


def weigh(found: Lines, worths: list[float], anchor: int | None) -> list[float]:
    """The worth of every line at its place. Lines of elements that call themselves something else are worth nothing.

    An element's name is not believed where it holds much of the page, or the first prose under the headline.
    """
    near = nearness(found, anchor)
    good = _running(value * at for value, at in zip(worths, near, strict=True))
    lead = _lead(found, worths, anchor)
    doubted = [
        span
        for span in found.spans
        if span.noise and good[span.last] - good[span.first] < 0.4 * good[-1] and not span.first <= lead < span.last
    ]
    _silence(found, doubted)
    return [
        0.0 if line.noise else value * at if value > 0 else value
        for line, value, at in zip(found.lines, worths, near, strict=True)
    ]


def _lead(found: Lines, worths: list[float], anchor: int | None) -> int:
    """The number of the first prose under the headline, -1 where there is none near."""
    if anchor is None:
        return -1
    for i, line in enumerate(found.lines[anchor + 1 : anchor + 30], anchor + 1):
        if line.size >= 40 and line.marks >= 3 and line.links < 0.3 and line.kind is not Kind.CAPTION and worths[i] > 0:
            return i
    return -1


def best_span(found: Lines, weights: list[float]) -> Span | None:
    """The element that holds most worth and least else; of equals the smallest. None for a page without a sentence."""
    good, bad = _running(weights), _running(-weight for weight in weights)
    best, most = None, 0.0
    for span in found.spans:
        worth_of = good[span.last] - good[span.first]
        if worth_of <= most and (best is None or worth_of < most or span.depth < best.depth):
            continue
        score = worth_of * (worth_of / (worth_of + bad[span.last] - bad[span.first])) ** PURITY if worth_of else 0.0
        if score > most or (score == most and best is not None and span.depth > best.depth):
            best, most = span, score
    return best


def silence_lists(found: Lines, worths: list[float], span: Span) -> None:
    """Mark the lists of links inside the story's element, with the dates and teasers between the links.

    Nothing that holds much of the story is a list, except where all its prose is teasers, each under a link.
    """
    good = _running(0.0 if line.noise else value for line, value in zip(found.lines, worths, strict=True))
    linked = [line.links > 0.5 for line in found.lines]
    links = [0, *accumulate(linked)]
    prose = [line.size >= 30 and line.marks > 0 and not link for line, link in zip(found.lines, linked, strict=True)]
    told = [0, *accumulate(prose)]
    cards = [0, *accumulate(spoken and above for spoken, above in zip(prose, [False, *linked], strict=False))]
    story = good[span.last] - good[span.first] or 1.0
    lists = []
    for inner in found.spans:
        if inner is span or not span.first <= inner.first < inner.last <= span.last:
            continue
        share = (good[inner.last] - good[inner.first]) / story
        leading, spoken = links[inner.last] - links[inner.first], told[inner.last] - told[inner.first]
        if share <= 0.25 and leading >= 3 and leading > 2 * spoken:
            lists.append(inner)
        elif inner.last - inner.first > 1 and _heads_links(found, inner.first):
            teasers = cards[inner.last] - cards[inner.first] == spoken
            if teasers or (share <= 0.25 and leading >= spoken):
                lists.append(inner)
    _silence(found, lists)


def _silence(found: Lines, spans: list[Span]) -> None:
    """Mark the lines of those elements as noise; one pass, however deep the elements nest."""
    steps = [0] * (len(found.lines) + 1)
    for span in spans:
        steps[span.first] += 1
        steps[span.last] -= 1
    for line, covered in zip(found.lines, accumulate(steps), strict=False):
        if covered:
            line.noise = True


def _running(values: Iterable[float]) -> list[float]:
    """The sums of what is good among the values, up to each of them."""
    return [0.0, *accumulate(value if value > 0 else 0.0 for value in values)]


def share_of(weights: list[float], span: Span) -> float:
    """How much of the page's prose an element holds, 0 to 1."""
    return sum(max(0.0, w) for w in weights[span.first : span.last]) / (sum(max(0.0, w) for w in weights) or 1.0)
