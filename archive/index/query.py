"""QUERY: a tree of terms → what FTS5 is asked."""

from dataclasses import replace

from archive.index.grammar import Group, Near, Node, Term, parse
from archive.index.tokens import Run, phrase
from archive.index.variants import widened

# Matches no article: what a query without a word in it finds.
NOTHING = '""'


def match(query: str, *, widen: bool = False) -> str:
    """The FTS5 MATCH string for a query of any text whatever. `widen` adds the other names of what is asked for."""
    node = parse(query)
    return expression(widened(node, everywhere=widen)) if node else NOTHING


def expression(node: Node) -> str:
    """The FTS5 expression of a tree. Only folded letters, digits and Han ever stand between its quotation marks."""
    if isinstance(node, Term):
        return _phrase(node)
    if isinstance(node, Near):
        return _near(node)
    joined = _joined(node, [expression(part) for part in node.parts], [expression(part) for part in node.without])
    return f"({{{node.column}}} : {joined})" if node.column else joined


def _joined(node: Group, parts: list[str], without: list[str]) -> str:
    joined = f"({(' OR ' if node.any else ' AND ').join(parts)})"
    return f"({joined} NOT ({' OR '.join(without)}))" if without else joined


def _near(node: Near) -> str:
    """Terms that begin with a single character have no certain place: they need only be there."""
    placed = [term for term in node.terms if not _is_char(term.runs)]
    others = [_phrase(term) for term in node.terms if _is_char(term.runs)]
    near = f"NEAR({' '.join(map(_phrase, placed))}, {node.distance})" if placed else ""
    return f"({' AND '.join(filter(None, [near, *others]))})" if others else near


def _is_char(of: tuple[Run, ...]) -> bool:
    """Whether runs begin with one character that may end a longer run of the text."""
    return not of[0].is_word and len(of[0].text) == 1 and not (len(of) > 1 and of[1].is_word)


def _phrase(term: Term) -> str:
    if len(term.runs) > 1 and _is_char(term.runs):
        first, rest = replace(term, runs=term.runs[:1], begins=False), replace(term, runs=term.runs[1:])
        return f"({_phrase(first)} AND {_phrase(rest)})"
    tokens, unfinished = phrase(term.runs)
    return f'"{" ".join(tokens)}"' + (" *" if unfinished or term.begins else "")


def single_char(node: Node) -> str | None:
    """The character, if a term is one character of those indexed by pairs."""
    if isinstance(node, Term) and len(node.runs) == 1 and not node.runs[0].is_word and len(node.runs[0].text) == 1:
        return node.runs[0].text
    return None


def only_chars(node: Node) -> bool:
    """Whether a tree asks for single characters and nothing else, so that the index of characters can answer it."""
    if isinstance(node, Group):
        return node.column is None and all(map(only_chars, node.parts + node.without))
    return single_char(node) is not None


def chars_expression(node: Node) -> str:
    """The expression of a tree of single characters, for the index of characters."""
    if isinstance(node, Group):
        parts, without = map(chars_expression, node.parts), map(chars_expression, node.without)
        return _joined(node, list(parts), list(without))
    return f'"{single_char(node)}"'
