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
from collections.abc import Sequence
from dataclasses import dataclass, replace

from archive.index.fold import PAIR, SIGNS, UNSEEN, WORD
from archive.index.tokens import Run, runs

COLUMNS = ("body", "headline", "deck", "byline", "captions", "section", "tags")

_COLUMN_NAMES = {name: name for name in COLUMNS} | {
    "正文": "body", "標題": "headline", "标题": "headline", "副題": "deck", "副题": "deck", "署名": "byline",
    "圖說": "captions", "图说": "captions", "欄目": "section", "栏目": "section", "標籤": "tags", "标签": "tags",
}  # fmt: skip

# Deeper brackets than any reader writes are read as text: FTS5 has a limit, and so has Python's stack.
_DEEPEST = 12
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

# ＯＲ → OR: as an input method for Chinese may write it.
_HALF_WIDTH = {ord(char) + 0xFEE0: char for char in "ADNORT"}

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
_BETWEEN = re.compile(rf"[^!-~＊\w{PAIR}{WORD}{UNSEEN}{SIGNS}]+")


@dataclass(frozen=True, slots=True)
class _Lexeme:
    """A piece of a query: `text`, `begins` (with a star), or what comes before one and says how it is meant."""

    kind: str
    text: str


# What stands between a pair of brackets.
_Items = list["_Lexeme | _Items"]


def parse(query: str) -> Node | None:
    """The tree of a query, or None if there is nothing in it to search for."""
    return _either(_nested(_lex(query)))


def _lex(query: str) -> list[_Lexeme]:
    found: list[_Lexeme] = []
    for lexeme in _LEXEMES.finditer(query):
        kind = lexeme.lastgroup
        if kind == "bare":
            found.extend(_bare(lexeme["bare"]))
        elif kind in {"quoted", "star"}:
            found.append(_Lexeme("begins" if lexeme["star"] else "text", lexeme["quoted"][1:-1]))
        elif kind == "column":
            found.append(_Lexeme("column", lexeme["column"][:-1].lower()))
        elif kind:
            found.append(_Lexeme(kind, lexeme[0]))
    return found


def _bare(text: str) -> list[_Lexeme]:
    if (operator := text.translate(_HALF_WIDTH)) in {"AND", "OR", "NOT"}:
        return [_Lexeme(operator, text)]
    parts = _BETWEEN.split(text)
    return [_Lexeme("begins" if part.endswith(("*", "＊")) else "text", part) for part in parts if part]


def _nested(lexemes: list[_Lexeme]) -> _Items:
    """The lexemes with those between two brackets as a list; brackets without a partner, or too deep, are left out."""
    open_lists: list[_Items] = [[]]
    for lexeme in lexemes:
        if lexeme.kind == "open":
            open_lists.append([])
        elif lexeme.kind != "close":
            open_lists[-1].append(lexeme)
        elif len(open_lists) > 1:
            closed = open_lists.pop()
            open_lists[-1] += [closed] if len(open_lists) <= _DEEPEST else closed
    return [item for items in open_lists for item in items]


def _either(items: _Items) -> Node | None:
    """Choices with OR between them; an OR that has nothing on one side is a word."""
    sides: list[_Items] = [[]]
    for item in items:
        if isinstance(item, _Lexeme) and item.kind == "OR":
            sides.append([])
        else:
            sides[-1].append(item)
    node, *others = map(_all, sides)
    choices: list[Node] = []
    for other in others:
        if node and other:
            choices.append(node)
            node = other
        else:
            node = _together([node, _term("OR"), other])
    return _together([*choices, node], choice=True)


def _all(items: _Items) -> Node | None:
    """Parts that must all be there, and those that must not."""
    wanted: list[Node | None] = []
    unwanted: list[Node | None] = []
    before: list[_Lexeme] = []
    for item in items:
        if isinstance(item, _Lexeme) and item.kind not in {"text", "begins"}:
            before.append(item)
            continue
        node: Node | None
        if isinstance(item, _Lexeme):
            node = _term(item.text, begins=item.kind == "begins")
        elif before and before[-1].kind == "near" and (near := _near(item)):
            node = near
            before.pop()
        else:
            node = _either(item)
        wanted += _words(before, node, first=not wanted and not unwanted)
        is_unwanted = any(lexeme.kind in {"minus", "NOT"} for lexeme in before)
        (unwanted if is_unwanted else wanted).append(_meant(before, node))
        before = []
    wanted += _words(before, None, first=False)
    without = tuple(node for node in unwanted if node)
    if any(wanted) and without:
        return Group(tuple(dict.fromkeys(node for node in wanted if node)), tuple(dict.fromkeys(without)))
    return _together([*wanted, *unwanted])


def _words(before: list[_Lexeme], node: Node | None, *, first: bool) -> list[Node | None]:
    """Those of the lexemes before a node that have nothing to work on, and so are words."""
    idle = (one for one in before if not node or one.kind == "near" or (first and one.kind == "AND"))
    return [_term(one.text) for one in idle]


def _meant(before: list[_Lexeme], node: Node | None) -> Node | None:
    """A node as the lexemes before it say it is meant."""
    for lexeme in reversed(before):
        # Of two columns named in a row the nearer one is meant.
        if node and lexeme.kind == "column" and not (isinstance(node, Group) and node.column):
            node = Group((node,), column=_COLUMN_NAMES[lexeme.text])
        elif node and lexeme.kind == "widen":
            node = _widened(node)
    return node


def _near(items: _Items) -> Near | None:
    """`關稅 鋼鐵, 20` as it stands between the brackets of NEAR; None if that is not what stands there."""
    lexemes = [item for item in items if isinstance(item, _Lexeme) and item.kind in {"text", "begins"}]
    if len(lexemes) < len(items) or not lexemes:
        return None
    distance = _NEAR_UNLESS_SAID
    last = lexemes[-1]
    if said := re.fullmatch(r"(.*),(\d{1,9})", last.text, re.DOTALL):
        lexemes[-1:] = [replace(last, text=said[1])]
        distance = int(said[2])
    elif len(lexemes) > 1 and re.fullmatch(r"\d{1,9}", last.text) and lexemes[-2].text.endswith(","):
        lexemes.pop()
        distance = int(last.text)
    found = tuple(term for item in lexemes if (term := _term(item.text, begins=item.kind == "begins")))
    return Near(found, min(distance, _FARTHEST)) if len(found) > 1 else None


def _term(text: str, *, begins: bool = False) -> Term | None:
    found = runs(text)
    return Term(found, begins and found[-1].is_word) if found else None


def _together(nodes: Sequence[Node | None], *, choice: bool = False) -> Node | None:
    """One node for all that are there: all of them, or a choice."""
    found = tuple(dict.fromkeys(node for node in nodes if node))
    return found[0] if len(found) == 1 else Group(found, any=choice) if found else None


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
