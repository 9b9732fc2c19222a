"""The line printed under the headline."""

import re
from collections.abc import Sequence

from crawler.extract.around import Near
from crawler.extract.dates import dates_in
from crawler.lexicon.bylines import read_line, read_start
from crawler.lexicon.plain import bare

_DECK = re.compile(
    r"(?:^|[\s_-])(?:sub-?(?:title|head|heading|headline)|deck|dek|standfirst|kicker-?sub|futi|subhead\w*"
    r"|summary|abstract|zhaiyao|daodu)(?:$|[\s_-])",
    re.IGNORECASE,
)
# A deck is a headline's second line. With a full stop it is the story's lead, with dots what a machine made of that.
_SENTENCE = re.compile(r"(?:[。！!]|\.{3,}|…)\W*$")
FURTHEST = 4  # lines below the headline; date and source may stand between
_LABEL = re.compile(r"\W*(?:前言|引言|摘要|提要|內容提要|内容提要|核心提示|導讀|导读|導語|导语)\W*")
_HEADING = re.compile(r"^h[2-4](?:\s|$)")


def read_deck(around: Sequence[Near], headline: str | None) -> str | None:
    """A line right under the headline that is called a subtitle, is itself a heading or stands below a label that says
    what it is, 前言：; None where there is none.
    """
    labelled = False
    for line in around:
        if not line.after or line.distance > FURTHEST:
            break
        named = labelled or _DECK.search(line.names) or (_HEADING.match(line.names) and line.distance == 0)
        labelled = _LABEL.fullmatch(line.text) is not None
        if named and not line.linked and _tells(line.text) and bare(line.text) != bare(headline or ""):
            return line.text
    return None


def _tells(text: str) -> bool:
    if not 8 <= len(text) <= 100 or _SENTENCE.search(text) or not read_line(text).empty:
        return False
    return read_start(text).empty and not (dates_in(text) and len(text) < 60)
