"""When a story was published and last changed: machine-readable claims, else the date printed at the headline, else the
address. Never a clock, a weather widget, the current issue's line, a copyright year or the day of an event in the text.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from archive import Article, Mark
from crawler.draft import Block, Page
from crawler.extract.around import Near
from crawler.extract.claims import Claims, words_of
from crawler.extract.dates import Printed, dates_in, moment, relative_in
from crawler.outlet import Outlet

# In order of trust. A bare `date` is left out: many systems fill it with the moment of the visit.
_META = (
    "article:published_time",
    "datepublished",
    *("og:published_time", "og:article:published_time", "og:release_date", "article:published"),
    *("pubdate", "publishdate", "publish_date", "publish-date", "published", "publication_date", "publishtime"),
    *("dc.date.issued", "dc.date.created", "dcterms.created", "dcterms.issued", "dc.date"),
    *("weibo:article:create_at", "apub:time", "parsely-pub-date", "sailthru.date", "bytedance:published_time"),
    *("cxenseparse:recs:publishtime", "_pubtime", "pdate", "ptime"),
)
_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "lastmod", "weibo:article:update_at")

_LABEL = re.compile(
    r"[發发][佈布表]|出版|刊登|刊出|上架|建立|時間|时间|日期|來源|来源|稿源|作者|記者|记者|publish|"
    r"posted|date\b|\bon\b|[讀读][畢毕]需[時时]|min(?:ute)?s? read",
    re.IGNORECASE,
)
_CHANGED = re.compile(r"更新|修訂|修订|最後修改|最后修改|updated|modified|revised", re.IGNORECASE)
_NOT_IT = re.compile(
    r"版權|版权|copyright|©|all rights|\bvol\b|issue|第.{1,6}期|截至|有效期|活動|活动|生於|生于|閱讀全文|"
    r"上一篇|下一篇",
    re.IGNORECASE,
)
_TIMELY = re.compile(
    r"time|date|pub|info|source|meta|posted|author|byline|from|update|shijian|riqi|laiyuan|article-?h", re.IGNORECASE
)
_OTHERS = re.compile(
    r"(?:^|[\s_-])(?:relat\w*|recommend\w*|rank\w*|hot\w*|side\w*|widget\w*|comments?|foot\w*|copyright|"
    r"weather|clock|breaking\w*|list|news-?list|nav\w*|today)(?:$|[\s_-])",
    re.IGNORECASE,
)
# What makers of sites call the date above a headline; a clock they call otherwise.
_OF_STORY = re.compile(r"date-header|(?:post|entry|article|publish\w*)[_-]?(?:date|time)", re.IGNORECASE)
_CLOCKLIKE = re.compile(
    r"星期|周[一二三四五六日]|週[一二三四五六日]|(?:mon|tues|wednes|thurs|fri|satur|sun)day|°|℃|農曆|农历|\bC\b",
    re.IGNORECASE,
)

_RELATED = re.compile(
    r"^\W*(?:相[關关]|延伸|推[薦荐]|[熱热][門门]|更多|最新|其他|往期)\S{0,6}"
    r"(?:新[聞闻]|[閱阅][讀读]|文章|[報报][道導导]|主[題题]|[鏈链]接)"
)
_DATABLE = re.compile(r"[\d年剛刚]")  # one of these is in every date as printed
_ADDRESS = re.compile(r"https?://[!-~]+")
_TRAIL = re.compile(r"\s[>›»]\s")

_URL_DAYS = (
    re.compile(r"(?<!\d)((?:19|20)\d\d)([-/_.])(0?[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01]|[1-9])(?=[/_.?-]|T\d|$)"),
    re.compile(r"(?<!\d)((?:19|20)\d\d)/(0[1-9]|1[0-2])()(0[1-9]|[12]\d|3[01])(?=[/_.?-]|$)"),
    re.compile(r"(?<!\d)((?:19|20)\d\d)(-?)(0[1-9]|1[0-2])/(0[1-9]|[12]\d|3[01])(?=[/_.?-]|$)"),
    re.compile(r"(?<!\d)((?:19|20)\d\d)()(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=\d{0,8}(?:[/_.?-]|$))"),
    re.compile(r"/(\d\d)(/)(1[0-2]|[1-9])/([12]\d|3[01]|[1-9])(?=/)"),
)
_URL_MONTH = re.compile(r"/((?:19|20)\d\d)[-/]?(0[1-9]|1[0-2])/")
# Joomla writes the moment an article was first saved, perhaps years before, into its alias: -2017-03-16-00-26-56.html
_ALIAS = re.compile(r"[:/-](?:19|20)\d\d(?:-\d\d){5}|(?:%3A)(?:19|20)\d\d(?:-\d\d){5}", re.IGNORECASE)
_OPENING_DATE = re.compile(
    r"^[【〔［\[(（][^】〕］\])）]{0,14}?((?:19|20)\d\d年\d{1,2}月\d{1,2}日)[訊讯電电][】〕］\])）]"
)
_DATELINE_DAY = re.compile(r"^[\s(（【〔［\[▍]{0,2}[^\s()（）,，。]{1,14}?(?<!\d)(\d{1,2})日?[综綜]?[合]?[讯訊电電]")

_CLOSE = 12  # lines from the headline; a date further off may be that of another story
_TEXT_LONG = 90  # a longer line without a label is a sentence, and its date that of an event


@dataclass(frozen=True, slots=True)
class _Found:
    printed: Printed
    source: str
    firm: bool = True  # whether it may contradict another


def read_published(
    article: Article, claims: Claims, around: Iterable[Near], page: Page, outlet: Outlet | None = None
) -> Article:
    """The article with its dates. Two sources that differ by more than a day leave the mark date_conflict."""
    zone = outlet.timezone if outlet else None
    country = outlet.country if outlet else None
    found = [one for one in _candidates(claims, list(around), page, outlet) if _possible(one.printed, page.fetched_at)]
    changed = next((c for c in _claimed(claims, "dateModified", _MODIFIED, country)), None)
    if changed is not None:
        article = replace(article, modified_at=moment(changed, zone)[0])
    if not found:
        return article
    best = found[0]
    when, precision = moment(best.printed, zone)
    article = replace(
        article,
        published_at=when,
        published_raw=best.printed.raw,
        published_source=best.source,
        published_precision=precision,
    )
    return replace(article, marks=(*article.marks, Mark.DATE_CONFLICT)) if _conflict(found) else article


def complete_day(article: Article, blocks: Iterable[Block], url: str | None) -> Article:
    """The day of a dateline such as (吉隆坡17日讯), where nothing but the address's year and month says more."""
    month = _URL_MONTH.search(url or "")
    known = article.published_precision == "month" or (article.published_at is None and month is not None)
    first = next((block.text for block in blocks if len(block.text) > 8), "")
    day = _DATELINE_DAY.match(first)
    if not known or day is None:
        return article
    text = article.published_at or f"{month[1]}-{month[2]}" if month else article.published_at
    printed = dates_in(f"{text}-{int(day[1]):02}")
    if not printed:
        return article
    return replace(
        article,
        published_at=moment(printed[0], None)[0],
        published_raw=day[0].strip("(（【〔［[▍ "),
        published_source="visible",
        published_precision="day",
    )


def _candidates(claims: Claims, around: list[Near], page: Page, outlet: Outlet | None) -> Iterator[_Found]:
    """In order of trust; the first is taken, the rest may contradict it."""
    country = outlet.country if outlet else None
    for printed in _claimed(claims, "datePublished", (), country):
        yield _Found(printed, "json-ld")
    for printed in _claimed(claims, "", _META, country):
        yield _Found(printed, "meta")
    visible, line = _visible(around, page, outlet)
    if visible is not None:
        yield _Found(visible, "visible", line is not None and line.distance < _CLOSE)
    elif opening := _in_opening(around):
        yield _Found(opening, "visible")
    day = _in_url(page.url or "")
    if day is not None:
        yield _Found(day, "url")


def _claimed(claims: Claims, key: str, names: Iterable[str], country: str | None) -> Iterator[Printed]:
    for text in [*words_of(claims.story.get(key)), *(v for name in names for v in claims.meta.get(name, ()))]:
        found = dates_in(text[:80], country)
        if found:
            yield replace(found[0], raw=text[:80])
            return


def _visible(around: list[Near], page: Page, outlet: Outlet | None) -> tuple[Printed | None, Near | None]:
    best: tuple[Printed | None, Near | None] = (None, None)
    most = 0.0
    country = outlet.country if outlet else None
    for line in _own(around):
        text = line.text
        if len(text) > 400 or not _DATABLE.search(text):
            continue
        dates = dates_in(text[:200], country)
        if not dates and len(text) < 40:
            back = relative_in(text, page.fetched_at, outlet.timezone if outlet else None)
            dates = [back] if back else []
        for printed in dates:
            worth = _worth(line, printed, page.fetched_at)
            if worth > most:
                best, most = (printed, line), worth
    return best


def _own(around: Iterable[Near]) -> Iterator[Near]:
    """The lines that may belong to this story: after a heading such as 相關新聞 come the dates of others."""
    others = False
    for line in around:
        others = line.after and (others or _RELATED.match(line.text) is not None)
        if not others:
            yield line


def _in_opening(around: list[Near]) -> Printed | None:
    """The full date in an opening such as 【大紀元2013年09月23日訊】: the day the paper gave the story out."""
    for line in around:
        opening = _OPENING_DATE.match(line.text) if line.after else None
        if opening:
            return next(iter(dates_in(opening[1])), None)
    return None


def _worth(line: Near, printed: Printed, fetched_at: str | None) -> float:
    """How surely a date printed near the headline is that of publication; nothing or less means it is not."""
    text, before = line.text, line.text[: printed.start] if printed.start <= len(line.text) else line.text
    rest = len(_ADDRESS.sub("", text)) - len(printed.raw)
    labelled = bool(_LABEL.search(text)) and len(text) < 2 * _TEXT_LONG
    named = bool(_TIMELY.search(line.names))
    sure = line.after and line.distance < 3 and labelled and printed.time is not None  # whatever its element is called
    if _NOT_IT.search(text) or (_OTHERS.search(line.names) and not sure) or (line.linked and not named):
        return 0
    crowded = rest > 60 or len(text) > _TEXT_LONG or any(sign in text for sign in "，。！？")
    if crowded and not (printed.time and (printed.start < 12 or (labelled and len(text) < 2 * _TEXT_LONG))):
        return 0
    trail = len(_TRAIL.findall(text)) > 1  # bread crumbs that end in a date lead to this story, not to today's paper
    called = _OF_STORY.search(line.names) is not None
    clock = _CLOCKLIKE.search(text) and not (line.after or labelled or trail or called)
    if clock and _today(printed, fetched_at):
        return 0
    worth = 2.0 * (labelled or trail) + 2.0 * named + 2.0 * (printed.time is not None) + (1.5 if rest < 25 else 0)
    worth -= 4.0 if _CHANGED.search(before[-12:]) else 0
    worth -= 0.08 * min(line.distance, 15) + (0 if line.after else 0.6)
    return worth if worth > 1 else 0


def _today(printed: Printed, fetched_at: str | None) -> bool:
    """Whether a date is that of the visit, or may be."""
    if fetched_at is None or printed.date is None:
        return True
    return abs(printed.date - datetime.fromisoformat(fetched_at).date()) <= timedelta(days=1)


def _possible(printed: Printed, fetched_at: str | None) -> bool:
    """Not after the capture: what is published tomorrow was not there to be captured."""
    if fetched_at is None or printed.date is None:
        return True
    return printed.date <= datetime.fromisoformat(fetched_at).date() + timedelta(days=1)


def _in_url(url: str) -> Printed | None:
    path = _ALIAS.sub("", url.partition("//")[2].partition("/")[2])
    for form in _URL_DAYS:
        for match in form.finditer("/" + path):
            year = match[1] if len(match[1]) == 4 else f"20{match[1]}"
            found = dates_in(f"{year}-{match[3] or match[2]}-{match[4]}")
            if found:
                return replace(found[0], raw=match[0].strip("/"))
    month = _URL_MONTH.search("/" + path)
    return Printed(month[0].strip("/"), int(month[1]), int(month[2])) if month else None


def _conflict(found: list[_Found]) -> bool:
    days = [one.printed.date for one in found if one.firm and one.printed.date is not None]
    return bool(days) and max(days) - min(days) > timedelta(days=1)
