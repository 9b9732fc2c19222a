"""What can go wrong on the way from the web to the archive.

QiaowenError
├── BadDeclaration   an outlet's file says something that cannot be
├── UnknownOutlet    no outlet has that slug
├── NoContact        the live web is to be crawled, and nobody says who does it
├── NoBrowser        an outlet needs a browser to be crawled, and there is none
├── NotAnswered      a page a person asked for cannot be had: forbidden by robots.txt, or nobody answers
├── SourceUnreadable a source's answer is not what the outlet declares it to be
└── PageUnreadable   a page has no text to read: empty, not HTML, too large, too deep
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """Why an address gave no article: a code to count by, and a sentence for people."""

    reason: str
    message: str


class QiaowenError(Exception):
    """A fault whose message a user can act on: who, what, where, and what was kept."""


class BadDeclaration(QiaowenError):
    """An outlet's file says something that cannot be."""


class UnknownOutlet(QiaowenError):
    """No outlet has that slug."""


class NoContact(QiaowenError):
    """The live web is to be crawled, and nobody says who does it."""


class NoBrowser(QiaowenError):
    """An outlet needs a browser to be crawled, and there is none."""


class NotAnswered(QiaowenError):
    """A page a person asked for cannot be had: forbidden by robots.txt, or nobody answers."""


class SourceUnreadable(QiaowenError):
    """A source's answer is not what the outlet declares it to be."""


class PageUnreadable(QiaowenError):
    """A page has no text to read: empty, not HTML, too large, too deep."""
