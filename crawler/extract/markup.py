"""Text → tree, once per page and within bounds; and the plain text of an element."""

import re
from collections.abc import Iterator

from lxml import etree
from lxml.etree import ParserError, XMLSyntaxError
from lxml.html import HtmlElement, document_fromstring

from crawler.errors import PageUnreadable

MAX_TAGS = 250_000
MAX_ATTRIBUTES = 5_000  # of one tag; the parser's time grows with their square

_LOOKS = re.compile(
    r"<(?:!doctype html|html|head|body|title|meta|div|p|table|article|h[1-6]|br|script|center|td|span|a)\b",
    re.IGNORECASE,
)
LONG = 20_000  # characters; only a tag of more may have too many attributes
_LONG_TAG = re.compile(rf"[a-zA-Z][^>]{{{LONG},}}")
_QUOTED = re.compile(r""""[^"]*"|'[^']*'""")
# What a browser does not print, whatever stands in it.
UNSEEN = frozenset(
    {"script", "style", "noscript", "template", "textarea", "select", "option", "iframe", "head", "svg", "object"}
)
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")


def _parser(*, huge: bool) -> etree.HTMLParser:
    """One class for every element, known to the parser itself: lxml.html asks a function in Python for each."""
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=huge, collect_ids=False
    )
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=HtmlElement))
    return parser


_PARSERS = {huge: _parser(huge=huge) for huge in (False, True)}


def is_markup(text: str) -> bool:
    """Whether a text is an HTML page, judged by its tags: a text dump may name a tag, but is not made of them."""
    return bool(_LOOKS.match(text.lstrip()[:100])) or len(_LOOKS.findall(text[:20_000])) > 2


def parse(text: str) -> HtmlElement:
    """The tree of a page. Raises PageUnreadable where there is none, or one too large or too deep to be a story's."""
    pieces = text.split("<")
    if len(pieces) > MAX_TAGS + 1:
        raise PageUnreadable(f"the page has more than {MAX_TAGS} tags: too large for a story")
    tags = filter(None, (_LONG_TAG.match(piece) for piece in pieces[1:] if len(piece) > LONG))
    if any(len(_QUOTED.sub("", tag[0]).split()) > MAX_ATTRIBUTES for tag in tags):
        raise PageUnreadable(f"a tag of the page has more than {MAX_ATTRIBUTES} attributes")
    body = text.encode("utf-8", "replace")
    tree, too_deep = _tree(body, huge=False)
    if too_deep:  # old pages that never close their <font> pass the parser's usual 256 levels
        tree, too_deep = _tree(body, huge=True)
    if too_deep:
        raise PageUnreadable("the page's tags are nested more than 2,000 deep")
    return tree


def _tree(body: bytes, huge: bool) -> tuple[HtmlElement, bool]:
    parser = _PARSERS[huge]
    try:
        tree = document_fromstring(body, parser=parser)
    except (ParserError, XMLSyntaxError, AssertionError) as error:
        raise PageUnreadable(f"the page has no HTML that can be read: {error}") from error
    return tree, any("depth" in entry.message for entry in parser.error_log.filter_from_fatals())


def text_of(element: HtmlElement | None, most: int = 2_000) -> str:
    """The visible text of an element, white space folded, up to about `most` characters."""
    if element is None:
        return ""
    pieces: list[str] = []
    size = 0
    for piece in visible(element):
        pieces.append(piece)
        size += len(piece)
        if size > most:
            break
    return fold("".join(pieces))


def visible(element: HtmlElement) -> Iterator[str]:
    """The pieces of text a browser would print of an element, in order; a line break is a line feed."""
    events = etree.iterwalk(element, events=("start", "end", "comment", "pi"))
    for event, node in events:
        if event != "start":
            if node is not element and node.tail:
                yield node.tail
        elif node.tag in UNSEEN:
            events.skip_subtree()
        elif node.tag == "br":
            yield "\n"
        elif node.text:
            yield node.text


def fold(text: str) -> str:
    """White space of any kind and length becomes one blank; invisible characters go."""
    return " ".join(_INVISIBLE.sub(" ", text).split())


def picture_of(image: HtmlElement) -> str | None:
    """The address of an <img>, also where a script loads it late; None for a picture that stands in the page itself."""
    names = ("data-src", "data-original", "data-lazy-src", "src")
    source = next(filter(None, map(image.get, names)), None)
    return source.strip() if source and not source.startswith("data:") else None
