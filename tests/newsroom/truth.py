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
_PRECISION = {"gangwan": "second", "hepan": "minute", "nandao": "day", "yinghua": "second", "fengxie": "minute"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """One story as it ought to be archived. Fields are those of `archive.Article`, and besides: `credit_line`, the
    whole printed line that the byline stands in; `lead_in`, what is printed before the first paragraph's own words;
    `copy_of`, the story that this one repeats, `outlet/name`.
    """

    outlet: str
    name: str
    url: str
    headline: str
    deck: str | None
    section: str
    tags: tuple[str, ...]
    byline: str | None
    credit_line: str | None
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
        headline=_folded(story.headline),
        deck=_folded(story.deck) if story.deck else None,
        section=story.section,
        tags=story.tags,
        byline=story.byline,
        credit_line=story.credit_line,
        authors=story.authors,
        agency=story.agency,
        dateline=story.dateline,
        published_at=f"{story.published:%Y-%m-%d}" if precision == "day" else _utc(story.published),
        published_precision=precision,
        modified_at=_utc(story.modified or story.published) if story.outlet == "gangwan" else None,
        script=_SCRIPTS[story.outlet],
        lead_in=story.lead_in,
        body=story.paragraphs,
        images=tuple(pictures),
        copy_of=story.copy_of,
    )


def _folded(text: str) -> str:
    """White space as the archive keeps it: one blank for any run, the wide blank too."""
    return " ".join(text.split())


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
