"""Which element holds the story: the one whose lines read most like sentences and least like lists of links."""

from itertools import accumulate

from crawler.extract.lines import Line, Lines, Span


def worth(line: Line) -> float:
    """How much a line speaks for the element around it: its length in sentences, or a fine for links and stubs."""
    if line.noise or not line.size:
        return 0.0
    if line.links > 0.5:
        return -10.0 - 0.5 * min(line.size, 40)
    if line.marks and line.size >= 15:
        return float(line.size - line.linked)
    if line.size >= 30:
        return 0.5 * (line.size - line.linked)
    return -2.0


def silence_noise(found: Lines) -> None:
    """Mark the lines of elements that call themselves something else, unless such an element holds most of the page."""
    total = sum(max(0.0, worth(line)) for line in found.lines) or 1.0
    sums = [0.0, *accumulate(max(0.0, worth(line)) for line in found.lines)]
    for span in found.spans:
        if span.noise and sums[span.last] - sums[span.first] < 0.4 * total:
            for line in found.lines[span.first : span.last]:
                line.noise = True


def best_span(found: Lines) -> Span | None:
    """The smallest element whose lines are worth the most; None for a page without a sentence."""
    sums = [0.0, *accumulate(worth(line) for line in found.lines)]
    best, most = None, 0.0
    for span in found.spans:
        score = sums[span.last] - sums[span.first]
        if score > 0 and (score > most or (score == most and best is not None and span.depth > best.depth)):
            best, most = span, score
    return best
