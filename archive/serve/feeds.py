"""A search for programs: JSON, CSV, Atom. Every one says where the articles are; none holds archived markup."""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from datasette import Response

from archive.serve.reading import Piece

# Enough for a reader's list; whoever wants all has SQL and the file itself.
MOST = 500

_COLUMNS = (
    "id",
    "outlet",
    "outlet_name",
    "headline",
    "deck",
    "section",
    "byline",
    "agency",
    "published_at",
    "withdrawn_at",
    "script",
    "language",
    "url",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What is given: articles, the addresses of this list, of the one that follows, and what article numbers follow."""

    title: str
    pieces: tuple[Piece, ...]
    here: str
    next: str | None
    articles: str

    def row(self, piece: Piece) -> dict[str, Any]:
        """An article's metadata, with its address here."""
        return {name: getattr(piece, name) for name in _COLUMNS} | {"archived": f"{self.articles}{piece.id}"}


def as_json(listing: Listing) -> Any:
    """One object: the articles, and the address of the ones that follow."""
    return Response.json({"articles": [listing.row(piece) for piece in listing.pieces], "next": listing.next})


def as_csv(listing: Listing) -> Any:
    """A row an article, for a spreadsheet."""
    out = io.StringIO()
    writer = csv.DictWriter(out, [*_COLUMNS, "archived"], lineterminator="\r\n")
    writer.writeheader()
    for piece in listing.pieces:
        writer.writerow({name: _inert(value) for name, value in listing.row(piece).items()})
    # Spreadsheets take a CSV for UTF-8 only if it begins with this mark.
    return Response("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")


def _inert(value: Any) -> Any:
    """A spreadsheet runs what begins like a formula; an archived headline must not."""
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")) else value


def as_atom(listing: Listing) -> Any:
    """A feed to follow a search with."""
    updated = max((piece.first_seen_at for piece in listing.pieces), default="1970-01-01T00:00:00Z")
    title = " · ".join(filter(None, ("僑聞 Qiaowen", listing.title)))
    entries = "".join(_entry(f"{listing.articles}{piece.id}", piece) for piece in listing.pieces)
    return Response(
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
        f"<title>{_text(title)}</title><id>{escape(listing.here)}</id>"
        f'<link rel="self" href={quoteattr(listing.here)}/><updated>{updated}</updated>{entries}</feed>\n',
        content_type="application/atom+xml; charset=utf-8",
    )


def _entry(address: str, piece: Piece) -> str:
    published = piece.published_at if piece.published_at and "T" in piece.published_at else None
    author = piece.byline or piece.agency or piece.outlet_name
    return (
        f"<entry><title>{_text(piece.headline or '')}</title><id>{escape(address)}</id>"
        f"<link href={quoteattr(address)}/><link rel='via' href={quoteattr(_text(piece.url))}/>"
        f"<updated>{piece.first_seen_at}</updated>"
        + (f"<published>{published}</published>" if published else "")
        + f"<author><name>{_text(author)}</name></author>"
        f"<summary>{_text(piece.paragraphs[0])}</summary></entry>"
    )


def _text(text: str) -> str:
    """Escaped, and without the control characters that no XML may hold."""
    return escape("".join(c for c in text if c >= " " or c in "\t\n"))


FORMATS: dict[str, Callable[[Listing], Any]] = {"json": as_json, "csv": as_csv, "atom": as_atom}
