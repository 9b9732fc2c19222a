"""Hits shown in their text: the text escaped, in its own glyphs, each hit in a <mark>."""

from markupsafe import Markup, escape

from archive import index
from archive.serve.reading import Piece


def marked(text: str | None, query: str, *, widen: bool = False) -> Markup:
    """The whole text with its hits."""
    if not text or not query:
        return escape(text or "")
    parts, place = [], 0
    for first, last in index.highlight(text, query, widen=widen):
        parts += [escape(text[place:first]), Markup("<mark>{}</mark>").format(text[first:last])]
        place = last
    return Markup("").join([*parts, escape(text[place:])])


def extract(piece: Piece, query: str, *, widen: bool = False) -> Markup:
    """What tells a reader whether the article is the one: the passage of the hits, or the beginning."""
    passages = (index.extract(text, query, widen=widen) for text in (piece.body, piece.deck, piece.captions) if text)
    found = list(passages)
    if not found:
        return Markup("")
    best = next((passage for passage in found if passage.spans), found[0])
    return Markup(best.html())  # noqa: S704 - the index escapes the text itself
