"""The nouns of the archive: frozen dataclasses, one per thing it keeps.

A field's help text is the description of the column it is stored in and its row in docs/schema.md.

Moments are ISO 8601 text in UTC, `2025-09-25T17:04:11Z`. A publication date known only to the day or the month is kept
as just that, `2025-09-25` or `2025-09`, in the outlet's own calendar: an hour nobody printed is never made up.
"""

from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Any

Headers = tuple[tuple[str, str], ...]


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


class Relation(StrEnum):
    """What another address of a story shows: the story in the other script, its AMP page, or its page for print."""

    SCRIPT = "script"
    AMP = "amp"
    PRINT = "print"


@dataclass(frozen=True, slots=True)
class Alternate:
    """Another address at which an article's own story stands."""

    url: str = _help("The other address")
    relation: Relation = _help("What stands there: the story in the other script (script), as AMP (amp), for print")


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
    alternates: tuple[Alternate, ...] = _help("The same story at other addresses, as the page says", default=())
    marks: tuple[Mark, ...] = _help("What is missing or doubtful, as a JSON list of codes", default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """Bytes and headers as received from one URL at one moment. Never changed once written."""

    url: str = _help("Address that was asked for")
    fetched_at: str = _help("When the answer came")
    status: int | None = _help(
        "HTTP status of the answer; null for what no server sent: imported text, a page as a browser showed it"
    )
    headers: Headers = _help("Headers of the answer, as received")
    body: bytes = _help("Body as received, still in its content-encoding")
    request_headers: Headers = _help("Headers that were sent", default=())

    def header(self, name: str) -> str | None:
        """The first value of a header of the answer, whatever the case of its name."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A URL seen in a source, with what the source said of it, before anything is fetched."""

    url: str = _help("Address that was seen")
    source: str = _help("Address of the source that showed it")
    title: str | None = _help(
        "Headline as the source shows it; null where the article had the same when it was last read", default=None
    )
    published: str | None = _help("Publication moment the source claims, UTC", default=None)
    modified: str | None = _help("Moment of last change the source claims, UTC", default=None)
    witness: int | None = _help(
        "Capture of the answer in which a source gave its text as well (the WordPress API does)", default=None
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletRecord:
    """What the archive keeps of an outlet's declaration."""

    slug: str = _help("Short name, the declaration's file name")
    name: str = _help("The outlet's own name")
    name_en: str | None = _help("Its name in English", default=None)
    home: str = _help("Address of its home page")
    country: str | None = _help("Country it is published in, ISO 3166 letters", default=None)
    place: str | None = _help("City or region it is published in", default=None)
    script: str | None = _help("Script it declares to print: Hant, Hans or both", default=None)
    timezone: str | None = _help("Zone of its clocks, IANA name", default=None)
    platform: str | None = _help("Software its site runs on", default=None)
    status: str = _help(
        "active, frozen (online, no longer updated), dead, unknown (last seen years ago), or undeclared (from imports)"
    )
    declared: str | None = _help("The whole declaration as text; null for an outlet nobody declared", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRecord:
    """What the archive keeps of a source: how to ask for it only if it changed."""

    url: str = _help("Address of the source")
    kind: str = _help("Feed, Sitemap, WordPress, Discuz, Listing or JsonList")
    evidence: str = _help("How the address is known: seen, by convention, untested")


@dataclass(slots=True, kw_only=True)
class Tally:
    """What one run of one outlet came to; the columns of `runs`."""

    found: int = _help("Article addresses seen in the sources", default=0)
    fetched: int = _help("Article pages asked for and answered", default=0)
    stored: int = _help("New articles", default=0)
    revised: int = _help("Known articles whose text had changed", default=0)
    withdrawn: int = _help("Known articles that are gone from the web", default=0)
    unchanged: int = _help("Known articles found as they were", default=0)
    failed: int = _help("Addresses that gave no article, each with a row in failures", default=0)
    skipped: int = _help("Addresses known and not yet due, or not this outlet's articles", default=0)
    refused: int = _help("Addresses that were not asked for: robots.txt, traps, foreign or private hosts", default=0)
    bytes: int = _help("Bytes received, as sent", default=0)
    seconds: float = _help("How long the run took", default=0.0)
    outcome: str | None = _help(
        "finished, interrupted, unreachable or no_source; null while it runs; one that was killed is interrupted when "
        "the next writer comes",
        default=None,
    )
    reasons: dict[str, int] = _help("Failures and refusals by reason, as a JSON object", default_factory=dict)
    verdict: str | None = _help("What the run says of the outlet's health: see docs/crawling.md", default=None)
    evidence: int | None = _help("Capture that shows why, where there is one", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A URL that gave no article, and why."""

    url: str = _help("Address that gave no article")
    outlet: str = _help("Outlet it was asked for")
    reason: str = _help("Code of what went wrong")
    message: str = _help("What went wrong, in words a person understands")
    capture: int | None = _help("The answer, where there was one", default=None)
    run: int | None = _help("Run it happened in", default=None)
