"""What the archive should hold after a crawl, taken from the stories themselves and never from a page."""

from dataclasses import dataclass
from datetime import UTC, datetime
from types import ModuleType

from archive import Image
from tests.newsroom import fengxie, gangwan_api, hepan, nandao, yinghua
from tests.newsroom.server import Newsroom
from tests.newsroom.story import Story, stories

_SITES: dict[str, ModuleType] = {
    "gangwan": gangwan_api,
    "hepan": hepan,
    "nandao": nandao,
    "yinghua": yinghua,
    "fengxie": fengxie,
}
_SCRIPTS = {"gangwan": "Hant", "hepan": "Hans", "nandao": "Hant", "yinghua": "Hans", "fengxie": "Hant"}

# How exactly each site prints its moments. 南島日報 prints the day alone, and so a day is all that can be known.
_PRECISION = {"gangwan": "second", "hepan": "minute", "nandao": "day", "yinghua": "second", "fengxie": "second"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """One story as it ought to be archived. Fields are those of `archive.Article`; `lead_in` is what the page prints
    before the first paragraph's own words; `copy_of` names the story that this one repeats, `outlet/name`."""

    outlet: str
    name: str
    url: str
    headline: str
    deck: str | None
    section: str
    tags: tuple[str, ...]
    byline: str | None
    authors: tuple[str, ...]
    agency: str | None
    dateline: str | None
    published_at: str
    published_precision: str
    modified_at: str | None
    script: str
    lead_in: str | None
    body: tuple[str, ...]
    images: tuple[Image, ...]
    copy_of: str | None


def truth(newsroom: Newsroom, *slugs: str, edition: int | None = None) -> dict[str, Truth]:
    """URL → truth for the stories of those outlets (all that are served, if none is named), in the current edition."""
    return {
        told.url: told
        for slug in slugs or tuple(newsroom.ports)
        for told in (_told(newsroom, story) for story in stories(slug, edition or newsroom.edition))
    }


def _told(newsroom: Newsroom, story: Story) -> Truth:
    site, precision = _SITES[story.outlet], _PRECISION[story.outlet]
    pictures = (
        Image(newsroom.url(story.outlet, site.image_path(story, p.file)), p.caption, p.credit) for p in story.pictures
    )
    return Truth(
        outlet=story.outlet,
        name=story.name,
        url=newsroom.url(story.outlet, site.path(story)),
        headline=story.headline,
        deck=story.deck,
        section=story.section,
        tags=story.tags,
        byline=story.byline,
        authors=story.authors,
        agency=story.agency,
        dateline=story.dateline,
        published_at=f"{story.published:%Y-%m-%d}" if precision == "day" else _utc(story.published),
        published_precision=precision,
        modified_at=_utc(story.modified) if story.modified and story.outlet == "gangwan" else None,
        script=_SCRIPTS[story.outlet],
        lead_in=story.lead_in,
        body=story.paragraphs,
        images=tuple(pictures),
        copy_of=story.copy_of,
    )


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
