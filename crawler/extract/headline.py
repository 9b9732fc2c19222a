"""The headline without the site's name, and the element that prints it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from crawler.extract.around import Near
from crawler.extract.claims import Claims, words_of
from crawler.extract.markup import fold, text_of
from crawler.lexicon.plain import bare, kept

LONGEST = 160  # characters; a heading beyond that is a paragraph set in large type

_HEADINGS = ("h1", "h2", "h3", "h4")
_NAMED = re.compile(r"(?:^|[\s_-])(?:\w*title|headline|biaoti|bt\d?|tit)\w*(?:$|[\s_-])", re.IGNORECASE)
_LEAD = "》>»›·•|｜ \u3000\n\t\r"  # what is left of a trail of bread crumbs in front of a heading
# What parts a headline from the site's name in <title>. A dash within a word or number parts nothing.
_PARTED = re.compile(
    r"\s+[-–—－|｜_:：»«·•/]+\s+|\s*(?:_+|--+|—{2,}|[|｜»«]|::)\s*|(?<=[^\W\d_])-(?=[^\W\d_])|\s+-+|-+\s+"
)
# The hour or the number of a page, printed after the headline in the same heading. 【16:15】 is the writer's own.
_CLOCK = re.compile(r"\s*(?:\s\d{1,2}:\d{2}|\(第\d+[頁页]/共\d+[頁页]\))\s*$")
_ENDED = re.compile(r"[。，,：:；;]\W*$")
_CUT_SHORT = re.compile(r"(?:\.{2,}|(?<!…)…)\s*$")  # as lists cut them; …… is a writer's own


@dataclass(frozen=True, slots=True)
class Headline:
    """What the headline says, and where it stands; the element is None where no heading on the page prints it."""

    text: str | None
    element: HtmlElement | None = None


def read_headline(tree: HtmlElement, claims: Claims) -> Headline:
    """The heading that is inside <title>; else the text that begins <title>; else <title> without the site's name."""
    titles = _titles(claims)
    headings = _headings(tree)
    best = _inside_title(headings, titles)
    if best is None or _CUT_SHORT.search(best.text or ""):
        best = _inside_title(_named(tree), titles) or _beginning(tree, titles) or best or _alike(headings, titles)
    if best is None:
        best = _brief(headings, claims) or _lone_heading(headings, titles, claims)
    if best is not None:
        return best
    claimed = words_of(claims.story.get("headline")) or [t for t in (claims.first("og:title"), claims.title) if t]
    return Headline(without_site(claimed[0], claims) if claimed else None)


def without_site(title: str, claims: Claims) -> str:
    """A title without the names of site and section that are strung onto it; of the rest the first long part."""
    site = bare(claims.first("og:site_name", "application-name") or "")
    parts = [part for part in (fold(p) for p in _PARTED.split(title)) if part]
    own = [part for part in parts if not site or bare(part) not in site] or parts
    if not own:
        return fold(title)
    longest = max(len(part) for part in own)
    first = next(i for i, part in enumerate(own) if len(part) >= min(longest, max(8, 0.6 * longest)))
    return own[first]


def _titles(claims: Claims) -> list[str]:
    told = [claims.title, claims.first("og:title") or "", *words_of(claims.story.get("headline"))[:1]]
    return [t for t in dict.fromkeys(bare(t) for t in told) if t]


def _headings(tree: HtmlElement) -> list[Headline]:
    return list(_texts(tree.iter(*_HEADINGS)))


def _named(tree: HtmlElement) -> list[Headline]:
    found = tree.iter("div", "p", "span", "td", "strong", "b", "font", "dt", "a", "center")
    return list(_texts(e for e in found if _names_title(f"{e.get('class') or ''} {e.get('id') or ''}")))


@kept
def _names_title(names: str) -> bool:
    return _NAMED.search(names) is not None


def _texts(elements: Iterable[HtmlElement]) -> Iterable[Headline]:
    for element in elements:
        text = _CLOCK.sub("", text_of(element, LONGEST + 40)).lstrip(_LEAD)
        if 2 <= len(text) <= LONGEST:
            yield Headline(text, element)


def _inside_title(found: Iterable[Headline], titles: list[str]) -> Headline | None:
    """The longest of those that a title holds whole; else the shortest that goes on where a title was cut short."""
    forms = [(bare(one.text or ""), one) for one in found]
    held = [(form, one) for form, one in forms if len(form) > 3 and any(form in title for title in titles)]
    if held:
        return max(held, key=lambda pair: (len(pair[0]), not _leads_away(pair[1].element)))[1]
    longer = [(f, one) for f, one in forms if any(len(title) >= 10 and f.startswith(title) for title in titles)]
    if not longer:
        return None
    form, one = min(longer, key=lambda pair: len(pair[0]))
    title = max((title for title in titles if form.startswith(title)), key=len)
    return one if len(form) < 1.4 * len(title) else Headline(_first_of(one.text or "", len(title)), one.element)


def _first_of(text: str, size: int) -> str:
    """The beginning of a heading that holds so many letters and digits; a button may hang at its end."""
    seen = 0
    for i, sign in enumerate(text):
        seen += sign.isalnum()
        if seen == size:
            return text[: i + 1] + "".join(c for c in text[i + 1 : i + 2] if c in "？！?!」』”）)")
    return text


def _beginning(tree: HtmlElement, titles: list[str]) -> Headline | None:
    """The longest text that begins a title, or ends it after the site's name, in whatever element it stands."""
    best, most = None, (5, True)
    for element in tree.iter("div", "p", "span", "td", "th", "strong", "b", "font", "center", "a", "dt", "li"):
        text = (element.text or "").lstrip(_LEAD)
        start = bare(text[:8])[:2]
        if not start or len(text) > 4 * LONGEST or not any(start in title for title in titles):
            continue
        form = bare(text)
        worth = (len(form), not _leads_away(element))
        if most < worth and len(form) <= LONGEST and any(_starts_or_ends(form, title) for title in titles):
            best, most = Headline(fold(text), element), worth
    return best


def _leads_away(element: HtmlElement | None) -> bool:
    """Whether an element is in a link or a ticker, as the headline of this very story is in a list of the newest."""
    node = element
    while node is not None and node.tag not in {"body", "html"}:
        if node.tag in {"a", "marquee"}:
            return True
        node = node.getparent()
    return False


def _starts_or_ends(form: str, title: str) -> bool:
    return title.startswith(form) or (len(form) >= max(8, len(title) / 2) and title.endswith(form))


def _alike(headings: list[Headline], titles: list[str]) -> Headline | None:
    """The heading that shares most of its pairs of characters with a title: papers shorten one or the other."""
    best, most = None, 0.6
    for one in headings:
        form = bare(one.text or "")
        pairs = {form[i : i + 2] for i in range(len(form) - 1)}
        shared = max((sum(pair in title for pair in pairs) for title in titles), default=0)
        if len(form) >= 8 and shared > most * len(pairs):
            best, most = one, shared / len(pairs)
    return best


def _brief(headings: list[Headline], claims: Claims) -> Headline | None:
    """A heading of two or three signs with which <title> begins: 霧橋 - 副刊 - 港灣報."""
    parts = _PARTED.split(claims.title)
    large = (h for h in headings if h.element is not None and h.element.tag == "h1")
    return next((h for h in large if len(parts) > 1 and h.text == fold(parts[0])), None)


def _lone_heading(headings: list[Headline], titles: list[str], claims: Claims) -> Headline | None:
    """The only large heading of a page whose <title> names the site alone."""
    large = [h for h in headings if h.element is not None and h.element.tag == "h1" and len(bare(h.text or "")) > 5]
    site = bare(claims.first("og:site_name") or "")
    silent = not titles or all(len(title) < 8 or title == site for title in titles)
    return large[0] if len({h.text for h in large}) == 1 and silent else None


def headline_above(claimed: str | None, above: Iterable[Near], story: str) -> str | None:
    """The headline of a page whose headings match no title: what is claimed, unless that names the site alone.

    A headline speaks of what its story speaks of. If the claimed one does not, the nearest line above the story that
    does is the headline.
    """
    told = bare(story)
    if claimed and _spoken(claimed, told) > 0.2:
        return claimed
    for line in above:
        if not line.after and not line.linked and 6 <= len(line.text) <= 60 and _spoken(line.text, told) > 0.3:
            return line.text
    return claimed


def headline_of_body(claimed: str | None, blocks: Sequence[str]) -> str | None:
    """The first line of a body that is the headline, where the page claims none but the short name of the site.

    It is no sentence, and the story below it speaks of what it says.
    """
    silent = claimed is None or len(bare(claimed)) < 8
    first, story = (blocks[0], bare("".join(blocks[1:])[:2_000])) if silent and len(blocks) > 1 else ("", "")
    if not 6 <= len(first) <= 40 or _ENDED.search(first):
        return None
    return first if _spoken(first, story) > max(0.3, _spoken(claimed or "", story)) else None


def _spoken(text: str, told: str) -> float:
    """Share of a text's pairs of characters that a story uses as well."""
    form = bare(text)
    pairs = [form[i : i + 2] for i in range(len(form) - 1)]
    return sum(pair in told for pair in pairs) / len(pairs) if pairs else 0.0
