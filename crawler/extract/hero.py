"""The picture between headline and story that stands outside the element of the story."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from crawler.draft import Block, Kind
from crawler.extract.blocks import LONGEST_CAPTION, is_icon
from crawler.extract.claims import Claims
from crawler.extract.markup import picture_of, text_of
from crawler.extract.noise import is_caption, is_noise

MOST_ELEMENTS = 400  # between headline and first paragraph; with more, menus stand there

_SIZE = re.compile(r"[-_]\d{2,4}x\d{2,4}(?=\.\w+$)")


def hero_of(headline: HtmlElement | None, claims: Claims, blocks: tuple[Block, ...]) -> Block | None:
    """The first picture above the story that has a caption, or that the page calls its own; None where it is known."""
    first = next((block.text for block in blocks if block.kind is not Kind.CAPTION and len(block.text) > 14), None)
    if headline is None or first is None:
        return None
    known = {_file(block.image) for block in blocks if block.image}
    claimed = _file(claims.first("og:image") or "")
    for image in _above(headline, first[:14]):
        source = picture_of(image)
        if source is None or is_icon(source) or _in_noise(image):
            continue
        caption = _caption(image)
        if _file(source) in known:
            return None
        if caption or (claimed and _file(source) == claimed):
            return Block(caption, Kind.CAPTION, source)
    return None


def _above(headline: HtmlElement, first: str) -> Iterator[HtmlElement]:
    """The pictures behind the headline, up to where the story begins."""
    for i, element in enumerate(headline.iterfind(".//img")):
        if i < MOST_ELEMENTS:
            yield element
    for i, element in enumerate(_following(headline)):
        if i > MOST_ELEMENTS or (element.text or "").strip().startswith(first):
            return
        if element.tag == "img":
            yield element


def _following(start: HtmlElement) -> Iterator[HtmlElement]:
    node: HtmlElement | None = start
    while node is not None:
        for sibling in node.itersiblings():
            yield from sibling.iter()
        node = node.getparent()


def _caption(image: HtmlElement) -> str:
    """What an element right behind the picture, or around both, says of it; empty where there is none."""
    node: HtmlElement | None = image
    for _ in range(3):
        if node is None:
            break
        if node.tag == "figure":
            return _short(node.find(".//figcaption"))
        following = node.getnext()
        if following is not None and is_caption(following):
            return _short(following)
        node = node.getparent()
    return ""


def _short(element: HtmlElement | None) -> str:
    text = text_of(element)
    return text if len(text) <= LONGEST_CAPTION else ""


def _in_noise(image: HtmlElement) -> bool:
    return any(is_noise(element) for element in image.iterancestors() if element.tag not in {"body", "html"})


def _file(address: str) -> str:
    """The name of a picture's file, whatever size of it is asked for."""
    try:
        return _SIZE.sub("", urlsplit(address).path.rsplit("/", 1)[-1]).lower()
    except ValueError:
        return address
