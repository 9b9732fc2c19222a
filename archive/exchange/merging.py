"""A merge under way: the two archives, and what of theirs is what of ours."""

import re
from dataclasses import dataclass
from sqlite3 import Connection
from types import TracebackType
from typing import Self

from archive.store import Archive

_LEARNED = re.compile(r"(?<= learned )[\d,]+$")


@dataclass(slots=True)
class Merged:
    """What taking in another archive came to: what is new here, and how many articles takedowns hid."""

    captures: int = 0
    articles: int = 0
    revisions: int = 0
    hidden: int = 0


class Merging:
    """Their numbers → ours, for what is pointed to. Those of captures are kept in a table: there may be millions."""

    def __init__(self, archive: Archive, theirs: Connection) -> None:
        self.archive = archive
        self.db = archive.db
        self.theirs = theirs
        self.merged = Merged()
        self.runs: dict[int, int] = {}
        self.lines: dict[int, int] = {}
        # Takedown of theirs → ours, where that is in force.
        self.takedowns: dict[int, int | None] = {}
        # Article of ours → the takedown that hides it, where it is there for as long as the merge takes.
        self.hidden: dict[int, int] = {}
        # Address of theirs → our article of that story, which we know by another.
        self.joined: dict[str, int] = {}
        # Line of ours → over how many articles theirs has counted it.
        self.spans: dict[int, int] = {}

    def __enter__(self) -> Self:
        self.db.execute("CREATE TEMP TABLE their_captures (theirs INTEGER PRIMARY KEY, ours INTEGER NOT NULL)")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.db.execute("DROP TABLE temp.their_captures")

    def note_capture(self, theirs: int, ours: int) -> None:
        """Note what one of their captures is here."""
        self.db.conn.execute("INSERT INTO temp.their_captures VALUES (?, ?)", [theirs, ours])

    def capture(self, theirs: int | None) -> int | None:
        """What one of their captures is here. Raises KeyError for one they do not have."""
        if theirs is None:
            return None
        found = self.db.conn.execute("SELECT ours FROM temp.their_captures WHERE theirs = ?", [theirs]).fetchone()
        if found is None:
            raise KeyError(theirs)
        return int(found[0])

    def rules(self, theirs: str) -> str:
        """The rules that made a reading, which name by their numbers the learned lines that took part."""
        return _LEARNED.sub(
            lambda found: ",".join(str(self.lines[int(number)]) for number in found[0].split(",")), theirs
        )
