"""The nouns of the archive: frozen dataclasses, one per thing it keeps.

A field's help text is the description of the column it is stored in and its row in docs/schema.md.

Moments are ISO 8601 text in UTC, `2025-09-25T17:04:11Z`. A publication date known only to the day or the month is kept
as just that, `2025-09-25` or `2025-09`, in the outlet's own calendar: an hour nobody printed is never made up.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Any


def _help(text: str, **options: Any) -> Any:
    return field(metadata={"help": text}, **options)


def field_help(model: type) -> dict[str, str]:
    """Field name → help text, for every field of a model that has one."""
    return {f.name: f.metadata["help"] for f in fields(model) if "help" in f.metadata}


class Mark(StrEnum):
    """What is missing or doubtful in an article: the closed list of codes the archive can be queried by."""

    NO_HEADLINE = "no_headline"
    NO_DATE = "no_date"
    DATE_CONFLICT = "date_conflict"
    SHORT = "short"
    DOUBTFUL_BODY = "doubtful_body"
    TEASER = "teaser"
    MOJIBAKE = "mojibake"
    NO_ARTICLE = "no_article"
    LIST_PAGE = "list_page"
    BOT_WALL = "bot_wall"
    SOFT_404 = "soft_404"


@dataclass(frozen=True, slots=True)
class Image:
    """A picture printed with an article."""

    url: str | None = _help("Address of the picture; null where only its caption is known", default=None)
    caption: str | None = _help("What the picture shows, as printed, without the credit", default=None)
    credit: str | None = _help("Who made the picture, as printed", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What one page says: the story and what is printed about it, and nothing else. Unknown is None."""

    url: str | None = _help("Canonical address of the story")
    headline: str | None = _help("Headline, without the site's name", default=None)
    deck: str | None = _help("Line printed under the headline", default=None)
    section: str | None = _help("The outlet's own heading for the group, verbatim", default=None)
    tags: tuple[str, ...] = _help("Key words the outlet gave the story, as a JSON list", default=())
    byline: str | None = _help("Who wrote it, as printed", default=None)
    authors: tuple[str, ...] = _help("Names parsed from the byline, as a JSON list", default=())
    agency: str | None = _help("News agency that wrote it first, as printed", default=None)
    dateline: str | None = _help("Place named in the opening words; never a publication date", default=None)
    published_at: str | None = _help(
        "When it was published: a moment in UTC, or just the day or month where no more is printed", default=None
    )
    published_raw: str | None = _help("The publication date as the page prints it", default=None)
    published_source: str | None = _help("Where the date was read: json-ld, meta, visible, url, feed", default=None)
    published_precision: str | None = _help("How exact the date is: second, minute, day, month", default=None)
    modified_at: str | None = _help("When the outlet says it last changed the story", default=None)
    script: str | None = _help("Hant, Hans or mixed, measured from the text; null for no Chinese", default=None)
    language: str | None = _help("Language measured from the text: zh, en, …", default=None)
    body: tuple[str, ...] = _help("Paragraphs in order, without headline and captions", default=())
    images: tuple[Image, ...] = _help("Pictures in order, caption and credit apart", default=())
    marks: tuple[Mark, ...] = _help("What is missing or doubtful, as a JSON list of codes", default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """Bytes and headers as received from one URL at one moment. Never changed once written."""

    url: str = _help("Address that was asked for")
    fetched_at: str = _help("When the answer came")
    status: int = _help("HTTP status of the answer")
    headers: Mapping[str, str] = _help("Headers of the answer, as received")
    body: bytes = _help("Body as received, still in its transfer's content-encoding")
    request_headers: Mapping[str, str] = _help("Headers that were sent", default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A URL seen in a source, with what the source said of it, before anything is fetched."""

    url: str = _help("Address that was seen")
    source: str = _help("Address of the source that showed it")
    title: str | None = _help("Headline as the source shows it", default=None)
    published: str | None = _help("Publication moment the source claims, UTC", default=None)
    modified: str | None = _help("Moment of last change the source claims, UTC", default=None)
