"""Checks whether an outlet is still as declared: robots.txt, each source, three stories, what it expects of itself.

Ten requests or so an outlet, two seconds apart. What the maintainers run on the real web, week by week.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from archive import Article, Sighting, now
from crawler.discover import addresses, discover
from crawler.errors import Fault, NotAnswered, PageUnreadable, SourceUnreadable
from crawler.outlet import Expect, Outlet, Source
from crawler.pipeline import read, refusal
from crawler.scout.asking import Asker

STORIES = 3
WEEK = timedelta(days=7)


class Verdict(StrEnum):
    """What a check came to; the first that holds."""

    UNREACHABLE = "unreachable"
    FORBIDDEN = "forbidden"
    NO_SOURCE = "no source"
    NO_STORY = "no story"
    UNREAD = "unread"
    SHORT = "short of what it expects"
    SOME_SOURCES = "some sources"
    WELL = "well"


@dataclass(frozen=True, slots=True)
class SourceCheck:
    """What a source answers; `fault` is None where it shows stories."""

    url: str
    kind: str
    evidence: str
    stories: int
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class StoryCheck:
    """What is read on a story's page; `fault` says why there is no article, `short` what the outlet expects of one."""

    url: str
    headline: str | None = None
    fault: str | None = None
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
    except NotAnswered as fault:
        return Check(outlet.slug, now(), Verdict.UNREACHABLE, str(fault))
    if rules is not None and not asker.allows(outlet.home) and not any(map(asker.allows, outlet.examples)):
        return Check(outlet.slug, now(), Verdict.FORBIDDEN, "its robots.txt asks us not to come")
    answers = [_check_source(outlet, source, asker) for source in outlet.sources]
    sources = tuple(answer for answer, _ in answers)
    seen = {sighting.url: sighting for _, shown in answers for sighting in shown}
    stories = tuple(_check_story(outlet, url, asker) for url in [*seen][:STORIES])
    a_day = _a_day([*seen.values()])
    verdict, message = _verdict(outlet.expect, sources, stories, a_day)
    return Check(outlet.slug, now(), verdict, message, sources, stories, a_day)


def _verdict(
    expect: Expect, sources: Sequence[SourceCheck], stories: Sequence[StoryCheck], a_day: float | None
) -> tuple[Verdict, str]:
    """The first verdict that holds, and why."""
    broken = [f"{source.url}: {source.fault}" for source in sources if source.fault]
    unread = [f"{story.url}: {story.fault}" for story in stories if story.fault]
    short = [f"{story.url}: {', '.join(story.short)}" for story in stories if story.short]
    short += _short_of_days(expect, a_day)
    answered = [source for source in sources if source.fault in {None, NO_STORIES}]
    well = (len(sources) - len(broken), len(stories) - len(unread))
    counts = f"{well[0]} of {len(sources)} sources, {well[1]} of {len(stories)} stories"
    if not answered:
        return Verdict.NO_SOURCE, "; ".join(broken)
    if not stories:
        return Verdict.NO_STORY, "its sources answer, but no address in them has the form of its articles"
    if unread:
        return Verdict.UNREAD, f"{counts}; {'; '.join(unread)}"
    if short:
        return Verdict.SHORT, f"{counts}; {'; '.join(short)}"
    return (Verdict.SOME_SOURCES, f"{counts}; {'; '.join(broken)}") if broken else (Verdict.WELL, counts)


NO_STORIES = "no address has the form of its articles"


def _check_source(outlet: Outlet, source: Source, asker: Asker) -> tuple[SourceCheck, tuple[Sighting, ...]]:
    """What a source answers, and the stories of the outlet that it shows."""
    fault: str | None = None
    shown: tuple[Sighting, ...] = ()
    try:
        shown = _shown(source, addresses(source)[0], asker)
        shown = tuple(s for s in shown if outlet.is_article(s.url) and outlet.is_own(s.url))
        fault = None if shown else NO_STORIES
    except (NotAnswered, SourceUnreadable) as unreadable:
        fault = str(unreadable)
    return SourceCheck(source.url, type(source).__name__, source.evidence, len(shown), fault), shown


def _shown(source: Source, address: str, asker: Asker) -> tuple[Sighting, ...]:
    """What a source shows; an index of sitemaps, what the first of its files shows. Raises as its callees do."""
    answer = asker.ask(address)
    if answer.status != 200:
        raise NotAnswered(f"the server answers with status {answer.status}")
    found = discover(source, answer.body, answer.url)
    if found.follow and not found.sightings:
        return _shown(source, found.follow[0], asker)
    return found.sightings


def _check_story(outlet: Outlet, url: str, asker: Asker) -> StoryCheck:
    try:
        answer = asker.ask(url)
        if answer.status != 200:
            return StoryCheck(url, fault=f"the server answers with status {answer.status}")
        article = read(answer.page(), outlet).article
    except (NotAnswered, PageUnreadable) as fault:
        return StoryCheck(url, fault=str(fault))
    except Exception as broken:  # a rule that breaks on a page is our fault; the other outlets are checked all the same
        return StoryCheck(url, fault=f"a rule broke on this page: {broken!r}")
    refused: Fault | None = refusal(article)
    if refused is not None:
        return StoryCheck(url, article.headline, refused.message)
    return StoryCheck(url, article.headline, short=_short_of(outlet.expect, article))


def _short_of(expect: Expect, article: Article) -> tuple[str, ...]:
    """What the outlet expects of every story and this one has not."""
    missing = tuple(f"no {name}" for name in expect.always if not getattr(article, name))
    length = sum(map(len, article.body))
    return missing if length >= expect.shortest_body else (*missing, f"{length} characters of {expect.shortest_body}")


def _short_of_days(expect: Expect, a_day: float | None) -> list[str]:
    if expect.articles_a_day is None or a_day is None:
        return []
    fewest, most = expect.articles_a_day
    return [] if fewest <= a_day <= most else [f"{a_day:.1f} stories a day, not {fewest} to {most}"]


def _a_day(seen: Sequence[Sighting]) -> float | None:
    """Stories a day over the last week; None where the sources do not say when, or do not reach back so far."""
    week_ago = (datetime.now(UTC) - WEEK).strftime("%Y-%m-%dT%H:%M:%SZ")
    published = [sighting.published for sighting in seen if sighting.published]
    if not published or min(published) > week_ago:
        return None
    return sum(moment > week_ago for moment in published) / WEEK.days
