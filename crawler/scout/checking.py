"""Checks whether an outlet is still as declared: robots.txt, each source, three stories, what it expects of itself.

Ten requests or so an outlet, two seconds apart. What the maintainers run on the real web, week by week.
"""

import codecs
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

import lxml.html

from archive import Article, Mark, Sighting, now
from crawler.discover import addresses, discover
from crawler.errors import Fault, NotAnswered, PageUnreadable, SourceUnreadable
from crawler.extract.decode import decode
from crawler.outlet import Expect, Outlet, Source
from crawler.pipeline import read, refusal
from crawler.scout.asking import Answer, Asker

STORIES = 3
WEEK = timedelta(days=7)
TURNED_AWAY = frozenset({401, 403, 429, 451, 503})


class Verdict(StrEnum):
    """What a check came to; the first that holds."""

    UNREACHABLE = "unreachable"
    FORBIDDEN = "forbidden"
    TURNED_AWAY = "turned away"
    NO_SOURCE = "no source"
    NO_STORY = "no story"
    UNREAD = "unread"
    CHANGED = "changed"
    SHORT = "short of what it expects"
    SOME_SOURCES = "some sources"
    MOVED = "moved"
    LISTED = "listed"
    WELL = "well"


# What needs nobody's attention.
FINE = frozenset({Verdict.LISTED, Verdict.WELL})

NO_LINKS = "it shows no addresses"
NO_STORIES = "no address in it has the form of its articles"
TURNS_AWAY = "it turns programs away"


@dataclass(frozen=True, slots=True)
class SourceCheck:
    """What a source answers: how many stories it shows, and why none (`fault`), or where it has moved to."""

    url: str
    kind: str
    evidence: str
    stories: int
    fault: str | None = None
    moved_to: str | None = None


@dataclass(frozen=True, slots=True)
class StoryCheck:
    """What is read on a story's page.

    `fault` says why there is no article, `changed` what of the declaration no longer fits the page, `short` what the
    outlet expects of every story and this one has not.
    """

    url: str
    headline: str | None = None
    fault: str | None = None
    changed: tuple[str, ...] = ()
    short: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """The check of one outlet. `a_day` is how many stories a day its sources showed over the last week, if they say."""

    outlet: str
    checked_at: str
    verdict: Verdict
    message: str
    sources: tuple[SourceCheck, ...] = ()
    stories: tuple[StoryCheck, ...] = ()
    a_day: float | None = None


def check_outlet(outlet: Outlet, asker: Asker) -> Check:
    """Check one outlet. Faults of the outlet are part of the answer, none is raised."""
    try:
        rules = asker.rules(outlet.home)
        if rules is not None and not asker.allows(outlet.home) and not any(map(asker.allows, outlet.examples)):
            return Check(outlet.slug, now(), Verdict.FORBIDDEN, "its robots.txt asks us not to come")
        if outlet.article is None:
            return _check_listed(outlet, asker)
    except NotAnswered as fault:
        return Check(outlet.slug, now(), Verdict.UNREACHABLE, str(fault))
    answers = [_check_source(outlet, source, asker) for source in outlet.sources]
    sources = tuple(answer for answer, _ in answers)
    seen = {sighting.url: sighting for _, shown in answers for sighting in shown}
    stories = tuple(_check_story(outlet, url, asker) for url in [*seen][:STORIES])
    a_day = _a_day([*seen.values()])
    verdict, message = _verdict(outlet.expect, sources, stories, a_day)
    if outlet.needs_browser and verdict not in FINE:
        message += "; it needs a browser, and was read without one"
    return Check(outlet.slug, now(), verdict, message, sources, stories, a_day)


def _check_listed(outlet: Outlet, asker: Asker) -> Check:
    """The check of an outlet whose articles nobody knows: whether its front page answers. Raises NotAnswered."""
    answer = _asked(outlet.home, asker)
    where = _moved(outlet.home, answer.url)
    verdict, message = Verdict.LISTED, "its front page answers; nobody knows the form of its articles"
    if where is not None:
        verdict, message = Verdict.MOVED, f"{outlet.home} is at {where}"
    return Check(outlet.slug, now(), verdict, message)


def _verdict(
    expect: Expect, sources: Sequence[SourceCheck], stories: Sequence[StoryCheck], a_day: float | None
) -> tuple[Verdict, str]:
    """The first verdict that holds, and why."""
    broken = [f"{source.url}: {source.fault}" for source in sources if source.fault]
    unread = [f"{story.url}: {story.fault}" for story in stories if story.fault]
    changed = [f"{story.url}: {', '.join(story.changed)}" for story in stories if story.changed]
    short = [f"{story.url}: {', '.join(story.short)}" for story in stories if story.short]
    short += _too_few(expect, stories, a_day)
    moved = [f"{source.url} is at {source.moved_to}" for source in sources if source.moved_to]
    well = (len(sources) - len(broken), len(stories) - len(unread))
    counts = f"{well[0]} of {len(sources)} sources, {well[1]} of {len(stories)} stories"
    faults = [source.fault for source in sources if source.fault] + [story.fault for story in stories if story.fault]
    away = all(TURNS_AWAY in fault for fault in faults)
    if not any(source.fault in {None, NO_STORIES, NO_LINKS} for source in sources):
        return (Verdict.TURNED_AWAY if faults and away else Verdict.NO_SOURCE), "; ".join(broken) or "none declared"
    if not stories:
        return Verdict.NO_STORY, "; ".join(broken)
    for verdict, said in (
        (Verdict.TURNED_AWAY, unread if len(unread) == len(stories) and away else []),
        (Verdict.UNREAD, unread),
        (Verdict.CHANGED, changed),
        (Verdict.SHORT, short),
        (Verdict.SOME_SOURCES, broken),
        (Verdict.MOVED, moved),
    ):
        if said:
            return verdict, f"{counts}; {'; '.join(said)}"
    return Verdict.WELL, counts


def _check_source(outlet: Outlet, source: Source, asker: Asker) -> tuple[SourceCheck, tuple[Sighting, ...]]:
    """What a source answers, and the stories of the outlet that it shows."""
    fault: str | None = None
    where: str | None = None
    stories: tuple[Sighting, ...] = ()
    address = addresses(source)[0]
    try:
        where, shown = _shown(outlet, source, address, asker)
        stories = tuple(s for s in shown if outlet.is_article(s.url) and outlet.is_own(s.url))
        fault = None if stories else NO_STORIES if shown else NO_LINKS
    except (NotAnswered, SourceUnreadable) as unreadable:
        fault = str(unreadable).removeprefix(f"{address}: ")
    return SourceCheck(source.url, type(source).__name__, source.evidence, len(stories), fault, where), stories


def _shown(outlet: Outlet, source: Source, address: str, asker: Asker) -> tuple[str | None, tuple[Sighting, ...]]:
    """Where a source has moved to, and what it shows; an index of sitemaps, what the first of its files shows.

    Raises NotAnswered and SourceUnreadable.
    """
    answer = _asked(address, asker)
    try:
        found = discover(source, answer.body, answer.url, outlet.encoding)
    except SourceUnreadable:
        _refuse_wall(answer)
        raise
    where = _moved(address, answer.url)
    if found.follow and not found.sightings:
        return where, _shown(outlet, source, found.follow[0], asker)[1]
    if not any(outlet.is_article(sighting.url) for sighting in found.sightings):
        _refuse_wall(answer)
    return where, found.sightings


def _asked(url: str, asker: Asker) -> Answer:
    """A page that came with status 200. Raises NotAnswered for any other."""
    answer = asker.ask(url)
    if answer.status in TURNED_AWAY:
        raise NotAnswered(f"{TURNS_AWAY}: status {answer.status}")
    if answer.status != 200:
        raise NotAnswered(f"the server answers with status {answer.status}")
    return answer


def _refuse_wall(answer: Answer) -> None:
    """Raises NotAnswered where a check for robots came in place of what was asked for."""
    try:
        walled = Mark.BOT_WALL in read(answer.page()).article.marks
    except PageUnreadable:
        walled = False
    if walled:
        raise NotAnswered(f"{TURNS_AWAY}: it sends a check for robots")


def _moved(asked: str, came: str) -> str | None:
    """Where an address has moved to; nowhere, where it differs in its scheme, its www or its last slash alone."""
    plain = [re.sub(r"^https?://(www\.)?|/$", "", url) for url in (asked, came)]
    return came if plain[0] != plain[1] else None


def _check_story(outlet: Outlet, url: str, asker: Asker) -> StoryCheck:
    try:
        answer = _asked(url, asker)
        article = read(answer.page(), outlet).article
    except (NotAnswered, PageUnreadable) as fault:
        return StoryCheck(url, fault=str(fault))
    except Exception as broken:  # a rule that breaks on a page is our fault; the other outlets are checked all the same
        return StoryCheck(url, fault=f"a rule broke on this page: {broken!r}")
    refused: Fault | None = refusal(article)
    if refused is not None:
        said = f"{TURNS_AWAY}: {refused.message}" if refused.reason == Mark.BOT_WALL else refused.message
        return StoryCheck(url, article.headline, said)
    return StoryCheck(url, article.headline, None, _changed(outlet, answer, article), _short_of(outlet.expect, article))


def _changed(outlet: Outlet, answer: Answer, article: Article) -> tuple[str, ...]:
    """What the declaration says of a page and this one is not: its encoding, the element with the text."""
    page = decode(answer.body, answer.content_type, outlet.encoding)
    changed = []
    if outlet.encoding is not None and codecs.lookup(page.encoding).name != codecs.lookup(outlet.encoding).name:
        changed.append(f"in {page.encoding}, not {outlet.encoding}")
    if not page.intact or Mark.MOJIBAKE in article.marks:
        changed.append("its characters do not come out whole")
    if outlet.body is not None and not lxml.html.fromstring(page.text).cssselect(outlet.body):
        changed.append(f"nothing at {outlet.body}")
    return tuple(changed)


def _short_of(expect: Expect, article: Article) -> tuple[str, ...]:
    """What the outlet expects of every story and this one has not."""
    missing = tuple(f"no {name}" for name in expect.always if not getattr(article, name))
    length = sum(map(len, article.body))
    return missing if length >= expect.shortest_body else (*missing, f"{length} characters of {expect.shortest_body}")


def _too_few(expect: Expect, stories: Sequence[StoryCheck], a_day: float | None) -> list[str]:
    """That its sources show too few stories to be those of a living outlet, or too few or too many a day."""
    few = [f"its sources show {len(stories)} of {STORIES} stories"] if len(stories) < STORIES else []
    if expect.articles_a_day is None or a_day is None:
        return few
    fewest, most = expect.articles_a_day
    return few if fewest <= a_day <= most else [*few, f"{a_day:.1f} stories a day, not {fewest} to {most}"]


def _a_day(seen: Sequence[Sighting]) -> float | None:
    """Stories a day over the last week; None where the sources do not say when, or do not reach back so far."""
    week_ago = (datetime.now(UTC) - WEEK).strftime("%Y-%m-%dT%H:%M:%SZ")
    published = [sighting.published for sighting in seen if sighting.published]
    if not published or min(published) > week_ago:
        return None
    return sum(moment > week_ago for moment in published) / WEEK.days
