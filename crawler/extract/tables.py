"""Tables that are part of a story, told from tables that only lay out the page."""

from lxml.html import HtmlElement

MOST_ROWS = 500
LONGEST_CELL = 80  # characters; longer cells hold text that a table only lays out
CELLS = frozenset({"td", "th"})


def is_tabular(table: HtmlElement) -> bool:
    """Whether a table has at least two rows of at least two short cells each, none of them a table or a picture."""
    if next(table.iterdescendants("table", "img", "form", "h1", "h2"), None) is not None:
        return False
    rows = 0
    for row in table.iter("tr"):
        cells = cells_of(row)
        if rows == MOST_ROWS or len(cells) < 2 or any(len(cell) > LONGEST_CELL for cell in cells):
            return False
        rows += 1
    return rows >= 2


def cells_of(row: HtmlElement) -> list[str]:
    """The texts of a row's cells, white space folded."""
    return [" ".join("".join(map(str, cell.itertext())).split()) for cell in row if cell.tag in CELLS]
