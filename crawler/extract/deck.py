"""The line printed under the headline."""

import re
from collections.abc import Sequence

from crawler.extract.around import Near
from crawler.extract.dates import dates_in
from crawler.lexicon.bylines import read_line
from crawler.lexicon.plain import bare

_DECK = re.compile(
    r"(?:^|[\s_-])(?:sub-?(?:title|head|heading|headline)|deck|dek|standfirst|kicker-?sub|futi|subhead\w*)(?:$|[\s_-])",
    re.IGNORECASE,
)
_HEADING = re.compile(r"^h[2-4](?:\s|$)")


def read_deck(around: Sequence[Near], headline: str | None) -> str | None:
    """A line right under the headline that is called a subtitle, or is itself a heading; None where there is none."""
    for line in around:
        if not line.after or line.distance > 2:
            break
        named = _DECK.search(line.names) or (_HEADING.match(line.names) and line.distance == 0)
        if named and not line.linked and _tells(line.text) and bare(line.text) != bare(headline or ""):
            return line.text
    return None


def _tells(text: str) -> bool:
    return 8 <= len(text) <= 200 and read_line(text).empty and not (dates_in(text) and len(text) < 60)
