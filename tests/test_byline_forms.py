"""Every printed form of a byline, as the table `byline_forms.txt` has it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from crawler.lexicon.bylines import Byline, read_line, read_start, signature_in

TABLE = Path(__file__).parent / "byline_forms.txt"
READERS: dict[str, Callable[[str], Byline]] = {
    "in front of a paragraph": read_start,
    "behind the last sentence": signature_in,
}


def cases() -> Iterator[Any]:
    """The rows of the table, each with the heading it stands under."""
    heading = ""
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("[") and line.endswith("]") and "|" not in line:
            heading = line[1:-1]
        elif line and not line.startswith("#"):
            # A form may have the bar itself: 美南新闻|梓禾 报道. The columns are parted by bars with blanks.
            yield pytest.param(heading, *line.split(" | "), id=line.split(" | ")[0])


@pytest.mark.parametrize(("heading", "printed", "byline", "authors", "dateline", "agency"), list(cases()))
def test_form(heading: str, printed: str, byline: str, authors: str, dateline: str, agency: str) -> None:
    found = READERS.get(heading, read_line)(printed)
    assert found.byline == _said(byline)
    assert found.authors == tuple(authors.split("+") if authors != "-" else ())
    assert (found.dateline, found.agency) == (_said(dateline), _said(agency))


def _said(column: str) -> str | None:
    return None if column == "-" else column
