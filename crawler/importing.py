"""Articles from elsewhere: each is kept as it came, then read by the rules that read the web, or taken at its word."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from archive import Archive, Capture, OutletRecord, article_of, now
from crawler.draft import Page
from crawler.errors import PageUnreadable, QiaowenError
from crawler.outlet import Outlet
from crawler.outlets import outlets
from crawler.pipeline import RULES, read, refusal

# Told as a file is read: how many of its bytes have been.
Tell = Callable[[int], None]


def unheard(_: int) -> None:
    """For whom progress is nothing."""


@dataclass(slots=True)
class Imported:
    """What an import came to. `failed` names what gave no article, and why; its capture is kept."""

    stored: int = 0
    revised: int = 0
    unchanged: int = 0
    skipped: int = 0
    lost: int = 0  # repeats of pages that are not here
    failed: list[tuple[str, str]] = field(default_factory=list)

    def note(self, change: str) -> None:
        """Count one."""
        setattr(self, change, getattr(self, change) + 1)


def outlet_of(url: str) -> Outlet | None:
    """The declared outlet that an address belongs to."""
    return next((outlet for outlet in outlets().values() if outlet.is_own(url)), None)


def register(home: Archive, url: str) -> OutletRecord:
    """The outlet of an address, known to the archive; one nobody declared goes by its host."""
    outlet = outlet_of(url)
    record = outlet.record() if outlet else _undeclared(url)
    home.register(record)
    return record


def _undeclared(url: str) -> OutletRecord:
    parts = urlsplit(url)
    if not parts.hostname:
        raise QiaowenError(f"{url!r} is not an address; nothing was imported from it")
    return OutletRecord(
        slug=parts.hostname, name=parts.hostname, home=f"{parts.scheme}://{parts.netloc}/", status="undeclared"
    )


def take_page(home: Archive, capture: Capture, page: Page, done: Imported, *, held: int | None = None) -> None:
    """Keep a page as it came, read it, store what it says."""
    record = register(home, capture.url)
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
        outlet=record.slug,
        seen_as=capture.url,
        capture=number,
        rules=RULES,
        fetched_at=capture.fetched_at if capture.status is not None else None,
    )
    done.note(stored.change)


def take_row(home: Archive, line: bytes, done: Imported) -> None:
    """Keep an exported article as it came, and store what it says of itself. Raises ValueError for what is none."""
    row = json.loads(line)
    article = article_of(row)
    record = register(home, str(article.url))
    headers = (("Content-Type", "application/json"),)
    number = home.keep(Capture(url=str(article.url), fetched_at=now(), status=None, headers=headers, body=line))
    stored = home.store(
        article,
        outlet=record.slug,
        seen_as=str(article.url),
        capture=number,
        rules=row.get("rules") or RULES,
        fetched_at=row.get("fetched_at"),
    )
    done.note(stored.change)
