"""Who wrote it, as the page prints it around the headline. A name that only machines see is not printed."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from archive import Article
from crawler.bylines import Byline, is_author, names_in, read_line
from crawler.extract.around import Near
from crawler.extract.claims import Claims, words_of
from crawler.plain import bare

CLOSE = 25  # lines from the headline; further off, names belong to other stories

_LABELLED = re.compile(
    r"(?P<byline>(?:作\s?者|撰\s?文|撰\s?稿|文字?|圖文|图文|記\s?者|记\s?者|本報記者|本报记者|編譯|编译|採訪|采访|執筆|执笔)\s?[:：/／╱|｜丨]\s?"
    r"(?P<names>[^\s:：|｜\d,，。；;】)）\]]{2,30}(?:[\s、,，/][\u4e00-\u9fff]{2,4}(?![\u4e00-\u9fff:：]))*))"
)
_BY = re.compile(
    r"(?:^|[|·•\s])(?P<byline>by:?\s+(?P<names>[A-Z\u4e00-\u9fff][\w.'’\u4e00-\u9fff-]*(?:\s(?!on\b|in\b|at\b|leave\b)[A-Z][\w.'’-]+){0,3}))",
    re.I,
)
_AUTHOR = re.compile(
    r"(?:^|[\s_-])(?:author|byline|by-author|writer|reporter|zuozhe|vcard|fn)(?:s|-?name|_name|__\w+|-link)?(?:$|[\s_-])",
    re.I,
)
_OTHERS = re.compile(r"relat|recommend|rank|hot|widget|comment|footer|sidebar|share", re.I)
_EDITOR = re.compile(r"編輯|编辑|責編|责编|editor", re.I)


def read_byline(article: Article, claims: Claims, around: Sequence[Near]) -> Article:
    """The article with byline, authors, agency and dateline where lines near the headline print them."""
    near = [n for n in around if n.distance < CLOSE and len(n.text) < 200 and not _OTHERS.search(n.names)]
    site = bare(claims.first("og:site_name", "application-name") or "")
    found = _formal(near) or _labelled(near, site) or _named(near, site) or _claimed(near, claims, site)
    if found is None:
        return article
    return replace(
        article,
        byline=found.byline,
        authors=found.authors,
        agency=found.agency,
        dateline=found.dateline,
        section=article.section or found.section,
    )


def _formal(near: Iterable[Near]) -> Byline | None:
    """A whole line in one of the forms of papers: 記者夏彥／舊金山即時報導."""
    for line in near:
        if line.after and not line.linked and len(line.text) > 4:
            found = read_line(line.text)
            if found.authors:
                return found
    return None


def _labelled(near: Iterable[Near], site: str) -> Byline | None:
    for line in near:
        for form in (_LABELLED, _BY):
            match = form.search(line.text)
            if match and (authors := _people(match["names"], site)):
                return Byline(match["byline"].strip(), authors)
    return None


def _named(near: Iterable[Near], site: str) -> Byline | None:
    """A short line in an element that is called author or byline."""
    for line in near:
        if len(line.text) > 40 or not _AUTHOR.search(line.names) or _EDITOR.search(line.text):
            continue
        authors = _people(line.text, site)
        if authors:
            return Byline(line.text, authors)
    return None


def _claimed(near: Iterable[Near], claims: Claims, site: str) -> Byline | None:
    """An author whom the page names to machines, if a line near the headline prints the name as well."""
    named = [*words_of(claims.story.get("author")), *claims.meta.get("author", ())]
    for name in named:
        people = _people(name, site) if len(name) < 40 else ()
        for line in near:
            if people and line.distance < 8 and len(line.text) < 80 and people[0] in line.text:
                return Byline(name, people)
    return None


def _people(text: str, site: str) -> tuple[str, ...]:
    return tuple(
        n for n in names_in(text) if is_author(n) and bare(n) and bare(n) not in site and not _EDITOR.search(n)
    )
