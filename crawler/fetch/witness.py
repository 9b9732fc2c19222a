"""The second witness of a story's text: what the outlet's own WordPress API gives as its content.

It replaces nothing. Where page and witness agree, a doubt about the body is laid; where they do not, one is raised.
"""

import re
from dataclasses import replace

from archive import Archive, Article, CaptureUnreadable, Mark, decoded
from crawler.discover import told
from crawler.errors import SourceUnreadable

# Pieces of so many characters are what two texts have in common, or have not.
_PIECE = 4

# The content holds captions and bylines besides, and what a plug-in adds; so it may well have more than was read.
READ_BUT_NOT_SAID = 0.2
SAID_BUT_NOT_READ = 0.5

# A page builder's post, or a teaser, has next to no content in the API: a witness that was not there.
TOO_LITTLE = 0.3

_NO_WORD = re.compile(r"\W+")


class Witnesses:
    """What sources said of the stories they showed; the answer that was read last is kept at hand."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._at_hand: int | None = None
        self._said: dict[str, str] = {}

    def heard(self, article: Article, seen_as: str) -> Article:
        """A story with its doubt raised or laid, where a source gave its text as well."""
        capture = self._archive.witness(seen_as)
        if capture is None:
            return article
        if capture != self._at_hand:
            self._at_hand, self._said = capture, self._read(capture)
        return weighed(article, self._said.get(seen_as, ""))

    def _read(self, capture: int) -> dict[str, str]:
        try:
            found = self._archive.capture(capture)
            return told(decoded(found), found.url)
        except (CaptureUnreadable, SourceUnreadable):
            return {}


def weighed(article: Article, said: str) -> Article:
    """A story beside what a witness said: marked as doubtful where the two disagree, and not where they agree."""
    read, heard = _pieces("".join(article.body)), _pieces(said)
    if not read or len(heard) < TOO_LITTLE * len(read):
        return article
    foreign, missing = 1 - len(read & heard) / len(read), 1 - len(read & heard) / len(heard)
    others = tuple(mark for mark in article.marks if mark is not Mark.DOUBTFUL_BODY)
    if foreign > READ_BUT_NOT_SAID or missing > SAID_BUT_NOT_READ:
        return replace(article, marks=(*others, Mark.DOUBTFUL_BODY))
    return replace(article, marks=others)


def _pieces(text: str) -> set[str]:
    plain = _NO_WORD.sub("", text)
    return {plain[at : at + _PIECE] for at in range(len(plain) - _PIECE + 1)}
