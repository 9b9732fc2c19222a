"""GRAMMAR: what a reader types → a tree of terms. No input is an error; what cannot be parsed is searched as text.

    關稅 台積電          both                       "白宮 關稅"    this phrase; also “ ” 「 」 『 』
    關稅 OR 貿易         either                     關稅 -鋼鐵     without; also NOT
    headline:關稅        in one column              Hotline Bei*   words that begin so
    (關稅 OR 貿易) 鋼鐵   brackets                   NEAR(關稅 鋼鐵, 20)   at most 20 tokens apart
    ~三藩市              also by its other names

AND binds closer than OR; AND, OR, NOT and NEAR are written in capitals. A minus with nothing to subtract from, an
operator with nothing to work on, and a bracket or quotation mark without its other half are read as text.
"""

import re
from dataclasses import dataclass, replace

from archive.index.fold import PAIR, UNSEEN, WORD
from archive.index.tokens import Run, runs

COLUMNS = ("body", "headline", "deck", "byline", "captions", "section", "tags")

_COLUMN_NAMES = {name: name for name in COLUMNS} | {
    "正文": "body", "標題": "headline", "标题": "headline", "副題": "deck", "副题": "deck", "署名": "byline",
    "圖說": "captions", "图说": "captions", "欄目": "section", "栏目": "section", "標籤": "tags", "标签": "tags",
}  # fmt: skip

# Deeper brackets than any reader writes are read as text: FTS5 has a limit, and so has Python's stack.
_DEEPEST = 20
_FARTHEST = 10_000
_NEAR_UNLESS_SAID = 10


@dataclass(frozen=True, slots=True)
class Term:
    """Runs that must stand in a row. `begins` asks for words that merely begin with the last of them."""

    runs: tuple[Run, ...]
    begins: bool = False
    widen: bool = False


@dataclass(frozen=True, slots=True)
class Near:
    """Terms at most `distance` tokens apart."""

    terms: tuple[Term, ...]
    distance: int


@dataclass(frozen=True, slots=True)
class Group:
    """All of `parts` (or any of them, where `any`), and none of `without`; in one column, if it is named."""

    parts: "tuple[Node, ...]"
    without: "tuple[Node, ...]" = ()
    any: bool = False
    column: str | None = None


Node = Term | Near | Group

_QUOTES = {'"': '"', "“": "”", "”": "”", "「": "」", "『": "』", "＂": "＂", "„": "“", "«": "»"}
_LEXEMES = re.compile(
    r"\s+"
    r"|(?P<open>[(（])|(?P<close>[)）])"
    rf"|(?P<minus>(?:(?<=\s)|(?<=[(（])|^)[-－−](?=\S))"
    r"|(?P<widen>[~～](?=[^\s)）]))"
    rf"|(?P<column>(?:{'|'.join(_COLUMN_NAMES)})[:：](?=[^\s)）]))"
    r"|(?P<near>(?-i:NEAR)(?=[(（]))"
    r"|(?P<quoted>" + "|".join(f"{a}[^{b}]*{b}" for a, b in _QUOTES.items()) + r")(?P<star>[*＊])?"
    r"|(?P<bare>[^\s()（）\"“”「」『』＂„«]+|.)",
    re.IGNORECASE | re.DOTALL,
)
# Chinese punctuation stands between terms; ASCII punctuation stands within one, as in COVID-19, 3.5 or U.S.
_BETWEEN = re.compile(rf"[^!-~＊\w{PAIR}{WORD}{UNSEEN}]+")


@dataclass(frozen=True, slots=True)
class _Lexeme:
    kind: str
    text: str = ""


def parse(query: str) -> Node | None:
    """The tree of a query, or None if there is nothing in it to search for."""
    lexemes = _lex(query)
    return _Parser(_without_stray_brackets(lexemes)).parse()


def _lex(query: str) -> list[_Lexeme]:
    found: list[_Lexeme] = []
    for lexeme in _LEXEMES.finditer(query):
        kind = lexeme.lastgroup
        if kind == "bare":
            found.extend(_bare(lexeme["bare"]))
        elif kind in {"quoted", "star"}:
            found.append(_Lexeme("begins" if lexeme["star"] else "text", lexeme["quoted"][1:-1]))
        elif kind == "column":
            found.append(_Lexeme("column", _COLUMN_NAMES[lexeme["column"][:-1].lower()]))
        elif kind:
            found.append(_Lexeme(kind, lexeme[0]))
    return found


def _bare(text: str) -> list[_Lexeme]:
    if text in {"AND", "OR", "NOT"}:
        return [_Lexeme(text, text)]
    parts = _BETWEEN.split(text)
    return [_Lexeme("begins" if part.endswith(("*", "＊")) else "text", part) for part in parts if part]


def _without_stray_brackets(lexemes: list[_Lexeme]) -> list[_Lexeme]:
    """Only brackets that have their other half and are not nested too deep."""
    stack: list[int] = []
    kept = [lexeme.kind not in {"open", "close"} for lexeme in lexemes]
    for place, lexeme in enumerate(lexemes):
        if lexeme.kind == "open":
            stack.append(place)
        elif lexeme.kind == "close" and stack:
            opened = stack.pop()
            kept[place] = kept[opened] = len(stack) < _DEEPEST
    return [lexeme for lexeme, keep in zip(lexemes, kept, strict=True) if keep]


class _Parser:
    def __init__(self, lexemes: list[_Lexeme]) -> None:
        self._lexemes = lexemes
        self._place = 0

    def parse(self) -> Node | None:
        return self._either()

    def _next(self, ahead: int = 0) -> str:
        place = self._place + ahead
        return self._lexemes[place].kind if place < len(self._lexemes) else "end"

    def _take(self) -> _Lexeme:
        self._place += 1
        return self._lexemes[self._place - 1]

    def _either(self) -> Node | None:
        choices: list[Node] = []
        node = self._all()
        while self._next() == "OR":
            self._take()
            other = self._all()
            if node and other:
                choices.append(node)
                node = other
            else:  # nothing to choose from: OR is a word
                node = _together([part for part in (node, _term("OR"), other) if part])
        choices.extend([node] if node else [])
        return choices[0] if len(choices) == 1 else Group(tuple(choices), any=True) if choices else None

    def _all(self) -> Node | None:
        wanted: list[Node] = []
        unwanted: list[Node] = []
        while self._next() not in {"end", "close", "OR"}:
            operator = self._take() if self._next() in {"AND", "NOT", "minus"} else None
            node = self._one() if self._next() not in {"AND", "end", "close", "OR"} else None
            if operator is None or (operator.kind == "AND" and node and wanted):
                wanted.extend([node] if node else [])
            elif operator.kind != "AND" and node:
                unwanted.append(node)
            else:
                wanted.extend(part for part in (_term(operator.text), node) if part)
        if unwanted and wanted:
            return Group(tuple(wanted), tuple(unwanted))
        return _together(wanted + unwanted)

    def _one(self) -> Node | None:
        lexeme = self._take()
        if lexeme.kind in {"text", "begins"}:
            return _term(lexeme.text, begins=lexeme.kind == "begins")
        if lexeme.kind == "column":
            node = self._one() if self._next() not in {"end", "close", "AND", "OR"} else None
            return Group((node,), column=lexeme.text) if node else _term(lexeme.text)
        if lexeme.kind == "widen":
            node = self._one() if self._next() not in {"end", "close", "AND", "OR"} else None
            return _widened(node) if node else None
        if lexeme.kind == "near":
            return self._near()
        if lexeme.kind == "open":
            node = self._either()
            self._take()
            return node
        return self._one() if lexeme.kind in {"minus", "NOT"} and self._next() != "end" else _term(lexeme.text)

    def _near(self) -> Node | None:
        if self._next() != "open":
            return _term("NEAR")
        end = next(i for i in range(self._place, len(self._lexemes)) if self._lexemes[i].kind == "close")
        inside = self._lexemes[self._place + 1 : end]
        distance = _NEAR_UNLESS_SAID
        if len(inside) > 2 and inside[-1].text.lstrip(", ").isdecimal() and "," in inside[-2].text + inside[-1].text:
            distance = min(int(inside[-1].text.lstrip(", ")), _FARTHEST)
            inside = inside[:-1]
        terms = [_term(item.text, begins=item.kind == "begins") for item in inside if item.kind in {"text", "begins"}]
        found = tuple(term for term in terms if term)
        if len(found) < 2 or any(item.kind not in {"text", "begins"} for item in inside):
            return _together([node for node in (_term("NEAR"), self._one()) if node])
        self._place = end + 1
        return Near(found, distance)


def _term(text: str, *, begins: bool = False) -> Term | None:
    found = runs(text)
    return Term(found, begins and found[-1].is_word) if found else None


def _together(nodes: list[Node]) -> Node | None:
    return nodes[0] if len(nodes) == 1 else Group(tuple(nodes)) if nodes else None


def _widened(node: Node) -> Node:
    if isinstance(node, Term):
        return replace(node, widen=True)
    if isinstance(node, Near):
        return node
    return replace(node, parts=tuple(map(_widened, node.parts)), without=tuple(map(_widened, node.without)))


def terms(node: Node | None) -> list[Term]:
    """The terms that make a text match, in order of appearance; what is asked to be absent is not among them."""
    if node is None:
        return []
    if isinstance(node, Term):
        return [node]
    parts = node.terms if isinstance(node, Near) else node.parts
    return [term for part in parts for term in terms(part)]
