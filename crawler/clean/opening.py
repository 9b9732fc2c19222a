"""The opening of the story: byline, agency, dateline and section out of its first lines, and out of its last.

A line that is a byline and nothing else leaves the body. A formula in front of a first paragraph, 中新社馬尼拉3月15日電
or 本报讯（记者王一硕）, is read but stays: it is part of the sentence as printed, and people who review texts keep it.
"""

import re
from dataclasses import replace

from archive import Article
from crawler.draft import Draft, Kind, Removed
from crawler.lexicon.bylines import LONGEST, Byline, read_line, read_start, signature_in
from crawler.lexicon.facts import besides_facts

RULE = "byline line"
_SIGNED = re.compile(r"\W?(?:采[写寫]|撰文|作者|文|\S{0,4}[记記]者)\s?[:：/／]?\s?\S")
FIRST = 4  # blocks from the top, captions not counted, in which a byline may stand
LAST = 5  # blocks from the end: below a signature may stand a copyright line and a share bar


def read_opening(draft: Draft) -> Draft:
    """Take bylines that stand alone out of the first and last blocks; read those in front of the first paragraphs."""
    article, blocks = draft.article, draft.blocks
    prose = [i for i, block in enumerate(blocks) if block.kind is not Kind.CAPTION and block.text]
    gone: list[int] = []
    for i in (*prose[:FIRST], *prose[FIRST:][-LAST:]):
        found = read_line(blocks[i].text)
        if found.empty:
            if i not in prose[:FIRST] or (found := read_start(blocks[i].text)).empty:
                continue
        else:
            gone.append(i)
        article = _told(article, found)
    removed = tuple(Removed(RULE, blocks[i].text) for i in gone)
    kept = tuple(block for i, block in enumerate(blocks) if i not in gone)
    return replace(draft, article=article, blocks=kept, removed=draft.removed + removed)


def read_signature(draft: Draft) -> Draft:
    """Who signed a story that names nobody above it: behind its last sentence, 。（张一峰）, or on a line below it.

    What stands behind a sentence stays there. A line below was taken out with what follows the story, or is now.
    """
    signed = draft.article.byline is not None and not read_line(draft.article.byline).house
    if signed or draft.article.authors:
        return draft
    prose = [block.text for block in draft.blocks if block.kind is not Kind.CAPTION and block.text]
    signatures = (signature_in(text) for text in reversed(prose[-3:]))
    behind = next((signature for signature in signatures if signature.authors), None)
    if behind is not None:
        told = _told(draft.article, behind)
        # Who translated or passed it on signs last, and is not who wrote it first.
        return replace(draft, article=replace(told, agency=draft.article.agency or told.agency))
    rows = (read_line(part) for text in prose[-2:] if len(text) < LONGEST for part in besides_facts(text))
    row = next((one for one in rows if one.authors), None)
    if row is not None:
        return replace(draft, article=_told(draft.article, row))
    below = (read_line(removed.text) for removed in draft.removed if _SIGNED.match(removed.text))
    found = next((one for one in below if one.authors), None)
    return draft if found is None else replace(draft, article=_told(draft.article, found))


def _told(article: Article, found: Byline) -> Article:
    """The article with what an opening adds. A reporter named there stands above a log-in name at the headline."""
    better = bool(found.authors) and not (article.authors and read_line(article.byline or "").authors)
    keep = article.byline is not None and not better
    return replace(
        article,
        byline=article.byline if keep else found.byline or article.byline,
        authors=article.authors if keep else found.authors or article.authors,
        agency=found.agency or article.agency,  # 中新社…電 is said of this text; 来源 may name who passed it on
        dateline=article.dateline or found.dateline,
        section=found.section if found.section and article.section is None else article.section,
    )
