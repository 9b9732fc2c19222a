"""What the stages of reading hand to one another: a page, its parts, what it came to."""

from dataclasses import dataclass, field
from enum import StrEnum

from archive import Article, Candidate
from crawler.errors import Fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The bytes to read and what is known of how they came. `fetched_at` is UTC, `2025-09-25T17:04:11Z`."""

    body: bytes
    url: str | None = None
    fetched_at: str | None = None
    content_type: str | None = None


class Kind(StrEnum):
    """What a block of text is on the page."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    QUOTE = "quote"
    ITEM = "item"
    ROW = "row"
    CAPTION = "caption"


@dataclass(frozen=True, slots=True)
class Block:
    """One block of visible text, white space folded. A caption carries the address of its picture, if there is one."""

    text: str
    kind: Kind = Kind.PARAGRAPH
    image: str | None = None


@dataclass(frozen=True, slots=True)
class Removed:
    """A block taken out, and the name of the rule that did it."""

    rule: str
    text: str


@dataclass(frozen=True, slots=True)
class Draft:
    """An article whose body is still blocks in page order: captions among paragraphs, perhaps boilerplate."""

    article: Article
    blocks: tuple[Block, ...]
    removed: tuple[Removed, ...] = field(default=())
    # Lines the archive is to count, and the numbers of those that were removed because it had learned them.
    candidates: tuple[Candidate, ...] = field(default=())
    learned: tuple[int, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Reading:
    """What the pages of a story came to: an article and the version of the rules that read it, or why there is none.

    `candidates` are the lines that the archive is to count.
    """

    article: Article | None
    fault: Fault | None = None
    rules: str = ""
    candidates: tuple[Candidate, ...] = ()
