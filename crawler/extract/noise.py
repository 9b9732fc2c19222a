"""Which elements are, by their own name, not the story: as data, one word a site's builder would use per entry."""

import re
from functools import lru_cache

from lxml.html import HtmlElement

NOISE_TAGS = frozenset({"nav", "aside", "footer", "menu"})

_NOISE = re.compile(
    r"(?:^|[\s_-])(?:"
    r"related?|relate\w*|recommend\w*|recom|guess|hot\w*|rank\w*|toplist|popular|most\w*|trending|"
    r"comments?|comment\w*|respond|disqus|pinglun|review|reply|"
    r"foot|footer\w*|copyright|copy|siteinfo|colophon|"
    r"side|sidebar|aside|rside|right[_-]?(?:col|bar|side)|secondary|widget\w*|"
    r"nav|navi|navbar|navigation|menu\w*|submenu|breadcrumbs?|crumbs?|position|location|path|"
    r"share\w*|sharing|social\w*|sharedaddy|bdshare\w*|jiathis\w*|addthis\w*|addtoany|fb-?like|sns|follow\w*|like|"
    r"ad|ads|adv|advert\w*|adbox|adsense|gg|guanggao|sponsor\w*|promo\w*|banner\w*|taboola|outbrain|dable|popin|"
    r"tags?|taglist|keywords?|post-tags|"
    r"pager|pagination|page-?nav|pages|prev\w*|next\w*|post-navigation|"
    r"search\w*|login|register|subscribe\w*|newsletter|popup|modal|dialog|overlay|cookie\w*|paywall|"
    r"tools?|toolbar|toolbox|print|fontsize|qrcode|erweima|weixin|wechat|app-?download|download|"
    r"skip-link|screen-reader-text|sr-only|visually-hidden|"
    r"author-(?:box|bio|info)|about-author|zeren\w*|zebian|"
    r"meta|post-meta|entry-meta|byline|post-info|article-info|"
    r"marquee|ticker|weather|poll|vote|survey|audio-?player|player|"
    r"disclaimer|shengming|statement|references|reflist|catlinks|toc"
    r")(?:$|[\s_-])",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"caption|pic-?(?:desc|txt|text|info|note)|img-?(?:desc|txt|text|info|note|title)|photo-?(?:desc|txt|"
    r"text|info|note)"
    r"|image-?(?:desc|txt|text|note)|tuzhu|pictext|figcap",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


# Noise against copying, and what MediaWiki sets beside headings and sentences: [編輯], [1].
_JAMMER = re.compile(r"(?:^|\s)(?:jammer|mw-editsection|mw-cite-backlink)(?:\s|$)", re.IGNORECASE)
_FOOTNOTE = re.compile(r"(?:^|\s)(?:reference|footnote-ref)(?:\s|$)", re.IGNORECASE)
_UNREADABLE = re.compile(
    r"font-size\s*:\s*0(?:px|pt|em|%)?\s*(?:;|$)|text-indent\s*:\s*-\d{3,}|opacity\s*:\s*0\s*(?:;|$)", re.IGNORECASE
)


def judged(element: HtmlElement) -> tuple[bool, bool]:
    """Whether an element says, by tag, names or style, that it is not the story, and that it holds a caption.

    It may lie about the first: see how much it holds.
    """
    if not element.keys():  # as are most
        return _named(element.tag, "")
    own, names = element.get("id"), element.get("class") or ""
    if own:
        names = f"{own} {names}"
    noise, caption = _named(element.tag, names if len(names) < _MOST_NAMES else "")
    return noise or _set_aside(element), caption


def is_noise(element: HtmlElement) -> bool:
    """Whether an element says that it is not the story."""
    return judged(element)[0]


def is_caption(element: HtmlElement) -> bool:
    """Whether an element says that it holds the caption of a picture."""
    return judged(element)[1]


def _set_aside(element: HtmlElement) -> bool:
    style = element.get("style")
    return element.get("hidden") is not None or (bool(style) and _HIDDEN.search(style) is not None)


def is_hidden(element: HtmlElement) -> bool:
    """Whether an element within a line is set so that no reader sees it: the noise that is meant to spoil copies."""
    style = element.get("style")
    if style and (_HIDDEN.search(style) or _UNREADABLE.search(style)):
        return True
    names = element.get("class")
    return bool(names) and (_JAMMER if element.tag != "sup" else _FOOTNOTE).search(names) is not None


_MOST_NAMES = 400  # letters; what is called by more says nothing, and is not to be remembered


# The elements of a site, page after page, are called by the same few hundred names.
@lru_cache(maxsize=8192)
def _named(tag: str, names: str) -> tuple[bool, bool]:
    names = names.strip()
    noise = tag in NOISE_TAGS or (tag not in {"body", "html"} and _NOISE.search(names) is not None)
    return noise, tag == "figcaption" or _CAPTION.search(names) is not None
