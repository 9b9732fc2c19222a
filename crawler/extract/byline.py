"""Who wrote it, as the page prints it around the headline. A name that only machines see is not printed."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from archive import Article
from crawler.extract.around import Near
from crawler.extract.claims import Claims, words_of
from crawler.lexicon.bylines import LONGEST, Byline, agency_in, read_line
from crawler.lexicon.names import is_desk, is_full_name, names_in, plain
from crawler.lexicon.places import SURNAMES
from crawler.lexicon.plain import bare

CLOSE = 12  # lines from the headline; further off, names belong to other stories

# In the spelling of `names.plain`, so that what is found can be cut verbatim out of the line as printed.
_HAN = "[\u4e00-\u9fff]"
_PRINTED = tuple(
    re.compile(form)
    for form in (
        # 作者：方一舟 · 文/洪雅芳 · 記者 : dave
        r"(?P<byline>(?:作\s?者|撰\s?文|撰\s?稿|文字?|图文|圖文|记\s?者|编译|采访|采写|执笔)\s?[:/|丨]\s?"
        rf"(?P<names>[^\s:|\d,，。；;)\]]{{2,30}}(?:[\s、,，/]{_HAN}{{2,4}}(?!{_HAN}|:))*))",
        r"(?:^|[|·•]|(?<!owered)(?<!esigned)\s)(?P<byline>[Bb][Yy]:?\s+(?P<names>[A-Za-z\u4e00-\u9fff][\w.'’-]*"
        r"(?:\s(?!on\b|in\b|at\b|[Ll]eave\b)[A-Z][\w.'’-]+){0,3}))",
        # 作者 方一舟
        rf"(?:^|[\s|])(?P<byline>(?:作者|撰文|采访撰文|记者)\s+(?P<names>{_HAN}{{2,4}}(?:[、\s]{_HAN}{{2,4}})*))(?=$|[\s/|(])",
        # 来源: 全景网 陈禾: after the paper the reporter, a surname and a name
        rf"来源\s?:?\s*(?P<byline>\S{{2,10}}(?:网|报|社|台|刊|新闻)\s+(?P<signer>{_HAN}{{2,3}}))(?=\s|$)",
    )
)
_SOURCE = re.compile(r"(?:来源|稿源|转自|轉自)\s?:?\s*(\S{2,12})")
_CUT = re.compile(r"\s*(?:posted|published|on\s|發表|发表|[|·•\d]).*$|\s+(?:關注|关注|订阅|訂閱)$", re.IGNORECASE)
_DATED = re.compile(r"(?:[\d\s:/.-]|年|月|日|[發发][佈布表]|更新|時間|时间|星期.|[上下]午|[ap]m){6,}", re.IGNORECASE)
_AUTHOR = re.compile(
    r"(?:^|[\s_-])(?:author|byline|by-author|writer|reporter|zuozhe|vcard|fn)(?:s|-?name|_name|__\w+|-link)?(?:$|[\s_-])",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"(?:^|[\s_-])(?:relat\w*|recommend\w*|rank\w*|hot\w*|side-?bar|widget|comments?|footer|books?\w*|bks\w*)(?:$|[\s_-])",
    re.IGNORECASE,
)
_EDITOR = re.compile(r"編輯|编辑|責編|责编|editor", re.IGNORECASE)


def read_byline(article: Article, claims: Claims, around: Sequence[Near]) -> Article:
    """The article with byline, authors, agency and dateline where the page prints them, the headline's lines first."""
    near = list(_joined(n for n in around if n.distance < CLOSE and len(n.text) < 200 and not _OTHERS.search(n.names)))
    site = bare(claims.first("og:site_name", "application-name") or "")
    found = _formal(near) or _labelled(near, site) or _named(near, site) or _claimed(near, claims, site)
    found = found or _alone(near) or Byline()
    return replace(
        article,
        byline=found.byline,
        authors=found.authors,
        agency=found.agency or _source(near),
        dateline=found.dateline,
        section=article.section or found.section,
    )


def _joined(near: Iterable[Near]) -> Iterator[Near]:
    """Lines again, where a break stands inside a bracket: 【聯合報╱記者陳一利 ⏎ ／即時報導】."""
    begun: Near | None = None
    for line in near:
        if begun is not None and begun.after == line.after:
            yield replace(begun, text=begun.text + line.text)
            begun = None
        elif line.text.startswith("【") and "】" not in line.text and len(line.text) < 40:
            begun = line
        else:
            yield line


def _formal(near: Iterable[Near]) -> Byline | None:
    """A whole line in one of the forms of papers: 記者夏彥／舊金山即時報導. A date may stand before it."""
    for line in near:
        if line.after and not line.linked and 4 < len(line.text) < LONGEST + 20:
            found = read_line(_DATED.sub(" ", line.text))
            if found.authors or (not found.empty and line.text.startswith("【")):
                return found
    return None


def _labelled(near: Iterable[Near], site: str) -> Byline | None:
    for line in near:
        for match in filter(None, (form.search(plain(line.text)) for form in _PRINTED)):
            group = "signer" if "signer" in match.re.groupindex else "names"
            names = line.text[match.start(group) : match.end(group)]
            if group == "signer" and names[0] not in SURNAMES:
                continue
            authors = _people(names, site)
            printed = _CUT.sub("", line.text[match.start("byline") : match.end("byline")]).strip()
            if not authors and is_desk(names) and bare(names) not in site:
                return Byline(printed)
            edited = _EDITOR.search(line.text)  # one hand that signs as author and editor is the editor's
            if authors and not (edited and authors[0] in line.text[edited.start() :]):
                return Byline(printed, authors)
    return None


def _named(near: Iterable[Near], site: str) -> Byline | None:
    """A short line in an element that is called author or byline."""
    for line in near:
        text = _CUT.sub("", line.text)
        counted = any(c.isdigit() for c in _DATED.sub("", line.text))  # 2 人评论, and other buttons
        if counted or len(text) > 40 or not _AUTHOR.search(line.names) or _EDITOR.search(line.text):
            continue
        authors = _people(text, site)
        if authors:
            return Byline(text, authors)
    return None


def _alone(near: Iterable[Near]) -> Byline | None:
    """A line right under the headline that is a name of Chinese form and nothing else, but perhaps a date."""
    for line in near:
        text = _DATED.sub(" ", line.text).strip(" |/·")
        if line.after and line.distance < 3 and is_full_name(text):
            return Byline(text, (text,))
    return None


def _claimed(near: Sequence[Near], claims: Claims, site: str) -> Byline | None:
    """An author whom the page names to machines, if a line near the headline prints the name as well.

    In JSON-LD a name of Chinese form is a person's and needs no second witness; in a meta tag it is often the editor's.
    """
    written = words_of(claims.story.get("author"))
    for name in (*written, *claims.meta.get("author", ())):
        people = _people(name, site) if len(name) < 40 and not re.search("[,，.]", name) else ()
        if not people:
            continue
        formal = name in written and is_full_name(name) and people[0] == name
        seen = (n.text for n in near if n.distance < 8 and len(n.text) < 80 and not _EDITOR.search(n.text))
        if formal or any(people[0] in text for text in seen):
            return Byline(name, people)
    return None


def _source(near: Iterable[Near]) -> str | None:
    """The agency a line such as 来源：新华社 names."""
    for line in near:
        match = _SOURCE.search(plain(line.text))
        if match and (agency := agency_in(line.text[match.start(1) : match.end(1)])):
            return agency
    return None


def _people(text: str, site: str) -> tuple[str, ...]:
    return tuple(n for n in names_in(_CUT.sub("", text)) if bare(n) and bare(n) not in site and not _EDITOR.search(n))
