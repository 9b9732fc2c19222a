"""Articles from elsewhere: each is kept as it came, then read by the rules that read the web, or taken at its word."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Self, TypeVar, cast
from urllib.parse import urlsplit

from archive import Archive, Article, Capture, OutletRecord, article_of, now
from crawler.draft import Page
from crawler.errors import PageUnreadable, QiaowenError
from crawler.outlet import Outlet
from crawler.outlets import outlets
from crawler.pipeline import RULES, read, refusal

# Told as a file is read: how many of its bytes have been.
Tell = Callable[[int], None]

Item = TypeVar("Item")

# What is taken in as one transaction: an import that is killed loses no more, and finds it when it is run again.
GATHERED = 100


def unheard(_: int) -> None:
    """For whom progress is nothing."""


@dataclass(slots=True)
class Imported:
    """What an import came to. `failed` names what gave no article, and why; its capture is kept. `outlets` are those
    that were met, by host.
    """

    stored: int = 0
    revised: int = 0
    unchanged: int = 0
    skipped: int = 0
    lost: int = 0  # repeats of pages that are not here
    failed: list[tuple[str, str]] = field(default_factory=list)
    outlets: dict[str, str] = field(default_factory=dict)

    def note(self, change: str) -> None:
        """Count one."""
        setattr(self, change, getattr(self, change) + 1)


def gather(
    home: Archive, items: Iterable[Item], take: Callable[[Item], object], broken: tuple[type[Exception], ...] = ()
) -> None:
    """Take in one after another, so many as one transaction. What is `broken` is raised when all before it is in."""
    left, fault = iter(items), cast("Exception | None", None)
    while fault is None:
        with home.gathering():
            try:
                for _ in range(GATHERED):
                    take(next(left))
            except StopIteration:
                return
            except broken as found:
                fault = found
    raise fault


def outlet_of(url: str) -> Outlet | None:
    """The declared outlet that an address belongs to."""
    host = urlsplit(url).hostname
    return next((outlet for outlet in outlets().values() if host in outlet.hosts), None)


def register(home: Archive, url: str, done: Imported) -> str:
    """The outlet of an address, known to the archive; one nobody declared goes by its host. Returns its short name."""
    host = urlsplit(url).hostname or ""
    if host not in done.outlets:
        outlet = outlet_of(url)
        record = outlet.record() if outlet else _undeclared(url)
        home.register(record)
        done.outlets[host] = record.slug
    return done.outlets[host]


def _undeclared(url: str) -> OutletRecord:
    parts = urlsplit(url)
    if not parts.hostname:
        raise QiaowenError(f"{url!r} is not an address; nothing was imported from it")
    return OutletRecord(
        slug=parts.hostname, name=parts.hostname, home=f"{parts.scheme}://{parts.netloc}/", status="undeclared"
    )


def take_page(home: Archive, capture: Capture, page: Page, done: Imported, *, held: int | None = None) -> None:
    """Keep a page as it came, read it, store what it says."""
    outlet = register(home, capture.url, done)
    number = held or home.keep(capture)
    try:
        article = read(page, outlet_of(capture.url)).article
        fault = refusal(article)
        if fault is not None:
            raise PageUnreadable(fault.message)
    except PageUnreadable as unreadable:
        done.failed.append((capture.url, str(unreadable)))
        return
    stored = home.store(
        article,
        outlet=outlet,
        seen_as=capture.url,
        capture=number,
        rules=RULES,
        fetched_at=capture.fetched_at if capture.status is not None else None,
    )
    done.note(stored.change)


@dataclass(frozen=True, slots=True)
class Row:
    """An exported article: the line as it came, what it says, and the article that this makes."""

    line: bytes
    told: dict[str, Any]
    article: Article

    @classmethod
    def of(cls, line: bytes) -> Self:
        """Read a line. Raises ValueError, KeyError, TypeError or AttributeError for what is no exported article."""
        told = json.loads(line)
        return cls(line, told, article_of(told))


def take_row(home: Archive, row: Row, done: Imported) -> None:
    """Keep an exported article as it came, and store what it says of itself."""
    url, headers = str(row.article.url), (("Content-Type", "application/json"),)
    outlet = register(home, url, done)
    number = home.keep(Capture(url=url, fetched_at=now(), status=None, headers=headers, body=row.line))
    stored = home.store(
        row.article,
        outlet=outlet,
        seen_as=url,
        capture=number,
        rules=row.told.get("rules") or RULES,
        fetched_at=row.told.get("fetched_at"),
    )
    done.note(stored.change)
