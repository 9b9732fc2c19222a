"""Which element holds the story: the one whose lines read most like sentences and least like lists of links."""

import re
from itertools import accumulate

from crawler.draft import Kind
from crawler.extract.lines import Line, Lines, Span
from crawler.plain import bare

# What a page says of itself in whole sentences. Such lines speak for no element.
_IMPRINT = re.compile(
    r"未[經经].{0,12}(?:授[權权]|許可|许可|同意)|版[權权](?:所有|[聲声]明|[歸归])|copyright|all rights? reserved|©"
    r"|(?:不代表|僅代表|仅代表).{0,16}(?:立[場场]|[觀观][點点]|意[見见])|免[責责][聲声]明|[轉转][載载].{0,10}(?:注明|註明|[聯联][繫系])"
    r"|(?:[舉举][報报]|投[訴诉]|[聯联][繫系]|客服|服[務务]|[總总][機机])(?:[電电][話话]|[郵邮]箱|[熱热][線线])"
    r"|ICP[備备证]|[網网]安[備备]|[許许]可[證证]|信息网络传播|違法和不良|违法和不良|cookie|隱私|隐私|privacy policy"
    r"|[請请]先?[登註注][錄录冊册]|[發发]表[評评][論论]|[網网]友[評评][論论]|[驗验][證证][碼码]|recaptcha|leave a (?:reply|comment)",
    re.IGNORECASE,
)
# The opening words of another story, cut off before a link to it.
_TEASER = re.compile(
    r"(?:\.{3,}|…)\s*[\[(（【]?\s*(?:[详詳][情细細]|更多|全文|[阅閱][读讀]|read more|more|查看|繼續|继续).{0,6}$", re.I
)


def worth(line: Line) -> float:
    """How much a line speaks for the element around it: its length in sentences, or a fine for links and stubs."""
    if line.noise or not line.size:
        return 0.0
    if line.links > 0.5:
        return -10.0 - 0.5 * min(line.size, 40)
    unlinked = float(line.size - line.linked)
    if line.kind is Kind.CAPTION:
        return 0.3 * unlinked
    if line.size < 200 and _TEASER.search(line.text):
        return -10.0
    if line.size < 400 and _IMPRINT.search(line.text):
        return -5.0
    if line.marks and line.size >= 15:
        return unlinked
    if line.size >= 30:
        return 0.5 * unlinked
    return -2.0


def silence_noise(found: Lines, anchor: int | None) -> None:
    """Mark the lines of elements that call themselves something else, unless such an element holds most of the page."""
    goods = [max(0.0, worth(line)) for line in found.lines]
    sums = [0.0, *accumulate(goods)]
    total = sums[-1] - sums[anchor or 0] or 1.0
    for span in found.spans:
        if span.noise and sums[span.last] - sums[span.first] < 0.4 * total:
            for line in found.lines[span.first : span.last]:
                line.noise = True


def anchor_of(found: Lines, headline: str | None) -> int | None:
    """The number of the line that prints the headline, if there is one: a heading rather than any other line."""
    wanted = bare(headline or "")
    if len(wanted) < 4:
        return None
    hits = [
        i
        for i, line in enumerate(found.lines)
        if line.size and line.size <= 1.5 * len(headline or "") + 20 and _prints(line, wanted)
    ]
    headings = [i for i in hits if found.lines[i].kind is Kind.HEADING]
    goods = [0.0, *accumulate(max(0.0, worth(line)) for line in found.lines)]
    for hit in (*headings, *hits):
        if goods[-1] - goods[hit] > 0.3 * goods[-1]:
            return hit
    return None


def _prints(line: Line, wanted: str) -> bool:
    have = bare(line.text)
    return have == wanted or (have.startswith(wanted) and len(have) <= len(wanted) + 12)


def best_span(found: Lines, anchor: int | None) -> Span | None:
    """The smallest element whose lines are worth the most; None for a page without a sentence.

    What stands before the headline counts little, and the further a line is from it, in links passed by, the less.
    """
    weights = []
    passed = 0
    for i, line in enumerate(found.lines):
        value = worth(line)
        if anchor is not None and value > 0:
            value *= 0.1 if i < anchor else max(0.1, 0.96**passed)
            passed += 0 if i < anchor or line.links <= 0.5 else 1
        weights.append(value)
    sums = [0.0, *accumulate(weights)]
    best, most = None, 0.0
    for span in found.spans:
        score = sums[span.last] - sums[span.first]
        if score > 0 and (score > most or (score == most and best is not None and span.depth > best.depth)):
            best, most = span, score
    return best
