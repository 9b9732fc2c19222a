"""Who wrote it, as the page prints it around the headline. A name that only machines see is not printed."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from archive import Article
from crawler.extract.around import Near
from crawler.extract.claims import Claims, words_of
from crawler.extract.dates import dates_in
from crawler.lexicon.bylines import LONGEST, Byline, agency_in, read_line
from crawler.lexicon.facts import besides_facts, source_in
from crawler.lexicon.names import is_desk, is_full_name, is_short_name, names_in
from crawler.lexicon.places import SURNAMES
from crawler.lexicon.plain import aligned, bare
from crawler.outlet import Outlet

CLOSE = 12  # lines from the headline; further off, names belong to other stories

# In the spelling of `plain.aligned`, so that what is found can be cut verbatim out of the line as printed.
_HAN = "[\u4e00-\u9fff]"
_LABEL = r"(?:作\s?者|撰\s?文|撰\s?稿|(?<![\u4e00-\u9fff])文字?|图文|记\s?者|编译|采访|采写|执笔)"
_NOT_A_LABEL = r"(?![^\s:|]{1,6}\s?:)"  # 作者： 点击：321 names nobody
_ONE = r"(?:《[^《》]{1,8}》)?[^\s:|\d,，。；;)\]]{2,30}"
_PRINTED = tuple(
    re.compile(form)
    for form in (
        # 作者：方一舟 · 文/洪雅禾 · 記者 : dave · 作者：本报记者 方一舟
        rf"(?P<byline>{_LABEL}\s?[:/|"
        rf"丨]\s?{_NOT_A_LABEL}(?P<names>{_ONE}(?:[\s、,，/]{_HAN}{{2,4}}(?!{_HAN}|\s?:))*))",
        r"(?:^|[|·•]|(?<!owered)(?<!esigned)\s)(?P<byline>[Bb][Yy]:?\s+(?P<names>[A-Za-z\u4e00-\u9fff][\w.'’-]*"
        r"(?:\s(?!on\b|in\b|at\b|[Ll]eave\b)[A-Z][\w.'’-]+){0,3}))",
        # 由 方一舟 提交於, 由 方一舟 發布於, as Drupal and WordPress write in Chinese; 作者是 方一舟, as Joomla does
        rf"(?:^|\s)(?P<byline>由\s?(?P<names>{_HAN}{{2,4}}|\w[\w.-]{{1,20}})\s?(?:提交|发[布表]|张贴)[于於])",
        rf"(?:^|\s)(?P<byline>作者是\s?(?P<names>{_HAN}{{2,4}}))(?=$|\s)",
        # 作者 方一舟
        rf"(?:^|[\s|])(?P<byline>(?:作者|撰文|采访撰文|记者)\s+(?P<names>{_HAN}{{2,4}}(?:[、\s]{_HAN}{{2,4}})*))"
        r"(?=$|[\s/|(])",
    )
)
_CREDITED = re.compile("[作撰文图记编采执由]|[Bb][Yy]")  # one of these is in each of the forms
# 来源: 全景网 陈禾: after the paper the reporter, a surname and a name
_AFTER_SOURCE = re.compile(
    rf"来源\s?:?\s*(?P<byline>\S{{2,10}}(?:网|报|社|台|刊|新闻)\s+(?P<names>{_HAN}{{2,3}}))(?=\s|$)"
)
_FIELD = re.compile(r"^作\s?者\s?(?:[:：/／|｜]|是\s)?\s*")  # no part of the credit; 記者 and 文 are
_BRACKETS = re.compile(r"[\[\]【】]")  # of a row: [2026-11-20] [方一舟] [點擊：88]
_CUT = re.compile(r"\s*(?:posted|published|on\s|發表|发表|[|·•\d]).*$|\s+(?:關注|关注|订阅|訂閱)$", re.IGNORECASE)
_AUTHOR = re.compile(
    r"(?:^|[\s_-])(?:author|byline|by-author|writer|reporter|zuozhe|vcard|fn|authi)(?:s|-?name|_name|__\w+|"
    r"-link)?(?:$|[\s_-])",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"(?:^|[\s_-])(?:relat\w*|recommend\w*|rank\w*|hot\w*|side-?bar|widget|comments?|footer|books?\w*|"
    r"bks\w*)(?:$|[\s_-])",
    re.IGNORECASE,
)
_EDITOR = re.compile(r"編輯|编辑|責編|责编|editor", re.IGNORECASE)


def read_byline(article: Article, claims: Claims, around: Sequence[Near], outlet: Outlet | None = None) -> Article:
    """The article with byline, authors, agency and dateline where the page prints them, the headline's lines first."""
    near = list(_joined(n for n in around if n.distance < CLOSE and len(n.text) < 200 and not _OTHERS.search(n.names)))
    site = bare(claims.first("og:site_name", "application-name") or "")
    found = _formal(near) or _labelled(near, site) or _named(near, site) or _claimed(near, claims, site)
    found = found or _alone(near) or Byline()
    return replace(
        article,
        byline=found.byline,
        authors=found.authors,
        agency=found.agency or _source(near, claims, outlet),
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
    """A whole line in one of the forms of papers: 記者夏彥／舊金山即時報導. Date and source may stand beside it."""
    for line in near:
        if line.after and not line.linked and 3 < len(line.text) < LONGEST + 40:
            for part in besides_facts(line.text):
                found = read_line(part)
                if found.authors or (not found.empty and line.text.startswith("【")):
                    return found
    return None


def _labelled(near: Iterable[Near], site: str) -> Byline | None:
    for line in near:
        for printed, names in _signed(line.text):
            authors = _people(names, site)
            if not authors and is_desk(names) and bare(names) not in site:
                return Byline(printed)
            edited = _EDITOR.search(line.text)  # one hand that signs as author and editor is the editor's
            if authors and not (edited and authors[0] in line.text[edited.start() :]):
                return Byline(printed, authors)
    return None


def _signed(line: str) -> Iterator[tuple[str, str]]:
    """What a line prints as a credit, and the names in it, wherever a label says so."""
    form = aligned(line)
    for part in besides_facts(line) if _CREDITED.search(form) else ():
        for match in filter(None, (pattern.search(aligned(part)) for pattern in _PRINTED)):
            printed = _CUT.sub("", part[match.start("byline") : match.end("byline")])
            yield _FIELD.sub("", printed).strip(), part[match.start("names") : match.end("names")]
    source = _AFTER_SOURCE.search(form)
    if source is not None and line[source.start("names")] in SURNAMES:
        yield line[source.start("byline") : source.end("byline")], line[source.start("names") : source.end("names")]


def _named(near: Iterable[Near], site: str) -> Byline | None:
    """A short line in an element that is called author or byline, or a Chinese name in such a part of a row."""
    for line in near:
        for part, names in line.parts:
            if _AUTHOR.search(names) and is_short_name(part) and bare(part) not in site:
                return Byline(part, (part,))
        if not _AUTHOR.search(line.names) or _EDITOR.search(line.text):
            continue
        text = _FIELD.sub("", _CUT.sub("", line.text))
        counted = any(c.isdigit() for part in besides_facts(line.text) for c in part)  # 2 人评论, and other buttons
        if counted or len(text) > 40:
            continue
        authors = _people(text, site)
        if authors:
            return Byline(text, authors)
    return None


def _alone(near: Iterable[Near]) -> Byline | None:
    """A line right under the headline that is a name of Chinese form and nothing else, but perhaps a date; or such a
    name in an element of its own, beside the element of a date.
    """
    for line in near:
        own = [part for part, _ in line.parts if is_full_name(part)] if line.distance < 2 else []
        if len(own) == 1 and any(dates_in(part) and not besides_facts(part) for part, _ in line.parts):
            return Byline(own[0], tuple(own))
        parts = besides_facts(_BRACKETS.sub(" ", line.text)) if line.after and line.distance < 3 else ()
        names = re.split(r"[\s、，,]+", parts[0]) if len(parts) == 1 else []
        if names and all(map(is_full_name, names)):
            return Byline(parts[0], tuple(names))
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


def _source(near: Iterable[Near], claims: Claims, outlet: Outlet | None) -> str | None:
    """The agency or paper that a line such as 来源：新华社 names, where it is not the site itself."""
    own = [claims.title, claims.first("og:site_name", "application-name"), outlet.name if outlet else None]
    names = [bare(name) for name in own if name]
    for line in near:
        source = source_in(line.text)
        if source is None:
            continue
        told = agency_in(source) or (source if is_desk(source) else None)
        if told is not None and not any(bare(told) in name for name in names):
            return told
    return None


def _people(text: str, site: str) -> tuple[str, ...]:
    return tuple(n for n in names_in(_CUT.sub("", text)) if bare(n) and bare(n) not in site and not _EDITOR.search(n))
