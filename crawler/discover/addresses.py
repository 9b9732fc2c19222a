"""The addresses to ask for, to read a source: the newest, some days of the past, or what changed since."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urljoin

from w3lib.url import url_query_cleaner

from crawler.plan import MOST_SOURCE_PAGES as MOST_PAGES
from crawler.plan import Window
from crawler.sources import Discuz, JsonList, Listing, Source, WordPress

# What a source is asked with for certain days alone.
DAYS_ASKED = ("after", "before", "modified_after", "orderby", "order")

POSTS_PER_PAGE = 100  # the most the WordPress API gives


def addresses(
    source: Source, *, today: date | None = None, window: Window | None = None, since: str | None = None
) -> list[str]:
    """The addresses to ask for, in order, to read a source.

    `window` asks for past days instead of the newest; `since` is the moment the source was last read, where that is
    known, and spares an API from telling everything again. `today` is the day in the outlet's own calendar.
    """
    match source:
        case WordPress():
            return _wordpress_addresses(source, window, since)
        case Discuz():
            return _portal_addresses(source, 1 if window else source.pages)
        case Listing() | JsonList() if "{day" in source.url:
            return [source.url.format(day=day, page=1) for day in _days(today, window)]
        case Listing() | JsonList() if "{page" in source.url:
            last = 1 if window else source.pages
            return [_page_address(source, number) for number in range(1, last + 1)]
        case _:
            return [source.url]


def _wordpress_addresses(source: WordPress, window: Window | None, since: str | None) -> list[str]:
    fields = "link,title,date_gmt,modified_gmt,content"
    chosen = f"&categories={','.join(map(str, source.categories))}" if source.categories else ""
    query = f"wp-json/wp/v2/posts?per_page={POSTS_PER_PAGE}&_fields={fields}{chosen}"
    if window is not None:
        first, last = window.days
        query += f"&order=asc&after={first}T00:00:00&before={last}T23:59:59"
    elif since is not None:
        # a day's margin: the outlet's clock may be wrong, and it takes the moment for its own local time
        margin = datetime.fromisoformat(since) - timedelta(days=1)
        query += f"&orderby=modified&modified_after={margin:%Y-%m-%dT%H:%M:%S}"
    last_page = 1 if window is not None or since is not None else source.pages
    return [urljoin(source.url, f"{query}&page={number}") for number in range(1, last_page + 1)]


def _portal_addresses(source: Discuz, last_page: int) -> list[str]:
    lists = (urljoin(source.url, f"portal.php?mod=list&catid={category}") for category in source.categories)
    pages = [f"{place}&page={number}" for place in lists for number in range(1, last_page + 1)]
    return pages or [urljoin(source.url, "portal.php")]


def _page_address(source: Listing | JsonList, number: int) -> str:
    """The address of a page of a listing: `{page}` counts from 1, `{page0}` from 0, `[…]` is left out on page 1."""
    url = re.sub(r"\[([^\]]*)\]", "" if number == 1 else r"\1", source.url)
    return url.replace("{page0}", str(number - 1)).replace("{page}", str(number))


def _days(today: date | None, window: Window | None) -> Iterator[date]:
    """Today and yesterday, or the days of a window, the newest first."""
    last = window.until if window else today or datetime.now(UTC).date()
    count = (window.until - window.since).days + 1 if window else 2
    yield from (last - timedelta(days=back) for back in range(count))


def following(source: Source, address: str) -> str | None:
    """The next page of a source that is paged through without knowing its end; None where there can be none."""
    match source:
        case WordPress() | Discuz() if "page=" in address:
            base, _, number = address.rpartition("page=")
            return f"{base}page={int(number) + 1}" if int(number) < MOST_PAGES else None
        case Listing() | JsonList() if "{page" in source.url and "{day" not in source.url:
            here = next((n for n in range(1, MOST_PAGES) if _page_address(source, n) == address), None)
            return _page_address(source, here + 1) if here else None
        case _:
            return None


def plain_address(address: str) -> str:
    """The address of a source without what asks for certain days: what its reading is noted under."""
    return str(url_query_cleaner(address, DAYS_ASKED, remove=True))


def day_in(url: str) -> str | None:
    """The day an address names, `2019-05-03`, None where it names none: the window of a backfill goes by it."""
    match = re.search(r"(?<!\d)((?:19|20)\d\d)[-/_]?(0[1-9]|1[0-2])[-/_]?(0[1-9]|[12]\d|3[01])(?!\d)", url)
    return "-".join(match.groups()) if match else None
